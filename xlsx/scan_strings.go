package xlsx

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// sharedStrings is the table of texts that cells refer to by number, kept end to end in one piece of memory.
type sharedStrings struct {
	text []byte
	ends []uint32
}

func (s *sharedStrings) count() int { return len(s.ends) }

func (s *sharedStrings) at(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.text[from:s.ends[i]]
}

// richText gathers the text of one string item: of its t elements, plain or inside runs. The phonetic readings that East
// Asian versions add (rPh) are left out.
type richText struct {
	depth      int // of the item's element
	inRun      bool
	collecting bool
}

func (r *richText) open(x *xmlReader) {
	switch x.depth() - r.depth {
	case 1:
		r.inRun = string(x.local) == "r"
		r.collecting = string(x.local) == "t"
	case 2:
		r.collecting = r.inRun && string(x.local) == "t"
	}
}

func (r *richText) close() { r.collecting = false }

// readStrings reads the shared strings part.
func (p *pack) readStrings(part string) (*sharedStrings, error) {
	s := &sharedStrings{}
	item := richText{depth: 2}
	from := 0
	err := p.eachToken(part, func(x *xmlReader, token xmlToken) error {
		switch token {
		case xmlOpen:
			if x.depth() == item.depth {
				from = len(s.text)
			}
			item.open(x)
		case xmlText:
			if item.collecting {
				s.text = x.appendText(s.text)
				return s.checkLimits(from)
			}
		case xmlClose:
			item.close()
			if x.depth() == item.depth-1 && string(x.local) == "si" {
				s.text = unescapeFrom(s.text, from)
				s.ends = append(s.ends, uint32(len(s.text)))
				return s.checkLimits(from)
			}
		}
		return nil
	})
	return s, err
}

// checkLimits checks the whole table and the string that starts at from.
func (s *sharedStrings) checkLimits(from int) error {
	switch {
	case len(s.ends) > maxSharedStrings:
		return overLimit("shared strings", int64(len(s.ends)), maxSharedStrings)
	case len(s.text) > maxSharedStringBytes:
		return overLimit("bytes of shared strings", int64(len(s.text)), maxSharedStringBytes)
	case tooLong(s.text[from:]):
		return &limitFault{"characters in one text, shared string " + strconv.Itoa(len(s.ends)+1), "more than " + strconv.Itoa(maxStringLength), strconv.Itoa(maxStringLength)}
	}
	return nil
}

// tooLong reports whether a text has more characters, as Excel counts them, than a cell holds.
func tooLong(text []byte) bool {
	if len(text) <= maxStringLength {
		return false
	}
	units := 0
	for len(text) > 0 && units <= maxStringLength {
		r, n := utf8.DecodeRune(text)
		units += max(utf16.RuneLen(r), 1)
		text = text[n:]
	}
	return units > maxStringLength
}

// unescapeFrom replaces, from a position on, the escapes by which the format holds characters that XML can't:
// _x000D_ is a carriage return, and _x005F_ the low line of a text that only looks like an escape.
func unescapeFrom(text []byte, from int) []byte {
	const escapeLength = len("_x000D_")
	if !bytes.Contains(text[from:], []byte("_x")) {
		return text
	}
	rest := bytes.Clone(text[from:])
	text = text[:from]
	for len(rest) > 0 {
		if len(rest) >= escapeLength && rest[0] == '_' && rest[1] == 'x' && rest[escapeLength-1] == '_' {
			if code, err := strconv.ParseUint(string(rest[2:escapeLength-1]), 16, 16); err == nil && !utf16.IsSurrogate(rune(code)) {
				text = utf8.AppendRune(text, rune(code))
				rest = rest[escapeLength:]
				continue
			}
		}
		text = append(text, rest[0])
		rest = rest[1:]
	}
	return text
}
