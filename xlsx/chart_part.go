package xlsx

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"text/template"
)

// chartView is what the template of a chart part shows.
type chartView struct {
	Chart
	Element    string // lineChart, barChart ...
	Bars       string // col or bar
	Grouping   string
	Overlap    int // percent; of bars
	Gap        int // percent of a bar's width; between bars
	Series     []seriesView
	Lines      bool // some series are lines over areas
	Legend     bool
	DateAxis   bool // a true time scale
	Dates      axisDates
	FromZero   bool // columns stand on zero
	LabelEvery int  // of a text axis: each nth label is shown
	BaseLine   bool // the text axis stands at Base, and bars begin there
	XFormat    string
	YFormat    string
	Palette    palette
	Slanted    bool // the labels of the text axis are
	Placed     bool // Frame holds; else the program places the axes
	Frame      plotFrame
}

type palette struct{ Title, Text, Line, Grid string }

// seriesView is one series with the figures as they stand, for programs that show a chart without its workbook.
type seriesView struct {
	Index      int
	Element    string // of the group it is drawn in
	Clear      bool
	Name       points
	Categories points
	Values     points
	Colour     string
	Marker     bool
	MarkerSize int
	Unjoined   bool
}

// points are referenced cells with what they hold; an empty reference is a plain text.
type points struct {
	Reference string
	Numeric   bool
	Format    string
	Cells     []point
}

type point struct {
	Index int
	Value string
}

// Text is the first point, for a name that is no reference.
func (p points) Text() string {
	if len(p.Cells) == 0 {
		return ""
	}
	return p.Cells[0].Value
}

// Count is how many cells the reference covers, empty ones included.
func (p points) Count() int {
	_, a, err := parseReference(p.Reference)
	if err != nil {
		return len(p.Cells)
	}
	return (a.right - a.left + 1) * (a.bottom - a.top + 1)
}

// chartPart returns the XML of a chart. Every reference must point at cells of this book, and values at figures.
func (b Book) chartPart(c Chart) ([]byte, error) {
	view, err := b.viewOf(c)
	if err != nil {
		return nil, err
	}
	var part bytes.Buffer
	if err := chartTemplate.Execute(&part, view); err != nil {
		return nil, err
	}
	return part.Bytes(), nil
}

func (b Book) viewOf(c Chart) (chartView, error) {
	view := chartView{
		Chart: c, XFormat: c.XFormat, YFormat: c.YFormat, Grouping: "standard", Bars: "col", Gap: 60, LabelEvery: 1, Legend: len(c.Series) > 1,
		Palette: palette{Title: colourNavy, Text: "404040", Line: colourRule, Grid: "E7E6E6"},
	}
	if view.YFormat == "" {
		view.YFormat = "#,##0"
	}
	if view.XFormat == "" {
		view.XFormat = "General"
	}
	view.setKind(c.Kind)
	if len(c.Series) == 0 {
		return view, fmt.Errorf("has no series")
	}
	for i, s := range c.Series {
		series, err := b.viewSeries(i, s)
		if err != nil {
			return view, fmt.Errorf("series %d: %w", i+1, err)
		}
		series.Element, series.Clear = view.Element, s.Clear
		if s.Mark {
			series.Marker, series.Unjoined, series.MarkerSize = true, true, largeMarker
		}
		if s.Line {
			series.Element, view.Lines = "lineChart", true
		}
		view.Series = append(view.Series, series)
	}
	view.keepBarsApart()
	if err := view.setAxis(); err != nil {
		return view, err
	}
	view.FromZero = view.Element == "barChart" && view.Bars == "col" && view.nothingNegative()
	view.Frame, view.Placed = view.frame()
	return view, nil
}

func (v *chartView) setKind(kind ChartKind) {
	switch kind {
	case LineChart:
		v.Element = "lineChart"
	case ColumnChart:
		v.Element, v.Grouping = "barChart", "clustered"
	case StackedColumnChart:
		v.Element, v.Grouping, v.Overlap = "barChart", "stacked", 100
	case BarChart:
		v.Element, v.Grouping, v.Bars = "barChart", "clustered", "bar"
	case AreaChart:
		v.Element = "areaChart"
	case StackedAreaChart:
		v.Element, v.Grouping = "areaChart", "stacked"
	case ScatterChart:
		v.Element = "scatterChart"
	case HistogramChart:
		v.Element, v.Grouping, v.Gap = "barChart", "clustered", 6
	case TornadoChart:
		v.Element, v.Grouping, v.Bars, v.Overlap, v.BaseLine = "barChart", "clustered", "bar", 100, true
	}
}

// keepBarsApart puts the bars of a tornado side by side where both of an input lie on one side of the base: on top of each
// other the longer would hide the shorter.
func (v *chartView) keepBarsApart() {
	if !v.BaseLine || len(v.Series) < 2 {
		return
	}
	sides := map[int]int{}
	for _, s := range v.Series {
		for _, p := range s.Values.Cells {
			value, err := strconv.ParseFloat(p.Value, 64)
			side := cmp.Compare(value, v.Base)
			if err != nil || side == 0 {
				continue
			}
			if sides[p.Index] == side {
				v.Overlap = 0
			}
			sides[p.Index] = side
		}
	}
}

// Few points are marked, so that a short series is seen at all; many would be a thick line.
const mostMarkers = 12

// Sizes of markers in points.
const usualMarker, largeMarker = 5, 9

func (b Book) viewSeries(index int, s Series) (seriesView, error) {
	view := seriesView{Index: index, Colour: seriesColours[index%len(seriesColours)]}
	if s.Color != "" {
		view.Colour = strings.ToUpper(strings.TrimPrefix(s.Color, "#"))
		if _, err := strconv.ParseUint(view.Colour, 16, 32); err != nil || len(view.Colour) != 6 {
			return view, fmt.Errorf("'%s' is not a colour such as 1F3864", s.Color)
		}
	}
	var err error
	view.Name = points{Cells: []point{{Value: s.Name}}}
	if strings.Contains(s.Name, "!") {
		if view.Name, err = b.points(s.Name); err != nil {
			return view, fmt.Errorf("name: %w", err)
		}
	}
	if view.Values, err = b.points(s.Values); err != nil {
		return view, fmt.Errorf("values: %w", err)
	}
	if !view.Values.Numeric {
		return view, fmt.Errorf("%s holds no figure or something else than figures", s.Values)
	}
	view.Marker, view.MarkerSize = view.Values.Count() <= mostMarkers, usualMarker
	if s.Categories == "" {
		return view, nil
	}
	if view.Categories, err = b.points(s.Categories); err != nil {
		return view, fmt.Errorf("categories: %w", err)
	}
	if view.Categories.Count() != view.Values.Count() {
		return view, fmt.Errorf("has %d categories and %d values", view.Categories.Count(), view.Values.Count())
	}
	return view, nil
}

// points reads the referenced cells from the book.
func (b Book) points(reference string) (points, error) {
	name, a, err := parseReference(strings.TrimPrefix(reference, "="))
	if err != nil {
		return points{}, err
	}
	index := b.sheetIndex(name)
	if index < 0 {
		return points{}, fmt.Errorf("there is no sheet '%s'", name)
	}
	s, p := b.Sheets[index], points{Reference: quoteSheet(b.Sheets[index].Name) + "!" + a.absolute(), Numeric: true}
	n := 0
	for row := a.top; row <= a.bottom; row++ {
		for column := a.left; column <= a.right; column++ {
			c := s.cell(column, row)
			content, err := c.content()
			if err != nil {
				return points{}, fmt.Errorf("cell %s: %w", cellName(column, row), err)
			}
			switch value := content.(type) {
			case float64:
				p.Cells = append(p.Cells, point{n, strconv.FormatFloat(value, 'f', -1, 64)})
				p.Format = formatOf(c)
			case string:
				p.Cells = append(p.Cells, point{n, value})
				p.Numeric = false
			}
			n++
		}
	}
	p.Numeric = p.Numeric && len(p.Cells) > 0
	return p, nil
}

// axisDates is the scale of a date axis: its labels stand Unit days, months or years apart.
type axisDates struct {
	First, Last float64 // serial numbers
	Step        int
	Unit        string // days, months, years
	StepDays    float64
	Format      string
}

// setAxis chooses the scale of the horizontal axis so that its labels have room. Lines and areas over dates get a true time
// scale; bars keep a text axis, on which they would otherwise be as thin as a day.
func (v *chartView) setAxis() error {
	first := v.Series[0].Categories
	width, height := v.size()
	if !v.XDates {
		if v.Bars == "col" && first.Count() > 0 && v.figuresBelow() {
			v.LabelEvery, v.Slanted = labelEvery(first.Count(), width, v.categoryLabelPixels()+chartEdge), true
		} else if v.Bars == "col" && first.Count() > 0 {
			v.LabelEvery = labelEvery(first.Count(), width, 0)
		}
		return nil
	}
	if !first.Numeric {
		return fmt.Errorf("%s must hold dates only", first.Reference)
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, s := range v.Series {
		for _, p := range s.Categories.Cells {
			serial, err := strconv.ParseFloat(p.Value, 64)
			if err != nil {
				return fmt.Errorf("%s must hold dates only", s.Categories.Reference)
			}
			low, high = min(low, serial), max(high, serial)
		}
	}
	v.Dates = dateScale(low, high, width)
	v.DateAxis = v.Element == "lineChart" || v.Element == "areaChart"
	if v.Bars == "bar" {
		width = height * 2
	}
	v.LabelEvery = labelEvery(first.Count(), width, dateLabelPixels)
	return nil
}

// nothingNegative reports whether no figure of the chart is below zero.
func (v *chartView) nothingNegative() bool {
	for _, s := range v.Series {
		for _, p := range s.Values.Cells {
			if strings.HasPrefix(p.Value, "-") {
				return false
			}
		}
	}
	return true
}

// figuresBelow reports whether the labels of a text axis are figures, whose width follows from their format.
func (v *chartView) figuresBelow() bool {
	return v.Chart.XFormat != "" && v.Series[0].Categories.Numeric
}

// A label such as Dec 2002 with the space beside it, in pixels, and what a chart's frame and value axis take.
const (
	dateLabelPixels = 72
	framePixels     = 120
)

// labelEvery returns n such that each nth label of an axis has room; labels of unknown width may be turned, and get a line's
// height each.
func labelEvery(labels, width, pixelsEach int) int {
	const turnedLabelPixels = 18
	if pixelsEach == 0 {
		pixelsEach = turnedLabelPixels
	}
	room := max(1, (width-framePixels)/pixelsEach)
	return max(1, (labels+room-1)/room)
}

// dateScale picks the closest round step at which the labels between two serial numbers have room.
func dateScale(first, last float64, width int) axisDates {
	dates := axisDates{First: first, Last: last}
	days := max(1, last-first)
	room := float64(max(2, (width-framePixels)/dateLabelPixels))
	steps := []axisDates{
		{Step: 1, Unit: "days", StepDays: 1}, {Step: 2, Unit: "days", StepDays: 2}, {Step: 7, Unit: "days", StepDays: 7},
		{Step: 1, Unit: "months", StepDays: 30.5}, {Step: 2, Unit: "months", StepDays: 61}, {Step: 3, Unit: "months", StepDays: 91.5},
		{Step: 6, Unit: "months", StepDays: 183}, {Step: 1, Unit: "years", StepDays: 366}, {Step: 2, Unit: "years", StepDays: 732},
		{Step: 5, Unit: "years", StepDays: 1830}, {Step: 10, Unit: "years", StepDays: 3660},
	}
	chosen := steps[len(steps)-1]
	for _, step := range steps {
		if days/step.StepDays <= room {
			chosen = step
			break
		}
	}
	dates.Step, dates.Unit, dates.StepDays = chosen.Step, chosen.Unit, chosen.StepDays
	dates.Format = map[string]string{"days": "d mmm yy", "months": "mmm yyyy", "years": "yyyy"}[chosen.Unit]
	return dates
}

func escapeXML(text string) (string, error) {
	var out bytes.Buffer
	err := xml.EscapeText(&out, []byte(text))
	return out.String(), err
}

var chartTemplate = template.Must(template.New("chart").Funcs(template.FuncMap{
	"xml": escapeXML,
	"text": func(words string, size, bold int, turned bool, colour string) titleView {
		return titleView{words, size, bold, turned, colour}
	},
	"named": func(name points) points { // a name is a text, also where its cell holds a figure
		name.Numeric = false
		return name
	},
}).Parse(strings.ReplaceAll(chartXML, "\n", "")))

// chartXML is a chart in the order of elements that the format's schema demands. Line ends are dropped.
const chartXML = `{{define "font"}}<a:solidFill><a:srgbClr val="{{.}}"/></a:solidFill><a:latin typeface="Arial"/><a:cs typeface="Arial"/>{{end}}
{{define "title"}}<c:title><c:tx><c:rich><a:bodyPr{{if .Turned}} rot="-5400000" vert="horz"{{end}}/><a:p><a:pPr><a:defRPr sz="{{.Size}}" b="{{.Bold}}"/></a:pPr>
<a:r><a:rPr lang="en-US" sz="{{.Size}}" b="{{.Bold}}">{{template "font" .Colour}}</a:rPr><a:t>{{xml .Text}}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>{{end}}
{{define "line"}}<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="{{.}}"/></a:solidFill></a:ln></c:spPr>{{end}}
{{define "labels"}}<c:txPr><a:bodyPr/>{{template "label font" .}}</c:txPr>{{end}}
{{define "slanted labels"}}<c:txPr><a:bodyPr rot="-2700000" vert="horz"/>{{template "label font" .}}</c:txPr>{{end}}
{{define "label font"}}<a:p><a:pPr><a:defRPr sz="900" b="0">{{template "font" .}}</a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p>{{end}}
{{define "cached"}}{{if .Numeric}}<c:numRef><c:f>{{xml .Reference}}</c:f><c:numCache><c:formatCode>{{xml .Format}}</c:formatCode><c:ptCount val="{{.Count}}"/>
{{range .Cells}}<c:pt idx="{{.Index}}"><c:v>{{.Value}}</c:v></c:pt>{{end}}</c:numCache></c:numRef>
{{else}}<c:strRef><c:f>{{xml .Reference}}</c:f><c:strCache><c:ptCount val="{{.Count}}"/>
{{range .Cells}}<c:pt idx="{{.Index}}"><c:v>{{xml .Value}}</c:v></c:pt>{{end}}</c:strCache></c:strRef>{{end}}{{end}}
{{define "series"}}<c:ser><c:idx val="{{.Index}}"/><c:order val="{{.Index}}"/>
<c:tx>{{if .Name.Reference}}{{template "cached" (named .Name)}}{{else}}<c:v>{{xml .Name.Text}}</c:v>{{end}}</c:tx>
{{if or (eq .Element "lineChart") (eq .Element "scatterChart")}}<c:spPr>{{if .Unjoined}}<a:ln><a:noFill/></a:ln>{{else}}<a:ln w="22225" cap="rnd"><a:solidFill><a:srgbClr val="{{.Colour}}"/></a:solidFill><a:round/></a:ln>{{end}}</c:spPr>
<c:marker>{{if .Marker}}<c:symbol val="circle"/><c:size val="{{.MarkerSize}}"/><c:spPr><a:solidFill><a:srgbClr val="{{.Colour}}"/></a:solidFill><a:ln w="9525"><a:solidFill><a:srgbClr val="{{.Colour}}"/></a:solidFill></a:ln></c:spPr>{{else}}<c:symbol val="none"/>{{end}}</c:marker>
{{else if .Clear}}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>
{{else}}<c:spPr><a:solidFill><a:srgbClr val="{{.Colour}}"/></a:solidFill></c:spPr>{{if eq .Element "barChart"}}<c:invertIfNegative val="0"/>{{end}}{{end}}
{{if eq .Element "scatterChart"}}{{if .Categories.Reference}}<c:xVal>{{template "cached" .Categories}}</c:xVal>{{end}}<c:yVal>{{template "cached" .Values}}</c:yVal><c:smooth val="0"/>
{{else}}{{if .Categories.Reference}}<c:cat>{{template "cached" .Categories}}</c:cat>{{end}}<c:val>{{template "cached" .Values}}</c:val>{{if eq .Element "lineChart"}}<c:smooth val="0"/>{{end}}{{end}}
</c:ser>{{end}}
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>
{{if .Title}}{{template "title" (text .Title 1200 1 false .Palette.Title)}}{{end}}<c:autoTitleDeleted val="{{if .Title}}0{{else}}1{{end}}"/>
<c:plotArea><c:layout>{{if .Placed}}<c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>
<c:x val="{{.Frame.X}}"/><c:y val="{{.Frame.Y}}"/><c:w val="{{.Frame.Width}}"/><c:h val="{{.Frame.Height}}"/></c:manualLayout>{{end}}</c:layout><c:{{.Element}}>
{{if eq .Element "barChart"}}<c:barDir val="{{.Bars}}"/>{{end}}
{{if eq .Element "scatterChart"}}<c:scatterStyle val="lineMarker"/>{{else}}<c:grouping val="{{.Grouping}}"/>{{end}}<c:varyColors val="0"/>
{{$v := .}}{{range .Series}}{{if eq .Element $v.Element}}{{template "series" .}}{{end}}{{end}}
{{if eq .Element "barChart"}}<c:gapWidth val="{{.Gap}}"/><c:overlap val="{{.Overlap}}"/>{{end}}
{{if eq .Element "lineChart"}}<c:marker val="1"/>{{end}}
<c:axId val="100000001"/><c:axId val="100000002"/></c:{{.Element}}>
{{if .Lines}}<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{{range .Series}}{{if ne .Element $v.Element}}{{template "series" .}}{{end}}{{end}}
<c:marker val="1"/><c:axId val="100000001"/><c:axId val="100000002"/></c:lineChart>{{end}}
{{if eq .Element "scatterChart"}}
<c:valAx><c:axId val="100000001"/><c:scaling><c:orientation val="minMax"/>{{if .XDates}}<c:max val="{{.Dates.Last}}"/><c:min val="{{.Dates.First}}"/>{{end}}</c:scaling><c:delete val="0"/><c:axPos val="b"/>
{{if .XTitle}}{{template "title" (text .XTitle 900 0 false .Palette.Text)}}{{end}}
<c:numFmt formatCode="{{if .XDates}}{{xml .Dates.Format}}{{else}}{{xml (index .Series 0).Categories.Format}}{{end}}" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>
{{template "line" .Palette.Line}}{{template "labels" .Palette.Text}}<c:crossAx val="100000002"/><c:crosses val="autoZero"/><c:crossBetween val="midCat"/>{{if .XDates}}<c:majorUnit val="{{.Dates.StepDays}}"/>{{end}}</c:valAx>
{{else if .DateAxis}}
<c:dateAx><c:axId val="100000001"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>
{{if .XTitle}}{{template "title" (text .XTitle 900 0 false .Palette.Text)}}{{end}}
<c:numFmt formatCode="{{xml .Dates.Format}}" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>
{{template "line" .Palette.Line}}{{template "labels" .Palette.Text}}<c:crossAx val="100000002"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblOffset val="100"/>
<c:baseTimeUnit val="days"/><c:majorUnit val="{{.Dates.Step}}"/><c:majorTimeUnit val="{{.Dates.Unit}}"/></c:dateAx>
{{else}}
<c:catAx><c:axId val="100000001"/><c:scaling><c:orientation val="{{if eq .Bars "bar"}}maxMin{{else}}minMax{{end}}"/></c:scaling><c:delete val="0"/><c:axPos val="{{if eq .Bars "bar"}}l{{else}}b{{end}}"/>
{{if .XTitle}}{{template "title" (text .XTitle 900 0 (eq .Bars "bar") .Palette.Text)}}{{end}}
<c:numFmt formatCode="{{if .XDates}}{{xml .Dates.Format}}{{else}}{{xml .XFormat}}{{end}}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>
{{if .BaseLine}}{{template "line" .Palette.Title}}{{else}}{{template "line" .Palette.Line}}{{end}}{{if .Slanted}}{{template "slanted labels" .Palette.Text}}{{else}}{{template "labels" .Palette.Text}}{{end}}<c:crossAx val="100000002"/>
{{if .BaseLine}}<c:crossesAt val="{{.Base}}"/>{{else}}<c:crosses val="autoZero"/>{{end}}<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>
{{if gt .LabelEvery 1}}<c:tickLblSkip val="{{.LabelEvery}}"/>{{end}}<c:noMultiLvlLbl val="1"/></c:catAx>
{{end}}
<c:valAx><c:axId val="100000002"/><c:scaling><c:orientation val="minMax"/>{{if .YTo}}<c:max val="{{.YTo}}"/>{{end}}{{if .YFrom}}<c:min val="{{.YFrom}}"/>{{else if .FromZero}}<c:min val="0"/>{{end}}</c:scaling><c:delete val="0"/><c:axPos val="{{if eq .Bars "bar"}}b{{else}}l{{end}}"/>
<c:majorGridlines>{{template "line" .Palette.Grid}}</c:majorGridlines>
{{if .YTitle}}{{template "title" (text .YTitle 900 0 (ne .Bars "bar") .Palette.Text)}}{{end}}
<c:numFmt formatCode="{{xml .YFormat}}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>
<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{{template "labels" .Palette.Text}}<c:crossAx val="100000001"/><c:crosses val="{{if eq .Bars "bar"}}max{{else}}autoZero{{end}}"/>
<c:crossBetween val="{{if or (eq .Element "barChart") (and (eq .Element "lineChart") (not .DateAxis))}}between{{else}}midCat{{end}}"/></c:valAx>
<c:spPr><a:noFill/></c:spPr></c:plotArea>
{{if .Legend}}<c:legend><c:legendPos val="b"/>{{range .Series}}{{if .Clear}}<c:legendEntry><c:idx val="{{.Index}}"/><c:delete val="1"/></c:legendEntry>{{end}}{{end}}<c:overlay val="0"/>{{template "labels" .Palette.Text}}</c:legend>{{end}}
<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>
<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln w="9525"><a:solidFill><a:srgbClr val="{{.Palette.Line}}"/></a:solidFill></a:ln></c:spPr>
</c:chartSpace>`

// titleView is a title of a chart or of an axis; sizes are in hundredths of a point.
type titleView struct {
	Text   string
	Size   int
	Bold   int
	Turned bool
	Colour string
}

// anchorView is the place of one chart on its sheet: a top left cell, counted from 0, and a size that no column width or row
// height changes.
type anchorView struct {
	Number, Column, Row int
	Width, Height       int // in the format's units
	Title               string
}

// unitsPerPixel is the number of drawing units (1/914,400 inch) in a pixel of 1/96 inch.
const unitsPerPixel = 9525

// drawingPart returns the part that places a sheet's charts, in their order.
func drawingPart(charts []Chart) ([]byte, error) {
	var anchors []anchorView
	for i, c := range charts {
		column, row, err := parseCell(c.Anchor)
		if err != nil {
			return nil, fmt.Errorf("chart '%s': %w", c.Title, err)
		}
		width, height := c.size()
		anchors = append(anchors, anchorView{i + 1, column - 1, row - 1, width * unitsPerPixel, height * unitsPerPixel, c.Title})
	}
	var part bytes.Buffer
	err := drawingTemplate.Execute(&part, anchors)
	return part.Bytes(), err
}

var drawingTemplate = template.Must(template.New("drawing").Funcs(template.FuncMap{"xml": escapeXML}).Parse(strings.ReplaceAll(drawingXML, "\n", "")))

const drawingXML = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">
{{range .}}<xdr:oneCellAnchor><xdr:from><xdr:col>{{.Column}}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{{.Row}}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>
<xdr:ext cx="{{.Width}}" cy="{{.Height}}"/><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{{.Number}}" name="Chart {{.Number}}" descr="{{xml .Title}}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>
<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rId{{.Number}}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>
{{end}}</xdr:wsDr>`
