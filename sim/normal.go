package sim

import (
	"math"

	"scenarios/model"
)

// Normal variates by the ziggurat of G. Marsaglia and W. W. Tsang, "The ziggurat method for generating random variables",
// Journal of Statistical Software 5(8), 2000: the half bell is covered by 256 layers of one area. The layer, the sign and
// the place within it come from separate bits of a draw, 53 of them for sign and place, as J. A. Doornik asks for in "An
// improved ziggurat method to generate normal random samples", 2005; 98.8% of all variates take one draw.

const (
	zigguratLayers = 256
	// zigguratTail is where the lowest layer's tail begins, and zigguratArea the area of each layer: with 256 layers the
	// only pair for which the topmost ends at the peak.
	zigguratTail = 3.6541528853610087716
	zigguratArea = 0.0049286732339746553474
)

// layer is one layer of the ziggurat.
type layer struct {
	inside int64   // a place below this, in 2^-53 of the layer's width, lies under the curve for sure
	width  float64 // over 2^53
}

// ziggurat are the layers from the lowest to the topmost, and zigguratHeight the curve at their outer edges.
var ziggurat, zigguratHeight = buildZiggurat()

func buildZiggurat() (layers [zigguratLayers]layer, height [zigguratLayers + 1]float64) {
	curve := func(x float64) float64 { return exponential(-0.5 * float64(x*x)) }
	var edge [zigguratLayers + 1]float64
	edge[0], edge[1] = zigguratArea/curve(zigguratTail), zigguratTail
	for i := 1; i < zigguratLayers-1; i++ {
		edge[i+1] = math.Sqrt(-2 * model.Log(zigguratArea/edge[i]+curve(edge[i])))
	}
	edge[zigguratLayers] = 0
	for i := range layers {
		layers[i] = layer{inside: int64(edge[i+1] / edge[i] * 0x1p53), width: edge[i] * 0x1p-53}
		height[i] = curve(edge[i])
	}
	height[zigguratLayers] = 1
	return layers, height
}

// normals fills a buffer with the first variates of a sequence: mean 0, deviation 1. What it gives depends on the
// sequence's own beginning only, so a mirrored path is the same with every sign changed.
func normals(d draws, into []float64) {
	for i := range into {
		bits := mix64(uint64(d))
		d += goldenGamma
		l := &ziggurat[uint8(bits)]
		place := int64(bits)>>10 | 1 // odd, from -(2^53 - 1) to 2^53 - 1: as often below zero as above
		if max(place, -place) < l.inside {
			into[i] = float64(place) * l.width
			continue
		}
		into[i], d = normalBeyond(bits, d)
	}
}

// normalBeyond completes a variate whose first draw does not settle it, and returns where the sequence goes on. It takes no
// pointer, so that the loop of normals keeps its place in a register.
func normalBeyond(bits uint64, d draws) (float64, draws) {
	for {
		n := int(uint8(bits)) // an int, because the topmost layer has an upper edge too
		place := int64(bits)>>10 | 1
		x := float64(place) * ziggurat[n].width
		switch {
		case max(place, -place) < ziggurat[n].inside:
			return x, d
		case n == 0:
			return math.Copysign(d.normalTail(), x), d
		}
		if low := zigguratHeight[n]; low+float64(d.uniform()*(zigguratHeight[n+1]-low)) < exponential(-0.5*float64(x*x)) {
			return x, d
		}
		bits = d.next()
	}
}

// normalTail returns a variate beyond the lowest layer, by G. Marsaglia, "Generating a variable from the tail of the
// normal distribution", Technometrics 6 (1964).
func (d *draws) normalTail() float64 {
	for {
		x := -model.Log(d.uniform()) / zigguratTail
		y := -model.Log(d.uniform())
		if y+y > float64(x*x) {
			return zigguratTail + x
		}
	}
}
