package sim

import "math"

// leastSquares fits sums of a few columns to figures. It orthogonalises the columns one after the other and the figures with
// them (modified Gram-Schmidt, as stable here as reflections: A. Bjorck, "Solving linear least squares problems by
// Gram-Schmidt orthogonalization", BIT 7, 1967). Sums run in the order of the rows and every product is rounded before it is
// added to, so that the coefficients have the same bits on every machine, which a library's kernels don't promise.
type leastSquares struct {
	columns [][]float64 // by column, then row
	figures []float64
	upper   [][]float64 // by column, its parts along the columns before it
	size    []float64   // by column, what is left of it; 0: nothing but a sum of others
}

// dependent is the part of a column's length that must be left beside the columns before it for it to say anything.
const dependent = 1e-10

// fit returns the coefficients of the columns; one that only repeats the others gets 0. Columns and figures are used up.
func (l *leastSquares) fit() []float64 {
	n := len(l.columns)
	l.upper, l.size = make([][]float64, n), make([]float64, n)
	along := make([]float64, n)
	for j, column := range l.columns {
		whole := dot(column, column)
		l.upper[j] = make([]float64, j)
		for k := range j {
			if l.size[k] > 0 {
				l.upper[j][k] = takeOff(column, l.columns[k], l.size[k])
			}
		}
		if left := dot(column, column); math.Sqrt(left) > dependent*math.Sqrt(whole) {
			l.size[j] = left
			along[j] = takeOff(l.figures, column, left)
		}
	}
	for j := n - 1; j >= 0; j-- {
		for k := j + 1; k < n; k++ {
			along[j] -= float64(l.upper[k][j] * along[k])
		}
		if l.size[j] == 0 {
			along[j] = 0
		}
	}
	return along
}

// takeOff takes off a vector its part along another of a squared length, and returns how often that one goes into it.
func takeOff(from, along []float64, square float64) float64 {
	times := dot(from, along) / square
	for i, v := range along {
		from[i] -= float64(times * v)
	}
	return times
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += float64(v * b[i])
	}
	return sum
}
