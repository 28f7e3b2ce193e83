package samples_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

var errNoLibreOffice = errors.New("LibreOffice is missing (on Debian: apt-get install libreoffice-calc), so no workbook is recalculated")

// recalculated returns a workbook as LibreOffice saves it after working out every formula, under a profile of its own.
func recalculated(t *testing.T, data []byte) ([]byte, error) {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		return nil, errNoLibreOffice
	}
	folder := t.TempDir()
	profile, in, out := filepath.Join(folder, "profile"), filepath.Join(folder, "book.xlsx"), filepath.Join(folder, "out")
	if err := distrustCachedValues(profile); err != nil {
		return nil, err
	}
	if err := os.WriteFile(in, data, 0o600); err != nil {
		return nil, err
	}
	command := exec.Command(program, "--headless", "-env:UserInstallation=file://"+filepath.ToSlash(profile), "--convert-to", "xlsx", "--outdir", out, in)
	if report, err := command.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("LibreOffice: %w: %s", err, report)
	}
	return os.ReadFile(filepath.Join(out, "book.xlsx"))
}

// distrustCachedValues writes a profile under which LibreOffice works every formula of an Excel file out again.
func distrustCachedValues(profile string) error {
	const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`
	user := filepath.Join(profile, "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(settings), 0o600)
}

// formulaValues reads the stored value of every formula of a workbook by sheet and cell. A formula in error is an error.
// The sheets must be named in their order.
func formulaValues(data []byte, sheets []string) (map[string]decimal.Decimal, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	values := map[string]decimal.Decimal{}
	for i, sheet := range sheets {
		if err := addFormulaValues(values, archive, sheet, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)); err != nil {
			return nil, err
		}
	}
	return values, nil
}

func addFormulaValues(values map[string]decimal.Decimal, archive *zip.Reader, sheet, part string) error {
	var content struct {
		Cells []struct {
			Ref     string  `xml:"r,attr"`
			Type    string  `xml:"t,attr"`
			Formula *string `xml:"f"`
			Value   string  `xml:"v"`
		} `xml:"sheetData>row>c"`
	}
	file, err := archive.Open(part)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := xml.NewDecoder(file).Decode(&content); err != nil {
		return err
	}
	for _, c := range content.Cells {
		if c.Formula == nil {
			continue
		}
		v, err := decimal.NewFromString(strings.TrimSpace(c.Value))
		if err != nil || c.Type == "e" {
			return fmt.Errorf("%s!%s =%s shows %q", sheet, c.Ref, *c.Formula, c.Value)
		}
		values[sheet+"!"+c.Ref] = v
	}
	return nil
}
