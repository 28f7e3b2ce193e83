package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"regexp"
	"strings"
	"testing"
)

// Workbooks of five programs, made part by part: each holds smallDeal on its input sheets, and things of the user's own
// that must survive a run. They follow what the programs write: the order of parts, prefixes, ways to name a target.

// userBook is a workbook of one program.
type userBook struct {
	name, file string
	parts      []userPart
}

type userPart struct{ name, text string }

func (b userBook) bytes(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i, p := range b.parts {
		header := &zip.FileHeader{Name: p.name, Method: zip.Deflate}
		if i%3 == 2 {
			header.Method = zip.Store
		}
		part, err := w.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, p.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	xmlHead      = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace    = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	linkSpace    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace = "http://schemas.openxmlformats.org/package/2006/relationships"
	typesSpace   = "http://schemas.openxmlformats.org/package/2006/content-types"
	sheetTypes   = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// dealSheet is an input sheet of smallDeal.
type dealSheet struct {
	name string
	rows [][]string
}

func dealSheets() []dealSheet {
	var sheets []dealSheet
	for _, block := range strings.Split(smallDeal, "== ")[1:] {
		name, rest, _ := strings.Cut(block, " ==\n")
		if name == "" || strings.HasPrefix(name, "\n") {
			continue
		}
		sheet := dealSheet{name: name}
		for line := range strings.Lines(rest) {
			if line = strings.TrimSpace(line); line == "" {
				continue
			}
			var cells []string
			for _, cell := range strings.Split(line, "|") {
				cells = append(cells, strings.TrimSpace(cell))
			}
			sheet.rows = append(sheet.rows, cells)
		}
		sheets = append(sheets, sheet)
	}
	return sheets
}

var plainNumber = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

// sheetData writes rows the way a program does: p is its prefix, text writes a cell's text.
func sheetData(p string, rows [][]string, text func(at, value string) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<%ssheetData>", p)
	for i, row := range rows {
		fmt.Fprintf(&b, `<%srow r="%d">`, p, i+1)
		for j, value := range row {
			at := fmt.Sprintf("%c%d", 'A'+j, i+1)
			switch {
			case value == "":
			case plainNumber.MatchString(value):
				fmt.Fprintf(&b, `<%sc r="%s"><%sv>%s</%sv></%sc>`, p, at, p, value, p, p)
			default:
				b.WriteString(text(at, value))
			}
		}
		fmt.Fprintf(&b, "</%srow>", p)
	}
	fmt.Fprintf(&b, "</%ssheetData>", p)
	return b.String()
}

// stringTable collects shared texts.
type stringTable struct {
	index map[string]int
	items strings.Builder
}

func (s *stringTable) cell(at, value string) string {
	if _, there := s.index[value]; !there {
		s.index[value] = len(s.index)
		fmt.Fprintf(&s.items, "<si><t>%s</t></si>", value)
	}
	return fmt.Sprintf(`<c r="%s" t="s"><v>%d</v></c>`, at, s.index[value])
}

func (s *stringTable) part() string {
	return fmt.Sprintf(`%s<sst xmlns="%s" count="%d" uniqueCount="%d">%s</sst>`, xmlHead, mainSpace, len(s.index), len(s.index), s.items.String())
}

// links writes a part of links from triples of id, end of the type, target.
func links(triples ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `%s<Relationships xmlns="%s">`, xmlHead, packageSpace)
	for i := 0; i < len(triples); i += 3 {
		kind := triples[i+1]
		if !strings.HasPrefix(kind, "http") {
			kind = linkSpace + "/" + kind
		}
		mode := ""
		if strings.HasPrefix(triples[i+2], "http") || strings.HasPrefix(triples[i+2], "file:") {
			mode = ` TargetMode="External"`
		}
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s" Target="%s"%s/>`, triples[i], kind, triples[i+2], mode)
	}
	return b.String() + `</Relationships>`
}

// types writes the package's list of types from pairs of part and type; an entry without a slash is an ending.
func types(pairs ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `%s<Types xmlns="%s"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`, xmlHead, typesSpace)
	for i := 0; i < len(pairs); i += 2 {
		if strings.HasPrefix(pairs[i], "/") {
			fmt.Fprintf(&b, `<Override PartName="%s" ContentType="%s"/>`, pairs[i], pairs[i+1])
		} else {
			fmt.Fprintf(&b, `<Default Extension="%s" ContentType="%s"/>`, pairs[i], pairs[i+1])
		}
	}
	return b.String() + `</Types>`
}

func picture() string {
	var b bytes.Buffer
	png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)))
	return b.String()
}

func styleSheet(p, numFmts, font string) string {
	declared := "xmlns"
	if p != "" {
		declared = "xmlns:" + strings.TrimSuffix(p, ":")
	}
	text := `<styleSheet ` + declared + `="` + mainSpace + `">` + numFmts + `<fonts count="2"><font>` + font + `</font><font><b/>` + font + `</font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
	return xmlHead + prefixed(p, text)
}

// prefixed gives every element of a text a prefix.
func prefixed(p, text string) string {
	return regexp.MustCompile(`<(/?)(\w)`).ReplaceAllString(text, "<${1}"+p+"${2}")
}

const drawingSpaces = `xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="` + linkSpace + `"`

func anchored(inside string) string {
	return `<xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>12</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>` + inside + `<xdr:clientData/></xdr:twoCellAnchor>`
}

func drawing(inside ...string) string {
	return xmlHead + `<xdr:wsDr ` + drawingSpaces + `>` + strings.Join(inside, "") + `</xdr:wsDr>`
}

func chartFrame(id string) string {
	return anchored(`<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="` + id + `"/></a:graphicData></a:graphic></xdr:graphicFrame>`)
}

func pictureFrame(id string) string {
	return anchored(`<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="Logo"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="` + id + `"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>`)
}

func columnChart(values string) string {
	return xmlHead + `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef><c:f>` + values + `</c:f></c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart>` +
		`<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>`
}

// ownFigures stand on a sheet of the user's own.
var ownFigures = [][]string{{"Month", "Burn"}, {"1", "100"}, {"2", "120"}, {"3", "90"}}

// userBooks returns the five workbooks.
func userBooks() []userBook {
	return []userBook{byLibreOffice(), byXlsxWriter(), byOpenpyxl(), byExcelWithMacros(), byOpenXMLKit()}
}

// byLibreOffice has a chart, a picture, a validation and a print range; sheets spell their flags as words.
func byLibreOffice() userBook {
	texts := &stringTable{index: map[string]int{}}
	view := func(selected bool) string {
		return fmt.Sprintf(`<sheetPr filterMode="false"><pageSetUpPr fitToPage="false"/></sheetPr><dimension ref="A1"/><sheetViews><sheetView showFormulas="false" showGridLines="true" tabSelected="%t" view="normal" topLeftCell="A1" workbookViewId="0"><selection pane="topLeft" activeCell="A1" activeCellId="0" sqref="A1"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="11.53" defaultRowHeight="12.8"/>`, selected)
	}
	worksheet := func(selected bool, data, after string) string {
		return xmlHead + `<worksheet xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `">` + view(selected) + data + after + `</worksheet>`
	}
	list, relations := "", []string{"rId1", "theme", "theme/theme1.xml", "rId2", "styles", "styles.xml"}
	typed := []string{"png", "image/png", "/_rels/.rels", "application/vnd.openxmlformats-package.relationships+xml", "/xl/workbook.xml", sheetTypes + "sheet.main+xml", "/xl/styles.xml", sheetTypes + "styles+xml",
		"/xl/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml", "/xl/sharedStrings.xml", sheetTypes + "sharedStrings+xml",
		"/xl/drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawing+xml", "/xl/charts/chart1.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"}
	var sheets []userPart
	all := append([]dealSheet{{"Burn rate", ownFigures}}, dealSheets()...)
	for i, s := range all {
		n := i + 1
		list += fmt.Sprintf(`<sheet name="%s" sheetId="%d" state="visible" r:id="rId%d"/>`, s.name, n, n+2)
		relations = append(relations, fmt.Sprintf("rId%d", n+2), "worksheet", fmt.Sprintf("worksheets/sheet%d.xml", n))
		typed = append(typed, fmt.Sprintf("/xl/worksheets/sheet%d.xml", n), sheetTypes+"worksheet+xml")
		after := ""
		if i == 0 {
			after = `<dataValidations count="1"><dataValidation allowBlank="true" errorStyle="stop" operator="between" showDropDown="false" showErrorMessage="true" sqref="A2:A4" type="whole"><formula1>1</formula1><formula2>12</formula2></dataValidation></dataValidations><drawing r:id="rId1"/>`
		}
		sheets = append(sheets, userPart{fmt.Sprintf("xl/worksheets/sheet%d.xml", n), worksheet(i == 0, sheetData("", s.rows, texts.cell), after)})
	}
	relations = append(relations, fmt.Sprintf("rId%d", len(all)+3), "sharedStrings", "sharedStrings.xml")
	parts := []userPart{
		{"_rels/.rels", links("rId1", "officeDocument", "xl/workbook.xml")},
		{"xl/workbook.xml", xmlHead + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `"><fileVersion appName="Calc"/><workbookPr backupFile="false" showObjects="all" date1904="false"/><workbookProtection/><bookViews><workbookView showHorizontalScroll="true" tabRatio="500" firstSheet="0" activeTab="0"/></bookViews><sheets>` + list +
			`</sheets><definedNames><definedName function="false" hidden="false" localSheetId="0" name="_xlnm.Print_Area" vbProcedure="false">'Burn rate'!$A$1:$B$4</definedName><definedName function="false" hidden="false" name="burn" vbProcedure="false">'Burn rate'!$B$2:$B$4</definedName></definedNames><calcPr iterateCount="100" refMode="A1" iterate="false" iterateDelta="0.001"/></workbook>`},
		{"xl/_rels/workbook.xml.rels", links(relations...)},
		{"xl/styles.xml", styleSheet("", `<numFmts count="2"><numFmt numFmtId="164" formatCode="General"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd"/></numFmts>`, `<sz val="10"/><name val="Arial"/><family val="2"/>`)},
		{"xl/theme/theme1.xml", xmlHead + `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="LibreOffice"/>`},
	}
	parts = append(parts, sheets...)
	parts = append(parts, userPart{"xl/worksheets/_rels/sheet1.xml.rels", links("rId1", "drawing", "../drawings/drawing1.xml")},
		userPart{"xl/drawings/drawing1.xml", drawing(chartFrame("rId1"), pictureFrame("rId2"))},
		userPart{"xl/drawings/_rels/drawing1.xml.rels", links("rId1", "chart", "../charts/chart1.xml", "rId2", "image", "../media/image1.png")},
		userPart{"xl/charts/chart1.xml", columnChart("'Burn rate'!$B$2:$B$4")},
		userPart{"xl/media/image1.png", picture()},
		userPart{"xl/sharedStrings.xml", texts.part()},
		userPart{"[Content_Types].xml", types(typed...)})
	return userBook{"LibreOffice", "deal.xlsx", parts}
}

// byXlsxWriter has a table, a chart, names, a validation, a conditional format and a hidden sheet. Its second sheet is in
// front, and its fonts and names carry what that library writes.
func byXlsxWriter() userBook {
	texts := &stringTable{index: map[string]int{}}
	list, relations := "", []string{}
	typed := []string{"/xl/workbook.xml", sheetTypes + "sheet.main+xml", "/xl/styles.xml", sheetTypes + "styles+xml", "/xl/sharedStrings.xml", sheetTypes + "sharedStrings+xml",
		"/xl/drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawing+xml", "/xl/charts/chart1.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", "/xl/tables/table1.xml", sheetTypes + "table+xml"}
	all := append(dealSheets(), dealSheet{"Model", ownFigures}, dealSheet{"Hidden", [][]string{{"secret"}}})
	var parts []userPart
	for i, s := range all {
		n, state, selected, after := i+1, "", "", ""
		switch s.name {
		case "Cap Table":
			selected = ` tabSelected="1"`
		case "Model":
			after = `<conditionalFormatting sqref="B2:B4"><cfRule type="cellIs" dxfId="0" priority="1" operator="greaterThan"><formula>100</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" sqref="D1"><formula1>"open,high,close"</formula1></dataValidation></dataValidations><drawing r:id="rId1"/><tableParts count="1"><tablePart r:id="rId2"/></tableParts>`
		case "Hidden":
			state = ` state="hidden"`
		}
		list += fmt.Sprintf(`<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, s.name, n, state, n)
		relations = append(relations, fmt.Sprintf("rId%d", n), "worksheet", fmt.Sprintf("worksheets/sheet%d.xml", n))
		typed = append(typed, fmt.Sprintf("/xl/worksheets/sheet%d.xml", n), sheetTypes+"worksheet+xml")
		parts = append(parts, userPart{fmt.Sprintf("xl/worksheets/sheet%d.xml", n), xmlHead + `<worksheet xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `"><dimension ref="A1:F9"/><sheetViews><sheetView` + selected + ` workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>` + sheetData("", s.rows, texts.cell) + `<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>` + after + `</worksheet>`})
	}
	model := len(all) - 1
	relations = append(relations, "rId90", "styles", "styles.xml", "rId91", "sharedStrings", "sharedStrings.xml")
	styles := strings.Replace(styleSheet("", "", `<sz val="11"/><color theme="1"/><name val="Calibri"/><family val="2"/><scheme val="minor"/>`), `</styleSheet>`,
		`<dxfs count="1"><dxf><font><color rgb="FF9C0006"/></font></dxf></dxfs><tableStyles count="0" defaultTableStyle="TableStyleMedium9" defaultPivotStyle="PivotStyleLight16"/></styleSheet>`, 1)
	parts = append(parts,
		userPart{"xl/workbook.xml", xmlHead + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `"><fileVersion appName="xl" lastEdited="4" lowestEdited="4" rupBuild="4505"/><workbookPr defaultThemeVersion="124226"/><bookViews><workbookView xWindow="240" yWindow="15" windowWidth="16095" windowHeight="9660" activeTab="1"/></bookViews><sheets>` + list + `</sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="` + fmt.Sprint(model-1) + `" hidden="1">Model!$A$1:$B$4</definedName><definedName name="Burn">Model!$B$2:$B$4</definedName><definedName name="Half">=0.5</definedName></definedNames><calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>`},
		userPart{"xl/drawings/drawing1.xml", drawing(chartFrame("rId1"))},
		userPart{"xl/charts/chart1.xml", columnChart("Model!$B$2:$B$4")},
		userPart{"xl/tables/table1.xml", xmlHead + `<table xmlns="` + mainSpace + `" id="1" name="Table1" displayName="Table1" ref="A1:B4" totalsRowShown="0"><autoFilter ref="A1:B4"/><tableColumns count="2"><tableColumn id="1" name="Month"/><tableColumn id="2" name="Burn"/></tableColumns><tableStyleInfo name="TableStyleMedium9" showRowStripes="1"/></table>`},
		userPart{"xl/sharedStrings.xml", texts.part()}, userPart{"xl/styles.xml", styles},
		userPart{"[Content_Types].xml", types(typed...)},
		userPart{"_rels/.rels", links("rId1", "officeDocument", "xl/workbook.xml")},
		userPart{"xl/_rels/workbook.xml.rels", links(relations...)},
		userPart{fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", model), links("rId1", "drawing", "../drawings/drawing1.xml", "rId2", "table", "../tables/table1.xml")},
		userPart{"xl/drawings/_rels/drawing1.xml.rels", links("rId1", "chart", "../charts/chart1.xml")})
	return userBook{"XlsxWriter", "deal.xlsx", parts}
}

// byOpenpyxl names its targets from the root, puts notes into a folder of their own and has no theme of its own.
func byOpenpyxl() userBook {
	inline := func(at, value string) string {
		return fmt.Sprintf(`<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, at, value)
	}
	list, relations := "", []string{}
	typed := []string{"vml", "application/vnd.openxmlformats-officedocument.vmlDrawing", "/xl/workbook.xml", sheetTypes + "sheet.main+xml", "/xl/styles.xml", sheetTypes + "styles+xml", "/xl/comments/comment1.xml", sheetTypes + "comments+xml"}
	var parts []userPart
	for i, s := range dealSheets() {
		n, after := i+1, ""
		if i == 0 {
			after = `<legacyDrawing r:id="anysvml"/>`
		}
		list += fmt.Sprintf(`<sheet xmlns:r="%s" name="%s" sheetId="%d" state="visible" r:id="rId%d"/>`, linkSpace, s.name, n, n)
		relations = append(relations, fmt.Sprintf("rId%d", n), "worksheet", fmt.Sprintf("/xl/worksheets/sheet%d.xml", n))
		typed = append(typed, fmt.Sprintf("/xl/worksheets/sheet%d.xml", n), sheetTypes+"worksheet+xml")
		parts = append(parts, userPart{fmt.Sprintf("xl/worksheets/sheet%d.xml", n), `<worksheet xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `"><sheetPr><outlinePr summaryBelow="1" summaryRight="1"/><pageSetUpPr/></sheetPr><sheetViews><sheetView workbookViewId="0"` + map[bool]string{true: ` tabSelected="1"`}[i == 0] + `><selection activeCell="A1" sqref="A1"/></sheetView></sheetViews><sheetFormatPr baseColWidth="8" defaultRowHeight="15"/>` + sheetData("", s.rows, inline) + after + `</worksheet>`})
	}
	relations = append(relations, "rId7", "styles", "/xl/styles.xml")
	parts = append(parts,
		userPart{"xl/worksheets/_rels/sheet1.xml.rels", links("comments", "comments", "/xl/comments/comment1.xml", "anysvml", "vmlDrawing", "/xl/drawings/commentsDrawing1.vml")},
		userPart{"xl/comments/comment1.xml", `<comments xmlns="` + mainSpace + `"><authors><author>CFO</author></authors><commentList><comment ref="A1" authorId="0" shapeId="0"><text><t>Ask counsel</t></text></comment></commentList></comments>`},
		userPart{"xl/drawings/commentsDrawing1.vml", `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s0001" type="#_x0000_t202" style="position:absolute;visibility:hidden"><x:ClientData ObjectType="Note"><x:Row>0</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>`},
		userPart{"xl/styles.xml", strings.TrimPrefix(styleSheet("", `<numFmts count="0"/>`, `<name val="Calibri"/><family val="2"/><color theme="1"/><sz val="11"/><scheme val="minor"/>`), xmlHead)},
		userPart{"_rels/.rels", links("rId1", "officeDocument", "/xl/workbook.xml")},
		userPart{"xl/workbook.xml", `<workbook xmlns="` + mainSpace + `"><workbookPr/><workbookProtection lockStructure="1"/><bookViews><workbookView visibility="visible" minimized="0" tabRatio="600" firstSheet="0" activeTab="0" autoFilterDateGrouping="1"/></bookViews><sheets>` + list + `</sheets><calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>`},
		userPart{"xl/_rels/workbook.xml.rels", links(relations...)}, userPart{"[Content_Types].xml", types(typed...)})
	return userBook{"openpyxl", "deal.xlsx", parts}
}

// byExcelWithMacros has macros, a pivot table with its cache, a what-if table, a form control, a slicer's cache, custom XML,
// an external link, printer settings and an order of calculation.
func byExcelWithMacros() userBook {
	texts := &stringTable{index: map[string]int{}}
	list, relations := "", []string{}
	typed := []string{"bin", "application/vnd.ms-office.vbaProject", "png", "image/png", "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing",
		"/xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml", "/xl/styles.xml", sheetTypes + "styles+xml", "/xl/sharedStrings.xml", sheetTypes + "sharedStrings+xml", "/xl/calcChain.xml", sheetTypes + "calcChain+xml",
		"/xl/pivotTables/pivotTable1.xml", sheetTypes + "pivotTable+xml", "/xl/pivotCache/pivotCacheDefinition1.xml", sheetTypes + "pivotCacheDefinition+xml", "/xl/pivotCache/pivotCacheRecords1.xml", sheetTypes + "pivotCacheRecords+xml",
		"/xl/externalLinks/externalLink1.xml", sheetTypes + "externalLink+xml", "/customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
		"/xl/ctrlProps/ctrlProp1.xml", "application/vnd.ms-excel.controlproperties+xml", "/xl/printerSettings/printerSettings1.bin", sheetTypes + "printerSettings",
		"/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"}
	all := append(dealSheets(), dealSheet{"What if", ownFigures}, dealSheet{"Pivot", ownFigures})
	var parts []userPart
	for i, s := range all {
		n, data, after := i+1, sheetData("", s.rows, texts.cell), ""
		if s.name == "What if" {
			data = strings.Replace(data, `</sheetData>`, `<row r="6"><c r="A6"><f>B2*2</f><v>200</v></c><c r="B6"><v>1</v></c></row><row r="7"><c r="A7"><v>10</v></c><c r="B7"><f t="dataTable" ref="B7:B8" dt2D="0" dtr="0" r1="B2"/><v>20</v></c></row><row r="8"><c r="A8"><v>20</v></c><c r="B8"><v>40</v></c></row></sheetData>`, 1)
			after = `<pageSetup orientation="portrait" r:id="rId1"/><legacyDrawing r:id="rId2"/><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><controls><control shapeId="1025" r:id="rId3" name="Check Box 1"/></controls></mc:Choice></mc:AlternateContent>`
		}
		list += fmt.Sprintf(`<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, s.name, 10+n*3, n)
		relations = append(relations, fmt.Sprintf("rId%d", n), "worksheet", fmt.Sprintf("worksheets/sheet%d.xml", n))
		typed = append(typed, fmt.Sprintf("/xl/worksheets/sheet%d.xml", n), sheetTypes+"worksheet+xml")
		parts = append(parts, userPart{fmt.Sprintf("xl/worksheets/sheet%d.xml", n), xmlHead + `<worksheet xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `"><sheetPr codeName="Sheet` + fmt.Sprint(n) + `"/><sheetViews><sheetView ` + map[bool]string{true: `tabSelected="1" `}[i == 0] + `workbookViewId="0"/></sheetViews>` + data + after + `</worksheet>`})
	}
	whatIf, pivot := len(all)-1, len(all)
	relations = append(relations, "rId50", "styles", "styles.xml", "rId51", "sharedStrings", "sharedStrings.xml", "rId52", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin",
		"rId53", "calcChain", "calcChain.xml", "rId54", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml", "rId55", "externalLink", "externalLinks/externalLink1.xml", "rId56", "customXml", "../customXml/item1.xml")
	parts = append([]userPart{{"[Content_Types].xml", types(typed...)}, {"_rels/.rels", links("rId1", "officeDocument", "xl/workbook.xml", "rId2", "extended-properties", "docProps/app.xml")},
		{"docProps/app.xml", xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion></Properties>`},
		{"xl/workbook.xml", xmlHead + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `"><workbookPr codeName="ThisWorkbook"/><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="C:\deals\"/></mc:Choice></mc:AlternateContent><bookViews><workbookView xWindow="0" yWindow="0"/><workbookView xWindow="0" yWindow="0" activeTab="2"/></bookViews><sheets>` + list + `</sheets><externalReferences><externalReference r:id="rId55"/></externalReferences><calcPr calcId="191029" calcMode="manual"/><pivotCaches><pivotCache cacheId="1" r:id="rId54"/></pivotCaches></workbook>`},
		{"xl/_rels/workbook.xml.rels", links(relations...)}}, parts...)
	parts = append(parts,
		userPart{"xl/vbaProject.bin", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00macro\xff", 500)},
		userPart{"xl/styles.xml", styleSheet("", `<numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy-mm-dd"/></numFmts>`, `<sz val="11"/><name val="Aptos Narrow"/><family val="2"/>`)},
		userPart{"xl/sharedStrings.xml", texts.part()},
		userPart{"xl/calcChain.xml", xmlHead + `<calcChain xmlns="` + mainSpace + `"><c r="A6" i="` + fmt.Sprint(10+whatIf*3) + `"/></calcChain>`},
		userPart{fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", whatIf), links("rId1", "printerSettings", "../printerSettings/printerSettings1.bin", "rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml", "rId3", "ctrlProp", "../ctrlProps/ctrlProp1.xml")},
		userPart{"xl/printerSettings/printerSettings1.bin", "\x01\x04\x00\x06\xdc"},
		userPart{"xl/drawings/vmlDrawing1.vml", `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1025"><x:ClientData ObjectType="Checkbox"/></v:shape></xml>`},
		userPart{"xl/ctrlProps/ctrlProp1.xml", xmlHead + `<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="CheckBox" fmlaLink="$C$1" lockText="1"/>`},
		userPart{fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", pivot), links("rId1", "pivotTable", "../pivotTables/pivotTable1.xml")},
		userPart{"xl/pivotTables/pivotTable1.xml", xmlHead + `<pivotTableDefinition xmlns="` + mainSpace + `" name="PivotTable1" cacheId="1" dataCaption="Values"><location ref="D1:E3" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="2"><pivotField axis="axisRow" showAll="0"/><pivotField dataField="1" showAll="0"/></pivotFields><dataFields count="1"><dataField name="Sum of Burn" fld="1"/></dataFields></pivotTableDefinition>`},
		userPart{"xl/pivotTables/_rels/pivotTable1.xml.rels", links("rId1", "pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")},
		userPart{"xl/pivotCache/pivotCacheDefinition1.xml", xmlHead + `<pivotCacheDefinition xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `" r:id="rId1" recordCount="0"><cacheSource type="worksheet"><worksheetSource ref="A1:B4" sheet="Pivot"/></cacheSource><cacheFields count="2"><cacheField name="Month"/><cacheField name="Burn"/></cacheFields></pivotCacheDefinition>`},
		userPart{"xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels", links("rId1", "pivotCacheRecords", "pivotCacheRecords1.xml")},
		userPart{"xl/pivotCache/pivotCacheRecords1.xml", xmlHead + `<pivotCacheRecords xmlns="` + mainSpace + `" count="0"/>`},
		userPart{"xl/externalLinks/externalLink1.xml", xmlHead + `<externalLink xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `"><externalBook r:id="rId1"/></externalLink>`},
		userPart{"xl/externalLinks/_rels/externalLink1.xml.rels", links("rId1", "externalLinkPath", "file:///C:/deals/rates.xlsx")},
		userPart{"customXml/item1.xml", `<deal xmlns="urn:deal"><id>7</id></deal>`},
		userPart{"customXml/_rels/item1.xml.rels", links("rId1", "customXmlProps", "itemProps1.xml")},
		userPart{"customXml/itemProps1.xml", xmlHead + `<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{00000000-0000-0000-0000-000000000007}"/>`})
	return userBook{"Excel with macros", "deal.xlsm", parts}
}

// byOpenXMLKit writes a prefix before every element, keeps its workbook under another name and in another folder, counts
// days from 1904 and has neither windows nor names.
func byOpenXMLKit() userBook {
	inline := func(at, value string) string {
		return fmt.Sprintf(`<x:c r="%s" t="inlineStr"><x:is><x:t>%s</x:t></x:is></x:c>`, at, value)
	}
	list, relations := "", []string{"R1", "styles", "/office/formats.xml"}
	typed := []string{"/office/book.xml", sheetTypes + "sheet.main+xml", "/office/formats.xml", sheetTypes + "styles+xml"}
	var parts []userPart
	for i, s := range dealSheets() {
		data := sheetData("x:", s.rows, inline)
		if s.name == "Company" { // 2002-12-17, counted from 1904
			data = strings.Replace(data, `<x:c r="B3" t="inlineStr"><x:is><x:t>2002-12-17</x:t></x:is></x:c>`, `<x:c r="B3" s="1"><x:v>36145</x:v></x:c>`, 1)
		}
		list += fmt.Sprintf(`<x:sheet name="%s" sheetId="%d" r:id="Rs%d"/>`, s.name, i+1, i)
		relations = append(relations, fmt.Sprintf("Rs%d", i), "worksheet", fmt.Sprintf("/office/tab%d.xml", i))
		typed = append(typed, fmt.Sprintf("/office/tab%d.xml", i), sheetTypes+"worksheet+xml")
		parts = append(parts, userPart{fmt.Sprintf("office/tab%d.xml", i), `<?xml version="1.0" encoding="utf-8"?><x:worksheet xmlns:x="` + mainSpace + `">` + data + `</x:worksheet>`})
	}
	parts = append(parts,
		userPart{"office/book.xml", `<?xml version="1.0" encoding="utf-8"?><x:workbook xmlns:x="` + mainSpace + `" xmlns:r="` + linkSpace + `"><x:workbookPr date1904="1" /><x:sheets>` + list + `</x:sheets></x:workbook>`},
		userPart{"office/_rels/book.xml.rels", links(relations...)},
		userPart{"office/formats.xml", styleSheet("x:", "", `<sz val="11"/><name val="Calibri"/>`)},
		userPart{"_rels/.rels", links("R0", "officeDocument", "/office/book.xml")}, userPart{"[Content_Types].xml", types(typed...)})
	return userBook{"Open XML kit", "deal.xlsx", parts}
}
