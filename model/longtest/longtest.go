// Package longtest registers the flag that asks the tests for their long form:
//
//	go test ./... -args -long
//
// The flag goes to every test program, so each package with tests imports this one, if only for that.
package longtest

import "flag"

var long = flag.Bool("long", false, "run the long form of the tests: more random cases, more repetitions")

// Asked reports whether the long form was asked for. It is known once flags are parsed: inside a test.
func Asked() bool { return *long }

// Count is how often a test repeats something: a few times, or many in the long form.
func Count(few, many int) int {
	if Asked() {
		return many
	}
	return few
}
