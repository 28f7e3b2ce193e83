// Package templates holds the workbooks that scenarios init writes for a user to fill in. They are made from the schema:
//
//	go test ./templates -update
//
// writes them anew, and the test without the flag fails when they are not current.
package templates

import "embed"

// Files holds blank.xlsx and wire-one.xlsx.
//
//go:embed *.xlsx
var Files embed.FS
