package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

// recalculate fails the test for every formula whose cached value LibreOffice computes otherwise, and for every cell in
// error. Without LibreOffice the test is skipped, but on the build server (CI=true) it fails.
func recalculate(t *testing.T, data []byte) {
	t.Helper()
	for _, fault := range recalculationFaults(t, data) {
		t.Error(fault)
	}
}

// recalculationFaults describes each difference between the cached values of a workbook and a full recalculation.
func recalculationFaults(t *testing.T, data []byte) []string {
	t.Helper()
	ours, theirs := storedCells(t, data), storedCells(t, libreOffice(t, data))
	var faults []string
	for at, cell := range theirs {
		if cell.Type == "e" {
			faults = append(faults, fmt.Sprintf("%s shows the error %s", at, cell.Value))
		}
	}
	for at, cell := range ours {
		if cell.Formula == "" {
			continue
		}
		if again := theirs[at]; again.Type != "e" && !sameValue(cell, again) {
			faults = append(faults, fmt.Sprintf("%s =%s: we stored %q, recalculated it is %q", at, cell.Formula, cell.Value, again.Value))
		}
	}
	return faults
}

// sameValue compares texts exactly and figures to 12 digits, beyond which the order of additions decides.
func sameValue(a, b storedCell) bool {
	x, errX := strconv.ParseFloat(a.Value, 64)
	y, errY := strconv.ParseFloat(b.Value, 64)
	if a.Type == "str" || b.Type == "str" || errX != nil || errY != nil {
		return a.Type == b.Type && a.Value == b.Value
	}
	return math.Abs(x-y) <= 1e-12*max(1, math.Abs(x), math.Abs(y))
}

// libreOffice returns the workbook as LibreOffice saves it after recalculating every formula, under a profile of its own.
func libreOffice(t *testing.T, data []byte) []byte {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		const missing = "LibreOffice is missing (on Debian: apt-get install libreoffice-calc), so no workbook is recalculated"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	folder := t.TempDir()
	profile, in, out := filepath.Join(folder, "profile"), filepath.Join(folder, "book.xlsx"), filepath.Join(folder, "out")
	alwaysRecalculate(t, profile)
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "--headless", "-env:UserInstallation=file://"+filepath.ToSlash(profile), "--convert-to", "xlsx", "--outdir", out, in)
	if report, err := command.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v: %s", err, report)
	}
	again, err := os.ReadFile(filepath.Join(out, "book.xlsx"))
	if err != nil {
		t.Fatal("LibreOffice wrote nothing: ", err)
	}
	return again
}

// alwaysRecalculate writes a profile that distrusts the cached values of Excel files.
func alwaysRecalculate(t *testing.T, profile string) {
	t.Helper()
	const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`
	user := filepath.Join(profile, "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
}

// storedCell is a cell as it stands in the file, texts looked up.
type storedCell struct {
	Ref     string `xml:"r,attr"`
	Type    string `xml:"t,attr"`
	Formula string `xml:"f"`
	Value   string `xml:"v"`
	Inline  string `xml:"is>t"`
}

// storedCells reads every cell of a workbook, keyed by sheet and cell: Summary!B7.
func storedCells(t *testing.T, data []byte) map[string]storedCell {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]storedCell{}
	for sheet, part := range sheetParts(t, archive) {
		var content struct {
			Rows []struct {
				Cells []storedCell `xml:"c"`
			} `xml:"sheetData>row"`
		}
		decodePart(t, archive, part, &content)
		for _, row := range content.Rows {
			for _, cell := range row.Cells {
				cells[sheet+"!"+cell.Ref] = cell
			}
		}
	}
	return cells
}

// sheetParts returns the part of each sheet.
func sheetParts(t *testing.T, archive *zip.Reader) map[string]string {
	t.Helper()
	var workbook struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		Items []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	decodePart(t, archive, "xl/workbook.xml", &workbook)
	decodePart(t, archive, "xl/_rels/workbook.xml.rels", &relations)
	parts := map[string]string{}
	for _, sheet := range workbook.Sheets {
		for _, item := range relations.Items {
			if item.ID == sheet.ID {
				target := strings.TrimPrefix(item.Target, "/xl/")
				parts[sheet.Name] = path.Join("xl", target)
			}
		}
	}
	return parts
}

func decodePart(t *testing.T, archive *zip.Reader, name string, into any) {
	t.Helper()
	file, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := xml.NewDecoder(file).Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func TestRecalculationChangesNothing(t *testing.T) {
	recalculate(t, encode(t, demoBook()))
}

// A wrong cached value and a formula in error are planted; the harness must find both, and nothing else.
func TestRecalculationFindsWhatIsWrong(t *testing.T) {
	sum := func(formula, value string) Cell {
		return Cell{Kind: FormulaNumber, Formula: formula, Number: decimal.RequireFromString(value), Format: FormatMoney}
	}
	b := bookOf(Sheet{Name: "S", Rows: []SheetRow{{Cells: []Cell{
		number("2", FormatMoney), sum("A1*2", "4"), sum("A1*3", "6.01"), sum("A1/0", "0"), {Kind: FormulaText, Formula: `"a"&"b"`, Text: "ac"},
	}}}})
	faults := strings.Join(recalculationFaults(t, encode(t, b)), "\n")
	for _, want := range []string{`S!C1 =A1*3: we stored "6.01", recalculated it is "6"`, "S!D1 shows the error #DIV/0!", `S!E1 ="a"&"b": we stored "ac", recalculated it is "ab"`} {
		if !strings.Contains(faults, want) {
			t.Errorf("not found: %s in\n%s", want, faults)
		}
	}
	if strings.Contains(faults, "S!B1") {
		t.Errorf("a right value was blamed: %s", faults)
	}
}
