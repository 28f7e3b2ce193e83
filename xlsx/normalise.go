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
)

// contentTypes must be the first part: some readers recognise the kind of a file by it.
const contentTypes = "[Content_Types].xml"

// partDate is the earliest date that a zip archive can state, January 1, 1980. Every part carries it, so the clock leaves
// no trace.
const partDate = 1<<5 | 1

// partHeader is the header of a part that is packed. Modified would state the time a second time, in a field of its own.
func partHeader(name string) *zip.FileHeader {
	return &zip.FileHeader{Name: name, Method: zip.Deflate, ModifiedDate: partDate} //nolint:staticcheck // deprecated for Modified
}

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
	header := partHeader(part.Name)
	header.Method, header.CRC32, header.CompressedSize64, header.UncompressedSize64 = part.Method, part.CRC32, part.CompressedSize64, part.UncompressedSize64
	w, err := archive.CreateRaw(header)
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
	w, err := archive.CreateHeader(partHeader(part.Name))
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
