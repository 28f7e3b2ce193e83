package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// errDiffers says that a part which should be as it was is not.
var errDiffers = errors.New("the copy of a part is not what it was")

// verify reads the copy again and compares it with the user's workbook: every part that was to stay holds the same bytes,
// every sheet and every defined name of the user's is there, and what is new can be read.
func (g *graft) verify(data []byte) error {
	copied, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	source, err := g.archive()
	if err != nil {
		return err
	}
	after := map[string]*zip.File{}
	for _, file := range copied.File {
		after[file.Name] = file
	}
	for _, file := range source.File {
		name := plainPartName(file.Name)
		if _, changed := g.changedPart(name); changed || g.removed[strings.ToLower(name)] {
			continue
		}
		if same, err := samePacked(file, after[file.Name]); err != nil || !same {
			return errors.Join(fmt.Errorf("part '%s': %w", name, errDiffers), err)
		}
	}
	return g.verifyWorkbook(data)
}

// samePacked compares two parts as they are packed.
func samePacked(a, b *zip.File) (bool, error) {
	if b == nil || a.CRC32 != b.CRC32 || a.UncompressedSize64 != b.UncompressedSize64 || a.Method != b.Method {
		return false, nil
	}
	x, err := a.OpenRaw()
	if err != nil {
		return false, err
	}
	y, err := b.OpenRaw()
	if err != nil {
		return false, err
	}
	return sameContent(x, y)
}

func sameContent(x, y io.Reader) (bool, error) {
	const block = 64 << 10
	bx, by := make([]byte, block), make([]byte, block)
	for {
		n, errX := io.ReadFull(x, bx)
		m, errY := io.ReadFull(y, by)
		if !bytes.Equal(bx[:n], by[:m]) {
			return false, nil
		}
		if errX != nil || errY != nil {
			ended := func(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }
			return ended(errX) && ended(errY), nil
		}
	}
}

// verifyWorkbook opens the copy as a workbook and looks for everything of the user's, and for ours.
func (g *graft) verifyWorkbook(data []byte) error {
	copied, err := openOriginal(g.file, data)
	if err != nil {
		return err
	}
	has := func(name, part string) bool {
		return slices.ContainsFunc(copied.sheets, func(s originalSheet) bool { return s.name == name && s.part == part })
	}
	for i, s := range g.sheets {
		if !g.gone[i] && !has(s.name, s.part) {
			return fmt.Errorf("sheet '%s' is missing in the copy", s.name)
		}
	}
	for _, s := range g.ours.sheets {
		if !has(s.name, g.parts.renamed[s.part]) {
			return fmt.Errorf("our sheet '%s' is missing in the copy", s.name)
		}
	}
	for _, n := range g.keptNames() {
		if !slices.ContainsFunc(copied.names, func(c originalName) bool {
			return c.name == n.name && c.refersTo == n.refersTo && c.sheet == g.newPlace(n.sheet)
		}) {
			return fmt.Errorf("the name '%s' is missing in the copy", n.name)
		}
	}
	for part := range g.changed {
		if err := copied.pack.checkPart(part); err != nil {
			return err
		}
	}
	for _, part := range g.parts.parts {
		if err := copied.pack.checkPart(part.name); err != nil {
			return err
		}
	}
	return nil
}
