package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"scenarios/model"
)

// pack is the ZIP package of a workbook. Every part is read to its end, so that its checksum is compared.
type pack struct {
	file     string // as the user named it
	parts    []*zip.File
	byName   map[string]*zip.File // by the name in small letters
	done     map[string]bool      // parts that were read, by the same name
	unpacked int64                // bytes unpacked so far
	buffer   []byte               // of the XML reader, used for one part after the other
}

// limitFault says that a part goes beyond one of the limits.
type limitFault struct{ what, found, limit string }

func (f *limitFault) Error() string { return f.what + " " + f.found + ", limit " + f.limit }

func overLimit(what string, found, limit int64) *limitFault {
	return &limitFault{what, strconv.FormatInt(found, 10), strconv.FormatInt(limit, 10)}
}

// remedyDamaged is the advice for a file that Excel may be able to mend.
const remedyDamaged = "Open the workbook in Excel, let it repair the file, save it and try again; else take an earlier copy"

// openPack opens the package and checks its directory. The pack is nil where nothing can be read from it.
func openPack(file string, data []byte) (*pack, model.Issues) {
	at := model.Source{File: file}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, model.Issues{{Code: "damaged-package", At: at, Found: "a workbook that is cut or damaged: its ZIP directory can't be read",
			Expected: "a whole workbook", Remedy: remedyDamaged}}
	}
	if len(archive.File) > maxParts {
		return nil, model.Issues{limitIssue(at, overLimit("parts in the file", int64(len(archive.File)), maxParts))}
	}
	p := &pack{file: file, byName: map[string]*zip.File{}, done: map[string]bool{}}
	var issues model.Issues
	for _, part := range archive.File {
		part.Name = strings.TrimPrefix(strings.ReplaceAll(part.Name, `\`, "/"), "/")
		if strings.HasSuffix(part.Name, "/") {
			continue
		}
		if fault := checkDirectoryEntry(part); fault != nil {
			issues = append(issues, p.partIssue(part.Name, "", fault))
			continue
		}
		key := strings.ToLower(part.Name)
		if p.byName[key] != nil {
			issues = append(issues, model.Issue{Code: "duplicate-part", At: at, Found: "two parts of the file with the name '" + part.Name + "'",
				Expected: "one", Remedy: remedyDamaged})
			continue
		}
		p.parts = append(p.parts, part)
		p.byName[key] = part
	}
	return p, issues
}

var errEncryptedPart = errors.New("encrypted")

func checkDirectoryEntry(part *zip.File) error {
	const encryptedFlag = 1
	switch {
	case part.Flags&encryptedFlag != 0:
		return errEncryptedPart
	case part.Method != zip.Store && part.Method != zip.Deflate:
		return zip.ErrAlgorithm
	case part.UncompressedSize64 > maxPartBytes:
		return &limitFault{"unpacked bytes of one part", strconv.FormatUint(part.UncompressedSize64, 10), strconv.Itoa(maxPartBytes)}
	}
	return nil
}

// has reports whether the package holds a part.
func (p *pack) has(name string) bool { return p.byName[strings.ToLower(name)] != nil }

// open starts reading a part, within the limits.
func (p *pack) open(name string) (io.ReadCloser, error) {
	key := strings.ToLower(name)
	part := p.byName[key]
	if part == nil {
		return nil, errMissingPart
	}
	p.done[key] = true
	src, err := part.Open()
	if err != nil {
		return nil, err
	}
	return &partReader{ReadCloser: src, pack: p, packed: int64(part.CompressedSize64)}, nil
}

var errMissingPart = errors.New("missing")

// partReader counts what is unpacked and stops at the limits.
type partReader struct {
	io.ReadCloser
	pack     *pack
	packed   int64
	unpacked int64
}

func (r *partReader) Read(to []byte) (int, error) {
	n, err := r.ReadCloser.Read(to)
	r.unpacked += int64(n)
	r.pack.unpacked += int64(n)
	switch {
	case r.unpacked > maxPartBytes:
		return 0, overLimit("unpacked bytes of one part", r.unpacked, maxPartBytes)
	case r.pack.unpacked > maxPackageBytes:
		return 0, overLimit("unpacked bytes of the file", r.pack.unpacked, maxPackageBytes)
	case r.unpacked > expansionFreeBytes && r.unpacked/maxExpansion > r.packed:
		return 0, overLimit("unpacked bytes for each packed byte of one part", r.unpacked/max(r.packed, 1), maxExpansion)
	}
	return n, err
}

// eachToken reads a whole XML part, handing its tokens to visit until visit gives an error.
func (p *pack) eachToken(name string, visit func(*xmlReader, xmlToken) error) error {
	src, err := p.open(name)
	if err != nil {
		return err
	}
	defer src.Close()
	x := newXMLReader(src, p.buffer)
	defer func() { p.buffer = x.buf }()
	for {
		token, err := x.next()
		if err != nil || token == xmlEnd {
			return err
		}
		if err := visit(x, token); err != nil {
			return err
		}
	}
}

// checkRest reads every part that nothing has read yet: XML parts are checked for being well-formed, all for their checksum.
func (p *pack) checkRest() model.Issues {
	var issues model.Issues
	for _, part := range p.parts {
		if p.done[strings.ToLower(part.Name)] {
			continue
		}
		if err := p.checkPart(part.Name); err != nil {
			issues = append(issues, p.partIssue(part.Name, "", err))
		}
	}
	return issues
}

func (p *pack) checkPart(name string) error {
	switch strings.ToLower(path.Ext(name)) {
	case ".xml", ".rels":
		return p.eachToken(name, func(*xmlReader, xmlToken) error { return nil })
	}
	src, err := p.open(name)
	if err != nil {
		return err
	}
	defer src.Close()
	_, err = io.Copy(io.Discard, src)
	return err
}

// partIssue says in plain words what is wrong with a part. sheet is the sheet that the part holds, if any.
func (p *pack) partIssue(part, sheet string, err error) model.Issue {
	at := model.Source{File: p.file, Sheet: sheet}
	issue := model.Issue{Code: "damaged-part", At: at, Expected: "a whole part", Remedy: remedyDamaged}
	var limit *limitFault
	var fault *xmlFault
	switch {
	case errors.As(err, &limit):
		return limitIssue(at, limit)
	case errors.As(err, &fault):
		issue.Found = fmt.Sprintf("part '%s' cut or damaged: %v", part, fault)
		issue.Expected = "complete XML"
	case errors.Is(err, errMissingPart):
		issue.Code = "missing-part"
		issue.Found = "no part '" + part + "' in the file, although the workbook refers to it"
	case errors.Is(err, errEncryptedPart):
		issue.Code = "encrypted-file"
		issue.Found = "part '" + part + "' locked with a password"
		issue.Expected = "a workbook without a password"
		issue.Remedy = remedyPassword
	case errors.Is(err, zip.ErrChecksum):
		issue.Code = "wrong-checksum"
		issue.Found = "part '" + part + "' with a checksum that does not fit its content"
	case errors.Is(err, zip.ErrAlgorithm):
		issue.Found = "part '" + part + "' packed in a way that workbooks don't use"
		issue.Expected = "plain or deflated parts"
	default:
		issue.Found = "part '" + part + "' that can't be unpacked"
	}
	return issue
}

func limitIssue(at model.Source, f *limitFault) model.Issue {
	return model.Issue{Code: "over-limit", At: at, Found: f.found + " " + f.what, Expected: "at most " + f.limit,
		Remedy: "Split the data over several workbooks, or remove what is not needed"}
}
