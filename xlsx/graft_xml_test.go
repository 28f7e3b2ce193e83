package xlsx

import (
	"bytes"
	"testing"
)

func TestEditsChangeNothingElse(t *testing.T) {
	const before = "\ufeff<?xml version='1.0'?>\n<!-- <a> --><x:a  k='1 > 0'><b/><b n = \"2\" /><![CDATA[<b>]]><c></c></x:a>\n"
	const after = "\ufeff<?xml version='1.0'?>\n<!-- <a> --><x:a new=\"&lt;\"  k='2'><b><d/></b><b n = \"2\" /><![CDATA[<b>]]><c>text</c><e/></x:a>\n"
	root, err := readElements([]byte(before))
	if err != nil {
		t.Fatal(err)
	}
	var e edits
	e.append(root, "<e/>")
	e.append(root.child("c"), "text")
	e.append(root.child("b"), "<d/>")
	e.set(root, "k", "2")
	e.set(root, "new", "<")
	if got := string(e.apply([]byte(before))); got != after {
		t.Errorf("got  %q\nwant %q", got, after)
	}
	if root.prefix != "x:" || len(root.children) != 3 || root.children[1].number("n", 0) != 2 || root.child("none") != nil {
		t.Errorf("read %+v", root)
	}
}

// Whatever the part is, the elements found lie inside it and inside each other, and can be read again one by one.
func FuzzReadElements(f *testing.F) {
	for _, seed := range []string{"<a/>", "<a b='c'><d>e</d><!-- < --></a>", "<x:a xmlns:x='y'><x:b  c = \"&lt;\" /></x:a>", "\ufeff<a><![CDATA[</a>]]></a>", "<a", ""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		root, err := readElements(data)
		if err != nil {
			return
		}
		var visit func(e *element, from, to int)
		visit = func(e *element, from, to int) {
			if e.start < from || e.inner <= e.start || e.innerEnd < e.inner || e.end < e.innerEnd || e.end > to || data[e.start] != '<' {
				t.Fatalf("element %s lies at %d %d %d %d inside %d to %d", e.name, e.start, e.inner, e.innerEnd, e.end, from, to)
			}
			next := e.inner
			for _, c := range e.children {
				visit(c, next, e.innerEnd)
				next = c.end
			}
		}
		visit(root, 0, len(data))
		if !bytes.Equal(edits{}.apply(data), data) {
			t.Fatal("no edit changed the part")
		}
	})
}
