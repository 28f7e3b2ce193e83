// Package model holds the contracts: what the clauses of convertible preferred stock and convertible notes do to a
// cap table along one price path.
//
// It is pure. Inputs as a person wrote them become a Resolved case, and Resolved plus a Path becomes an Outcome; nothing
// here reads a file, a clock or a random number. Files are named after the clause or concept they hold.
package model
