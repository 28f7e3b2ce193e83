// Package samples holds the workbooks to try the program on. They are made from the source.txt beside them:
//
//	go test ./samples -update
//
// writes them anew, and the test without the flag fails when they are not current.
package samples

import "embed"

// Files holds first/first.xlsx, the smallest useful workbook, and Wire One's: wire-one/cap-table.xlsx with
// wire-one/price-paths.xlsx, and both in one file, wire-one/all-in-one.xlsx; series-a-life/series-a-life.xlsx, in which every
// clause of the Series A acts, with series-a-life/expected.xlsx, its figures worked out by hand;
// note-life/note-life.xlsx and note-life/expected.xlsx, the same for the 2002 notes; both/both.xlsx and both/expected.xlsx, the
// two in one cap table; modern-floating/modern-floating.xlsx and modern-floating/expected.xlsx, a term sheet of today; and
// bench-756/bench-756.xlsx, the workload of the benchmarks.
//
//go:embed first/*.xlsx wire-one/*.xlsx bench-756/*.xlsx series-a-life/*.xlsx note-life/*.xlsx both/*.xlsx modern-floating/*.xlsx
var Files embed.FS

// Templates are the samples that scenarios init writes: the file in Files by the name to ask for it.
var Templates = map[string]string{
	"first":           "first/first.xlsx",
	"wire-one-sample": "wire-one/all-in-one.xlsx",
}
