package model

import (
	"fmt"
	"slices"
)

// PassedOver is a field of Simulation whose figure belongs to a process, and is not used by the one that the case has.
type PassedOver struct{ Field, BelongsTo, Has string }

// NotesOf is what the cases of one workbook want said about their inputs, each sentence once. A figure of a process goes
// unused only where no case has that process: cases may differ in it, side by side.
func NotesOf(cases []*Resolved) []string {
	var notes []string
	add := func(note string) {
		if !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	for _, c := range cases {
		for _, note := range c.Notes {
			add(note)
		}
		for _, p := range c.PassedOver {
			if !slices.ContainsFunc(cases, func(c *Resolved) bool { return c.Simulation != nil && c.Simulation.Process == p.BelongsTo }) {
				add(fmt.Sprintf("Simulation: %s belongs to the process %s and is not used by %s.", p.Field, p.BelongsTo, p.Has))
			}
		}
	}
	return notes
}
