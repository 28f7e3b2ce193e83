package xlsx

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Encode returns the bytes of an .xlsx file. The same Book gives the same bytes. It is an error, naming the sheet and the
// cell, when something does not fit the format: too long a text, too many rows, a number out of range, a chart that points
// at no figures.
//
// A text is always written as a text, so what stood in an input can't become a formula.
func Encode(b Book) ([]byte, error) {
	b, lists := withLists(b)
	if err := b.check(); err != nil {
		return nil, err
	}
	w := bookWriter{book: b, lists: lists, file: excelize.NewFile(), styles: map[styleKey]int{}, colours: map[Style]int{}}
	defer w.file.Close() // only temporary files of the library; the bytes are complete by then
	if err := w.write(); err != nil {
		return nil, err
	}
	var raw bytes.Buffer
	if err := w.file.Write(&raw); err != nil {
		return nil, fmt.Errorf("the workbook could not be put together: %w", err)
	}
	return normalise(raw.Bytes())
}

// bookWriter puts one Book into one new file of the library.
type bookWriter struct {
	book     Book
	lists    listPlaces
	file     *excelize.File
	styles   map[styleKey]int // the library's style numbers, each made once
	colours  map[Style]int    // the library's numbers of the colours that follow a formula
	charts   int              // chart parts so far
	drawings int              // sheets with charts so far
}

type styleKey struct {
	style  Style
	code   string
	right  bool // at the right end of its column
	indent bool // a little away from the left end
}

func (w *bookWriter) write() error {
	if err := w.begin(); err != nil {
		return err
	}
	for _, s := range w.book.Sheets {
		if err := w.writeSheet(s); err != nil {
			return fmt.Errorf("sheet '%s': %w", s.Name, err)
		}
	}
	return w.writeProperties()
}

// begin sets what holds for the whole workbook and creates the sheets in their order; they must all exist before the first
// is streamed, because making one active touches every other.
func (w *bookWriter) begin() error {
	if err := w.file.SetDefaultFont(fontFamily); err != nil {
		return err
	}
	*w.file.Styles.Fonts.Font[0].Sz.Val = fontSize
	for i, s := range w.book.Sheets {
		if i == 0 {
			if err := w.file.SetSheetName("Sheet1", s.Name); err != nil {
				return err
			}
			continue
		}
		if _, err := w.file.NewSheet(s.Name); err != nil {
			return err
		}
	}
	active := max(0, w.book.sheetIndex(w.book.Active))
	w.file.SetActiveSheet(active)
	return nil
}

func (b Book) sheetIndex(name string) int {
	for i, s := range b.Sheets {
		if strings.EqualFold(s.Name, name) {
			return i
		}
	}
	return -1
}

func (w *bookWriter) writeProperties() error {
	created := w.book.Created.String() + "T00:00:00Z"
	if err := w.file.SetDocProps(&excelize.DocProperties{
		Title: w.book.Title, Creator: w.book.Creator, LastModifiedBy: w.book.Creator, Created: created, Modified: created,
	}); err != nil {
		return err
	}
	return w.file.SetAppProps(&excelize.AppProperties{Application: w.book.Creator})
}

// writeSheet writes one sheet. Whatever stands around the cells comes before Flush: afterwards the library would drop it
// without an error.
func (w *bookWriter) writeSheet(s Sheet) error {
	if err := w.setUpPage(s); err != nil {
		return err
	}
	stream, err := w.file.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	if err := w.setUpColumns(s, stream); err != nil {
		return err
	}
	steps := []func(Sheet) error{w.presetHeights, w.addNotes, w.addCharts, w.addValidations, w.addHeat, w.addStatus, w.addLinks, w.addNames}
	for _, step := range steps {
		if err := step(s); err != nil {
			return err
		}
	}
	if err := w.writeRows(s, stream); err != nil {
		return err
	}
	if err := addTables(s, stream); err != nil {
		return err
	}
	return stream.Flush()
}

// setUpPage sets the view, the tab and everything about printing.
func (w *bookWriter) setUpPage(s Sheet) error {
	colour, fit, width, height := tabColours[s.Group], true, defaultColumnWidth, defaultRowHeight
	if err := w.file.SetSheetProps(s.Name, &excelize.SheetPropsOptions{
		TabColorRGB: &colour, FitToPage: &fit, DefaultColWidth: &width, DefaultRowHeight: &height,
	}); err != nil {
		return err
	}
	extent, err := s.used()
	if err != nil {
		return err
	}
	if err := w.file.SetSheetDimension(s.Name, cellName(extent.left, extent.top)+":"+cellName(extent.right, extent.bottom)); err != nil {
		return err
	}
	gridLines := false
	if err := w.file.SetSheetView(s.Name, 0, &excelize.ViewOptions{ShowGridLines: &gridLines}); err != nil {
		return err
	}
	paper, orientation, wide, tall := paperLetter, "landscape", 1, 0
	if s.Portrait {
		orientation = "portrait"
	}
	if s.OnePage {
		tall = 1
	}
	if err := w.file.SetPageLayout(s.Name, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall,
	}); err != nil {
		return err
	}
	side, end, footer, centred := 0.5, 0.6, 0.3, true
	if err := w.file.SetPageMargins(s.Name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &side, Bottom: &end, Header: &footer, Footer: &footer, Horizontally: &centred,
	}); err != nil {
		return err
	}
	return w.file.SetHeaderFooter(s.Name, &excelize.HeaderFooterOptions{OddFooter: w.footer()})
}

// paperLetter is US Letter in the file format's list of papers.
const paperLetter = 1

// footer names file and sheet, page of pages, and the workbook's date. The date is written out: a date code would print
// the day of printing.
func (w *bookWriter) footer() string {
	return `&L&8&F, &A&C&8Page &P of &N&R&8 ` + w.book.Created.String()
}

func (w *bookWriter) setUpColumns(s Sheet, stream *excelize.StreamWriter) error {
	for column := len(s.Widths); column >= 1; column-- { // from the last: the library puts each before those it has
		if err := stream.SetColWidth(column, column, s.Widths[column-1]); err != nil {
			return err
		}
	}
	if s.Frozen == "" {
		return nil
	}
	column, row, err := parseCell(string(s.Frozen))
	if err != nil {
		return fmt.Errorf("frozen panes: %w", err)
	}
	pane := "bottomRight"
	switch {
	case column == 1 && row == 1:
		return nil
	case column == 1:
		pane = "bottomLeft"
	case row == 1:
		pane = "topRight"
	}
	return stream.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: column - 1, YSplit: row - 1, TopLeftCell: string(s.Frozen), ActivePane: pane,
		Selection: []excelize.Selection{{SQRef: string(s.Frozen), ActiveCell: string(s.Frozen), Pane: pane}},
	})
}

// presetHeights tells the library the row heights that the stream will write, because it sizes notes by them.
func (w *bookWriter) presetHeights(s Sheet) error {
	last := 0
	for _, note := range s.Notes {
		_, row, err := parseCell(note.Cell)
		if err != nil {
			return fmt.Errorf("note: %w", err)
		}
		last = max(last, row+note.height()/rowPixels(defaultRowHeight))
	}
	for row := 1; row <= last; row++ {
		if err := w.file.SetRowHeight(s.Name, row, s.rowHeight(row)); err != nil {
			return err
		}
	}
	return nil
}

func (w *bookWriter) addNotes(s Sheet) error {
	for _, note := range s.Notes {
		if err := w.file.AddComment(s.Name, excelize.Comment{
			Cell: note.Cell, Author: w.book.Creator, Width: noteWidth, Height: uint(note.height()),
			Paragraph: []excelize.RichTextRun{{Text: note.Text, Font: &excelize.Font{Family: fontFamily, Size: 9}}},
		}); err != nil {
			return fmt.Errorf("note on cell %s: %w", note.Cell, err)
		}
	}
	return nil
}

func (w *bookWriter) addHeat(s Sheet) error {
	for _, heat := range s.Heat {
		if err := w.file.SetConditionalFormat(s.Name, heat.Range, []excelize.ConditionalFormatOptions{{
			Type: "3_color_scale", Criteria: "=", MinType: "min", MidType: "percentile", MidValue: "50", MaxType: "max",
			MinColor: heatLow, MidColor: heatMiddle, MaxColor: heatHigh,
		}}); err != nil {
			return fmt.Errorf("colours of %s: %w", heat.Range, err)
		}
	}
	return nil
}

func (w *bookWriter) addStatus(s Sheet) error {
	for _, status := range s.Status {
		good, err := w.statusColours(StyleGood)
		if err != nil {
			return err
		}
		alarm, err := w.statusColours(status.Alarm)
		if err != nil {
			return err
		}
		shown := `"` + strings.ReplaceAll(status.Good, `"`, `""`) + `"`
		if err := w.file.SetConditionalFormat(s.Name, status.Range, []excelize.ConditionalFormatOptions{
			{Type: "cell", Criteria: "==", Value: shown, Format: &good},
			{Type: "cell", Criteria: "!=", Value: shown, Format: &alarm},
		}); err != nil {
			return fmt.Errorf("colours of %s: %w", status.Range, err)
		}
	}
	return nil
}

// statusColours returns the library's number for the font and fill of a style, which are made the first time.
func (w *bookWriter) statusColours(style Style) (int, error) {
	if id, made := w.colours[style]; made {
		return id, nil
	}
	l := looks[style]
	id, err := w.file.NewConditionalStyle(&excelize.Style{
		Font: &excelize.Font{Color: l.colour, Bold: l.bold},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}},
	})
	if err != nil {
		return 0, err
	}
	w.colours[style] = id
	return id, nil
}

func (w *bookWriter) addLinks(s Sheet) error {
	for i, row := range s.Rows {
		for j, c := range row.Cells {
			if c.Link == "" {
				continue
			}
			at := cellName(j+1, i+1)
			if err := w.file.SetCellHyperLink(s.Name, at, quoteSheet(w.book.linkTarget(c.Link))+"!A1", "Location"); err != nil {
				return fmt.Errorf("link in cell %s: %w", at, err)
			}
		}
	}
	return nil
}

// addNames defines the sheet's anchors, its mark, its print area and its repeated rows.
func (w *bookWriter) addNames(s Sheet) error {
	sheet := quoteSheet(s.Name)
	printed, err := s.used()
	if err != nil {
		return err
	}
	names := []excelize.DefinedName{{Name: "_xlnm.Print_Area", RefersTo: sheet + "!" + printed.absolute(), Scope: s.Name}}
	if s.Titles != "" {
		first, last, _ := strings.Cut(string(s.Titles), ":")
		names = append(names, excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: sheet + "!$" + first + ":$" + last, Scope: s.Name})
	}
	for _, n := range s.Names {
		names = append(names, excelize.DefinedName{Name: n.Name, RefersTo: n.RefersTo})
	}
	for _, n := range names {
		if err := w.file.SetDefinedName(&n); err != nil {
			return fmt.Errorf("name %s: %w", n.Name, err)
		}
	}
	if s.Mark != "" {
		if err := w.addMark(s.Mark, s.Name); err != nil {
			return err
		}
	}
	if w.book.Template && s.Name == w.book.Sheets[0].Name {
		return w.addMark(TemplateMark, s.Name)
	}
	return nil
}

// addMark defines a name that says that we wrote a sheet or a workbook: the only things that are hidden in it.
func (w *bookWriter) addMark(mark, sheet string) error {
	if err := w.file.SetDefinedName(&excelize.DefinedName{Name: mark, RefersTo: quoteSheet(sheet) + "!$A$1"}); err != nil {
		return fmt.Errorf("name %s: %w", mark, err)
	}
	defined := w.file.WorkBook.DefinedNames.DefinedName
	defined[len(defined)-1].Hidden = true
	return nil
}

func (w *bookWriter) writeRows(s Sheet, stream *excelize.StreamWriter) error {
	last := len(s.Rows)
	if len(s.Charts) > 0 {
		printed, err := s.used()
		if err != nil {
			return err
		}
		last = printed.bottom
	}
	sides := columnSides{}
	for row := 1; row <= last; row++ {
		sides.pass(s, row)
		if err := w.writeRow(s, row, sides, stream); err != nil {
			return err
		}
	}
	return nil
}

func (w *bookWriter) writeRow(s Sheet, row int, sides columnSides, stream *excelize.StreamWriter) error {
	var cells []Cell
	if row <= len(s.Rows) {
		cells = s.Rows[row-1].Cells
	}
	values := make([]any, len(cells))
	for i, c := range cells {
		if c.Kind == Empty && c.Style == StylePlain {
			continue
		}
		value, err := c.content()
		if err != nil {
			return fmt.Errorf("cell %s: %w", cellName(i+1, row), err)
		}
		right := sides.right(c, i+1)
		behindFigure := i > 0 && !right && sides.right(cells[i-1], i)
		style, err := w.style(styleKey{style: c.Style, code: formatOf(c), right: right, indent: behindFigure})
		if err != nil {
			return fmt.Errorf("style of cell %s: %w", cellName(i+1, row), err)
		}
		values[i] = excelize.Cell{StyleID: style, Formula: c.Formula, Value: value}
	}
	var options []excelize.RowOpts
	if s.hasOwnHeight(row) {
		options = append(options, excelize.RowOpts{Height: s.rowHeight(row)})
	}
	return stream.SetRow(cellName(1, row), values, options...)
}

// style returns the library's number for a style, which is made the first time.
func (w *bookWriter) style(key styleKey) (int, error) {
	if id, made := w.styles[key]; made {
		return id, nil
	}
	id, err := w.file.NewStyle(libraryStyle(key))
	if err != nil {
		return 0, err
	}
	w.styles[key] = id
	return id, nil
}

func libraryStyle(key styleKey) *excelize.Style {
	l := looks[key.style]
	font := excelize.Font{Family: fontFamily, Size: fontSize, Color: l.colour, Bold: l.bold}
	if l.size > 0 {
		font.Size = l.size
	}
	if l.underline {
		font.Underline = "single"
	}
	style := excelize.Style{Font: &font, Alignment: &excelize.Alignment{Vertical: "top", WrapText: l.wrap}}
	if l.middle {
		style.Alignment.Vertical = "center"
	}
	style.Alignment.Horizontal = "left"
	if key.right {
		style.Alignment.Horizontal = "right"
	}
	if key.indent {
		style.Alignment.Indent = 1
	}
	if key.code != formatCodes[FormatText] {
		style.CustomNumFmt = &key.code
	}
	if l.fill != "" {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	style.Border = libraryBorders(l)
	return &style
}

// thinLine is the library's number of a thin continuous line.
const thinLine = 1

func libraryBorders(l look) []excelize.Border {
	var borders []excelize.Border
	add := func(side, colour string) {
		if colour != "" {
			borders = append(borders, excelize.Border{Type: side, Color: colour, Style: thinLine})
		}
	}
	add("top", l.top)
	for _, side := range []string{"left", "right", "top", "bottom"} {
		add(side, l.box)
	}
	return borders
}

func addTables(s Sheet, stream *excelize.StreamWriter) error {
	for _, table := range s.Tables {
		stripes := true
		if err := stream.AddTable(&excelize.Table{
			Range: table.Range, Name: table.Name, StyleName: "TableStyleLight1", ShowRowStripes: &stripes,
		}); err != nil {
			return fmt.Errorf("table %s: %w", table.Name, err)
		}
	}
	return nil
}

func (w *bookWriter) addValidations(s Sheet) error {
	for _, v := range s.Lists {
		rule := excelize.NewDataValidation(true)
		rule.SetSqref(v.Range)
		if err := w.limitValues(rule, v); err != nil {
			return fmt.Errorf("allowed values of %s: %w", v.Range, err)
		}
		if v.Title != "" || v.Help != "" {
			rule.SetInput(v.Title, v.Help)
		}
		if err := w.file.AddDataValidation(s.Name, rule); err != nil {
			return fmt.Errorf("allowed values of %s: %w", v.Range, err)
		}
	}
	return nil
}

// limitValues makes a rule a drop-down or a range.
func (w *bookWriter) limitValues(rule *excelize.DataValidation, v Validation) error {
	const wrong = "Not an allowed value"
	if len(v.List) > 0 {
		rule.SetError(excelize.DataValidationErrorStyleStop, wrong, "Choose a value from the list.")
		if place, ok := w.lists[listKey(v.List)]; ok {
			rule.SetSqrefDropList(place)
			return nil
		}
		return rule.SetDropList(v.List)
	}
	kinds := map[string]excelize.DataValidationType{
		"date": excelize.DataValidationTypeDate, "decimal": excelize.DataValidationTypeDecimal, "whole": excelize.DataValidationTypeWhole,
	}
	kind, known := kinds[v.Kind]
	if !known {
		return fmt.Errorf("'%s' is not a kind of value; date, decimal and whole are", v.Kind)
	}
	rule.SetError(excelize.DataValidationErrorStyleStop, wrong, v.allowed())
	low, high := v.bounds()
	return rule.SetRange(low, high, kind, excelize.DataValidationOperatorBetween)
}

// addCharts places the charts. The library registers them; the parts themselves are ours, because the library's charts have
// no date axis and no figures for programs that don't recalculate, and it sizes them by a font of other widths.
func (w *bookWriter) addCharts(s Sheet) error {
	if len(s.Charts) == 0 {
		return nil
	}
	for _, chart := range s.Charts {
		part, err := w.book.chartPart(chart)
		if err != nil {
			return fmt.Errorf("chart '%s': %w", chart.Title, err)
		}
		if err := w.file.AddChart(s.Name, chart.Anchor, &excelize.Chart{
			Type: excelize.Line, Series: []excelize.ChartSeries{{Values: chart.Series[0].Values}},
		}); err != nil {
			return fmt.Errorf("chart '%s': %w", chart.Title, err)
		}
		w.charts++
		w.file.Pkg.Store(fmt.Sprintf("xl/charts/chart%d.xml", w.charts), part)
	}
	places, err := drawingPart(s.Charts)
	if err != nil {
		return err
	}
	w.drawings++
	name := fmt.Sprintf("xl/drawings/drawing%d.xml", w.drawings)
	w.file.Drawings.Delete(name)
	w.file.Pkg.Store(name, places)
	return nil
}
