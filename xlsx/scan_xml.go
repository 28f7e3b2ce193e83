package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"
)

// xmlToken is a kind of XML event.
type xmlToken uint8

const (
	xmlEnd   xmlToken = iota // the part ended where it should
	xmlOpen                  // a start tag; a self-closing tag gives xmlOpen, then xmlClose
	xmlClose                 // an end tag
	xmlText                  // character data, possibly one piece of several
	xmlSkip                  // a comment or an instruction, never handed out
)

// xmlAttribute is one attribute as it stands in the tag, entities not yet decoded.
type xmlAttribute struct{ name, value []byte }

// xmlReader reads one XML part from front to back, piece by piece, and checks that it is well-formed. Workbooks hold
// millions of tiny elements, so it works on bytes and allocates nothing per element; in exchange it knows only what
// workbooks use: UTF-8, no document type, no entities of one's own.
//
// local, attributes and text are valid until the next call of next.
type xmlReader struct {
	src      io.Reader
	srcErr   error // set once src has no more to give
	buf      []byte
	pos, end int   // the unread part of buf
	offset   int64 // of buf[0] in the part

	open   []byte // names of the open elements, one after the other
	starts []int  // where in open each of them starts

	local      []byte // name of the element opened or closed, prefix left out
	attributes []xmlAttribute
	text       []byte
	verbatim   bool // text is a CDATA section: nothing in it is decoded
	selfClosed bool // the tag just handed out closed itself
	started    bool // the root has been seen
}

// xmlFault is a place at which a part stops being well-formed XML.
type xmlFault struct {
	offset int64 // byte in the unpacked part
	reason string
}

func (f *xmlFault) Error() string {
	return fmt.Sprintf("%s, near byte %d", f.reason, f.offset)
}

// errShort says that the buffer ends inside the present token.
var errShort = errors.New("token not complete")

const xmlBufferBytes = 128 << 10

// newXMLReader reads src; buffer is one that an earlier reader left, or nil.
func newXMLReader(src io.Reader, buffer []byte) *xmlReader {
	if buffer == nil {
		buffer = make([]byte, xmlBufferBytes)
	}
	return &xmlReader{src: src, buf: buffer}
}

// Classes of bytes, as bits.
const (
	classStart   = 1 << iota // may start a name
	className                // may stand in a name
	classSpace               // white space
	classLess                // <
	classAnd                 // &
	classControl             // not allowed anywhere
	classHigh                // part of a longer UTF-8 sequence
	classBracket             // ], of which two must not stand before a > in text
)

var byteClass = func() (table [256]uint8) {
	for b := range 256 {
		switch c := byte(b); {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':':
			table[b] = classStart | className
		case c >= '0' && c <= '9' || c == '-' || c == '.':
			table[b] = className
		case c >= utf8.RuneSelf:
			table[b] = classStart | className | classHigh
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			table[b] = classSpace
		case c == '<':
			table[b] = classLess
		case c == '&':
			table[b] = classAnd
		case c == ']':
			table[b] = classBracket
		case c < ' ':
			table[b] = classControl
		}
	}
	return table
}()

// depth is the number of open elements, that of the tag just opened included.
func (x *xmlReader) depth() int { return len(x.starts) }

func (x *xmlReader) fault(at int, format string, args ...any) error {
	return &xmlFault{x.offset + int64(at), fmt.Sprintf(format, args...)}
}

// next returns the next token. An error is an *xmlFault, or what reading the part gave (a wrong checksum, a limit).
func (x *xmlReader) next() (xmlToken, error) {
	if x.selfClosed {
		x.selfClosed = false
		x.pop()
		return xmlClose, nil
	}
	for {
		token, err := x.token()
		if err == errShort {
			if x.srcErr == io.EOF {
				return x.finish()
			}
			err = x.fill()
		} else if err == nil && token != xmlSkip {
			return token, nil
		}
		if err != nil {
			return xmlEnd, err
		}
	}
}

// token reads one token that is whole in the buffer, else it returns errShort and leaves everything as it was.
func (x *xmlReader) token() (xmlToken, error) {
	rest := x.buf[x.pos:x.end]
	if len(rest) == 0 {
		return xmlSkip, errShort
	}
	if rest[0] != '<' {
		return x.readText(rest)
	}
	if len(rest) < 2 {
		return xmlSkip, errShort
	}
	switch rest[1] {
	case '/':
		return x.readClose(rest)
	case '?':
		return x.readInstruction(rest)
	case '!':
		return x.readDeclaration(rest)
	}
	return x.readOpen(rest)
}

// fill reads on, and keeps what is not yet used. That nothing is left is told by srcErr alone, since the last token may be
// whole only now.
func (x *xmlReader) fill() error {
	if x.srcErr != nil { // not io.EOF, which next has seen before
		return x.srcErr
	}
	if x.pos > 0 {
		copy(x.buf, x.buf[x.pos:x.end])
		x.offset += int64(x.pos)
		x.end -= x.pos
		x.pos = 0
	}
	if x.end == len(x.buf) {
		if len(x.buf) >= maxTagBytes {
			return x.fault(0, "a tag or comment longer than %d bytes", maxTagBytes)
		}
		x.buf = append(x.buf, make([]byte, len(x.buf))...)
	}
	for x.srcErr == nil {
		n, err := x.src.Read(x.buf[x.end:])
		x.end += n
		x.srcErr = err
		if n > 0 {
			return x.checkStart()
		}
	}
	return nil
}

// checkStart looks at the first bytes of the part: a byte order mark is skipped if it is that of UTF-8.
func (x *xmlReader) checkStart() error {
	if x.offset != 0 || x.pos != 0 || x.started {
		return nil
	}
	head := x.buf[:x.end]
	if bytes.HasPrefix(head, []byte("\xfe\xff")) || bytes.HasPrefix(head, []byte("\xff\xfe")) {
		return x.fault(0, "text in UTF-16, where UTF-8 is needed")
	}
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		x.pos = 3
	}
	return nil
}

// finish is called when nothing is left to read.
func (x *xmlReader) finish() (xmlToken, error) {
	switch {
	case !x.started:
		return xmlEnd, x.fault(x.end, "no complete element")
	case len(x.starts) > 0:
		return xmlEnd, x.fault(x.end, "the text stops inside <%s>", x.top())
	case x.pos < x.end:
		return xmlEnd, x.fault(x.pos, "something after the end of the document")
	}
	return xmlEnd, nil
}

func (x *xmlReader) top() []byte { return x.open[x.starts[len(x.starts)-1]:] }

func (x *xmlReader) pop() {
	last := len(x.starts) - 1
	x.local = localName(x.open[x.starts[last]:])
	x.open = x.open[:x.starts[last]]
	x.starts = x.starts[:last]
}

// severalPrefixes reports whether a name has more than one colon, which no name of a workbook's parts may have.
func severalPrefixes(name []byte) bool {
	first := bytes.IndexByte(name, ':')
	return first >= 0 && bytes.IndexByte(name[first+1:], ':') >= 0
}

// localName leaves out a namespace prefix: parts are told apart by the names that the format defines, whatever the prefix.
func localName(name []byte) []byte {
	for i, b := range name {
		if b == ':' {
			return name[i+1:]
		}
	}
	return name
}

func (x *xmlReader) readClose(rest []byte) (xmlToken, error) {
	i := 2
	for i < len(rest) && byteClass[rest[i]]&className != 0 {
		i++
	}
	name := rest[2:i]
	for i < len(rest) && byteClass[rest[i]]&classSpace != 0 {
		i++
	}
	if i == len(rest) {
		return xmlSkip, errShort
	}
	if rest[i] != '>' {
		return xmlSkip, x.fault(x.pos, "a damaged end tag")
	}
	if len(x.starts) == 0 {
		return xmlSkip, x.fault(x.pos, "</%s> without its start", name)
	}
	if !bytes.Equal(name, x.top()) {
		return xmlSkip, x.fault(x.pos, "</%s> where </%s> was expected", name, x.top())
	}
	x.pos += i + 1
	x.pop()
	return xmlClose, nil
}

func (x *xmlReader) readOpen(rest []byte) (xmlToken, error) {
	i := 1
	for i < len(rest) && byteClass[rest[i]]&className != 0 {
		i++
	}
	if i == len(rest) {
		return xmlSkip, errShort
	}
	name := rest[1:i]
	if len(name) == 0 || byteClass[name[0]]&classStart == 0 || !utf8.Valid(name) || severalPrefixes(name) {
		return xmlSkip, x.fault(x.pos, "'<' without the name of an element")
	}
	i, selfClosed, err := x.readAttributes(rest, i)
	if err != nil {
		return xmlSkip, err
	}
	if len(x.starts) == 0 && x.started {
		return xmlSkip, x.fault(x.pos, "a second document after the first")
	}
	if len(x.starts) == maxDepth {
		return xmlSkip, x.fault(x.pos, "elements nested more than %d deep", maxDepth)
	}
	x.started = true
	x.starts = append(x.starts, len(x.open))
	x.open = append(x.open, name...)
	x.local = localName(name)
	x.selfClosed = selfClosed
	x.pos += i
	return xmlOpen, nil
}

// readAttributes reads from i to the end of the tag and returns the position behind it.
func (x *xmlReader) readAttributes(rest []byte, i int) (after int, selfClosed bool, err error) {
	x.attributes = x.attributes[:0]
	for {
		from := i
		for i < len(rest) && byteClass[rest[i]]&classSpace != 0 {
			i++
		}
		if i+1 >= len(rest) {
			if i < len(rest) && rest[i] == '>' {
				return i + 1, false, nil
			}
			return 0, false, errShort
		}
		switch {
		case rest[i] == '>':
			return i + 1, false, nil
		case rest[i] == '/' && rest[i+1] == '>':
			return i + 2, true, nil
		case i == from || byteClass[rest[i]]&classStart == 0:
			return 0, false, x.fault(x.pos+i, "a damaged tag")
		}
		if i, err = x.readAttribute(rest, i); err != nil {
			return 0, false, err
		}
	}
}

// readAttributeName reads a name and returns it with the position of the equals sign behind it.
func (x *xmlReader) readAttributeName(rest []byte, i int) ([]byte, int, error) {
	from := i
	for i < len(rest) && byteClass[rest[i]]&className != 0 {
		i++
	}
	name := rest[from:i]
	for i < len(rest) && byteClass[rest[i]]&classSpace != 0 {
		i++
	}
	switch {
	case i == len(rest):
		return nil, 0, errShort
	case severalPrefixes(name):
		return nil, 0, x.fault(x.pos+from, "attribute %s with more than one prefix", name)
	case rest[i] != '=':
		return nil, 0, x.fault(x.pos+i, "attribute %s without a value", name)
	}
	return name, i, nil
}

// readAttribute reads name="value" from i, appends it and returns the position behind it.
func (x *xmlReader) readAttribute(rest []byte, i int) (int, error) {
	name, i, err := x.readAttributeName(rest, i)
	if err != nil {
		return 0, err
	}
	i++
	for i < len(rest) && byteClass[rest[i]]&classSpace != 0 {
		i++
	}
	if i == len(rest) {
		return 0, errShort
	}
	quote := rest[i]
	if quote != '"' && quote != '\'' {
		return 0, x.fault(x.pos+i, "attribute %s without quotes", name)
	}
	i++
	from := i
	var seen uint8
	for i < len(rest) && rest[i] != quote {
		seen |= byteClass[rest[i]]
		i++
	}
	if i == len(rest) {
		return 0, errShort
	}
	value := rest[from:i]
	if seen&(classLess|classControl|classAnd|classHigh) != 0 {
		if err := x.checkCharacters(value, seen&^classBracket, x.pos+from); err != nil {
			return 0, err
		}
	}
	if len(x.attributes) == maxAttributes {
		return 0, x.fault(x.pos, "a tag with more than %d attributes", maxAttributes)
	}
	for k := range x.attributes {
		if bytes.Equal(x.attributes[k].name, name) {
			return 0, x.fault(x.pos+i, "attribute %s given twice", name)
		}
	}
	x.attributes = append(x.attributes, xmlAttribute{name, value})
	return i + 1, nil
}

// readText hands out character data up to the next tag. Where the buffer ends first, it hands out a piece that splits
// neither a character nor an entity.
func (x *xmlReader) readText(rest []byte) (xmlToken, error) {
	var seen uint8
	i := 0
	for i < len(rest) && rest[i] != '<' {
		seen |= byteClass[rest[i]]
		i++
	}
	if i == len(rest) && x.srcErr == nil {
		if len(rest) < xmlBufferBytes/2 || x.pos > 0 {
			return xmlSkip, errShort
		}
		if i = safeCut(rest); i == 0 {
			return xmlSkip, errShort
		}
	}
	text := rest[:i]
	if seen&(classControl|classAnd|classHigh|classBracket) != 0 {
		if err := x.checkCharacters(text, seen, x.pos); err != nil {
			return xmlSkip, err
		}
	}
	if len(x.starts) == 0 {
		if len(bytes.Trim(text, " \t\r\n")) > 0 {
			return xmlSkip, x.fault(x.pos, "text outside the document")
		}
		x.pos += i
		return xmlSkip, nil
	}
	x.text, x.verbatim = text, false
	x.pos += i
	return xmlText, nil
}

// safeCut returns how much of an unfinished text can be handed out: not the start of an entity, of a character, or a
// carriage return whose line feed may follow.
func safeCut(text []byte) int {
	cut := len(text)
	if and := bytes.LastIndexByte(text, '&'); and >= 0 && bytes.IndexByte(text[and:], ';') < 0 && cut-and < 16 {
		cut = and
	}
	for back := 1; back <= utf8.UTFMax && back <= cut; back++ {
		if utf8.RuneStart(text[cut-back]) {
			if !utf8.FullRune(text[cut-back : cut]) {
				cut -= back
			}
			break
		}
	}
	if cut > 0 && text[cut-1] == '\r' {
		cut--
	}
	return cut
}

// checkCharacters checks a value or text in which something unusual was seen.
func (x *xmlReader) checkCharacters(text []byte, seen uint8, at int) error {
	switch {
	case seen&classLess != 0:
		return x.fault(at, "'<' inside an attribute")
	case seen&classControl != 0:
		return x.fault(at, "a control character")
	case seen&classHigh != 0 && !utf8.Valid(text):
		return x.fault(at, "text that is not UTF-8")
	case seen&classBracket != 0 && bytes.Contains(text, []byte("]]>")):
		return x.fault(at, "']]>' inside text")
	}
	for seen&classAnd != 0 {
		and := bytes.IndexByte(text, '&')
		if and < 0 {
			return nil
		}
		_, n := decodeEntity(text[and:])
		if n == 0 {
			return x.fault(at+and, "an unknown entity")
		}
		text = text[and+n:]
		at += and + n
	}
	return nil
}

// decodeEntity reads the entity at the start of text and returns its length, 0 where it is none.
func decodeEntity(text []byte) (r rune, length int) {
	end := bytes.IndexByte(text[:min(len(text), 12)], ';')
	if end < 2 {
		return 0, 0
	}
	name := string(text[1:end])
	switch name {
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "amp":
		return '&', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	}
	if name[0] != '#' {
		return 0, 0
	}
	digits, base := name[1:], 10
	if len(digits) > 1 && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	code, err := strconv.ParseUint(digits, base, 32)
	if err != nil || code > utf8.MaxRune || !utf8.ValidRune(rune(code)) || code < ' ' && byteClass[byte(code)]&classSpace == 0 {
		return 0, 0
	}
	return rune(code), end + 1
}

// appendText appends the present text, decoded.
func (x *xmlReader) appendText(to []byte) []byte {
	if x.verbatim {
		return append(to, x.text...)
	}
	return appendDecoded(to, x.text)
}

// appendDecoded appends text with entities replaced and line ends made plain line feeds.
func appendDecoded(to, text []byte) []byte {
	if bytes.IndexByte(text, '&') < 0 && bytes.IndexByte(text, '\r') < 0 {
		return append(to, text...)
	}
	for i := 0; i < len(text); i++ {
		switch b := text[i]; b {
		case '&':
			r, n := decodeEntity(text[i:])
			to = utf8.AppendRune(to, r)
			i += n - 1
		case '\r':
			to = append(to, '\n')
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
		default:
			to = append(to, b)
		}
	}
	return to
}

// attribute returns the decoded value of the attribute with that local name, "" where the tag has none.
func (x *xmlReader) attribute(local string) string {
	for _, a := range x.attributes {
		if string(localName(a.name)) == local {
			return string(appendDecoded(nil, a.value))
		}
	}
	return ""
}

func (x *xmlReader) readInstruction(rest []byte) (xmlToken, error) {
	end := bytes.Index(rest, []byte("?>"))
	if end < 0 {
		return xmlSkip, errShort
	}
	if bytes.HasPrefix(rest, []byte("<?xml ")) {
		if x.started {
			return xmlSkip, x.fault(x.pos, "a second XML declaration")
		}
		if encoding := declaredEncoding(rest[:end]); encoding != "" && encoding != "utf-8" && encoding != "us-ascii" {
			return xmlSkip, x.fault(x.pos, "text in %s, where UTF-8 is needed", encoding)
		}
	}
	x.pos += end + 2
	return xmlSkip, nil
}

// declaredEncoding returns the encoding named in an XML declaration, in small letters.
func declaredEncoding(declaration []byte) string {
	_, after, found := bytes.Cut(declaration, []byte("encoding"))
	if !found {
		return ""
	}
	after = bytes.TrimLeft(after, " \t\r\n=")
	if len(after) == 0 {
		return ""
	}
	value, _, _ := bytes.Cut(after[1:], after[:1])
	return string(bytes.ToLower(value))
}

// readDeclaration reads a comment or a CDATA section. A document type is refused: no workbook has one, and entities of its
// own are a known way to make a small file unpack without end.
func (x *xmlReader) readDeclaration(rest []byte) (xmlToken, error) {
	const comment, section = "<!--", "<![CDATA["
	switch {
	case bytes.HasPrefix(rest, []byte(comment)):
		end := bytes.Index(rest[len(comment):], []byte("--"))
		if end < 0 || len(comment)+end+2 >= len(rest) {
			return xmlSkip, errShort
		}
		if rest[len(comment)+end+2] != '>' {
			return xmlSkip, x.fault(x.pos, "'--' inside a comment")
		}
		x.pos += len(comment) + end + 3
		return xmlSkip, nil
	case bytes.HasPrefix(rest, []byte(section)):
		end := bytes.Index(rest, []byte("]]>"))
		if end < 0 {
			return xmlSkip, errShort
		}
		return x.readSection(rest[len(section):end], end+3)
	case len(rest) < len(section):
		return xmlSkip, errShort
	}
	return xmlSkip, x.fault(x.pos, "a document type, which workbooks don't have")
}

func (x *xmlReader) readSection(text []byte, length int) (xmlToken, error) {
	if len(x.starts) == 0 {
		return xmlSkip, x.fault(x.pos, "text outside the document")
	}
	var seen uint8
	for _, b := range text {
		seen |= byteClass[b]
	}
	if err := x.checkCharacters(text, seen&(classControl|classHigh), x.pos); err != nil {
		return xmlSkip, err
	}
	x.text, x.verbatim = text, true
	x.pos += length
	return xmlText, nil
}
