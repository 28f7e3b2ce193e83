package xlsx

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// contentTypes must be the first part: some readers recognise the kind of a file by it.
const contentTypes = "[Content_Types].xml"

// partTime is the earliest time that a zip archive can state. Every part carries it, so the clock leaves no trace.
var partTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// partDate is its date as an archive writes it.
const partDate = 1<<5 | 1

// normalise packs a workbook again with its parts in order and with fixed times, so that the same content has the same
// bytes whatever order the library wrote it in.
func normalise(data []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("the workbook just written can't be read again: %w", err)
	}
	parts := slices.Clone(in.File)
	slices.SortFunc(parts, func(a, b *zip.File) int {
		if first := cmp.Compare(rank(a.Name), rank(b.Name)); first != 0 {
			return first
		}
		return cmp.Compare(a.Name, b.Name)
	})
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, part := range parts {
		if err := copyPart(archive, part); err != nil {
			return nil, fmt.Errorf("part %s of the workbook: %w", part.Name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func rank(part string) int {
	if part == contentTypes {
		return 0
	}
	return 1
}

// copyPart copies a part as it is packed: packing it again would take as long as writing it. Only the list of types changes.
func copyPart(archive *zip.Writer, part *zip.File) error {
	if part.Name == contentTypes {
		return copyTypes(archive, part)
	}
	packed, err := part.OpenRaw()
	if err != nil {
		return err
	}
	header := zip.FileHeader{Name: part.Name, Method: part.Method, CRC32: part.CRC32,
		CompressedSize64: part.CompressedSize64, UncompressedSize64: part.UncompressedSize64}
	header.ModifiedDate = partDate //nolint:staticcheck // the only date that CreateRaw writes
	w, err := archive.CreateRaw(&header)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, packed)
	return err
}

// copyTypes copies the list of types in order.
func copyTypes(archive *zip.Writer, part *zip.File) error {
	packed, err := part.Open()
	if err != nil {
		return err
	}
	defer packed.Close()
	content, err := sortedTypes(packed)
	if err != nil {
		return err
	}
	w, err := archive.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Deflate, Modified: partTime})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, content)
	return err
}

// typeList is the content of the part that states the type of every other part.
type typeList struct {
	XMLName   xml.Name `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
	Defaults  []typeOf `xml:"Default"`
	Overrides []typeOf `xml:"Override"`
}

type typeOf struct {
	Extension   string `xml:",attr,omitempty"`
	PartName    string `xml:",attr,omitempty"`
	ContentType string `xml:",attr"`
}

// sortedTypes puts the list of types in order: the library writes it in the order of a map.
func sortedTypes(content io.Reader) (io.Reader, error) {
	var types typeList
	if err := xml.NewDecoder(content).Decode(&types); err != nil {
		return nil, err
	}
	byName := func(a, b typeOf) int {
		return cmp.Or(cmp.Compare(a.Extension, b.Extension), cmp.Compare(a.PartName, b.PartName))
	}
	slices.SortFunc(types.Defaults, byName)
	slices.SortFunc(types.Overrides, byName)
	sorted, err := xml.Marshal(types)
	return io.MultiReader(strings.NewReader(xml.Header), bytes.NewReader(sorted)), err
}
