package model_test

import (
	"errors"
	"strings"
	"testing"

	"scenarios/model"
)

// TestRatchetToNothingStops: a full ratchet would take the price of an issue for nothing. The run stops and says what is missing;
// with a floor it goes on.
func TestRatchetToNothingStops(t *testing.T) {
	for _, c := range []struct{ floor, want string }{
		{"", "give it an Anti-dilution floor"},
		{"1.00", ""},
	} {
		in := readCase(t, "195a-full-ratchet.txt")
		events := in.Tables["Events"]
		for row := range events.Rows {
			if events.Value(row, "Event").Text == "Issue common" {
				events.Rows[row].Cells[events.Index("Price")] = model.ParseCell("0", events.Value(row, "Price").At)
			}
		}
		if c.floor != "" {
			edit, err := model.ParseEdit("2002 Notes: Anti-dilution floor=" + c.floor)
			if err != nil {
				t.Fatal(err)
			}
			edited, issues := in.With([]model.Edit{edit})
			if len(issues) > 0 {
				t.Fatal(issues)
			}
			in = edited
		}
		r, path := resolveFirst(t, in)
		_, err := model.Run(r, path, model.Options{})
		var stopped *model.RunError
		switch {
		case c.want == "" && err != nil:
			t.Errorf("floor %q: %v", c.floor, err)
		case c.want != "" && (!errors.As(err, &stopped) || !stopped.Input || !strings.Contains(err.Error(), c.want)):
			t.Errorf("floor %q: %v, want one that says %q", c.floor, err, c.want)
		}
	}
}
