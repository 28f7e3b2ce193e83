package model_test

import (
	"errors"
	"strings"
	"testing"

	"scenarios/model"
)

// TestTheBoardMayNotRaise: at the board's adjustment of case 65 the price is (7.00 x 17,000,000 + 1,500,000) / 17,500,000, or
// 6.8857. A price a little above it stops the run, one below it does not.
func TestTheBoardMayNotRaise(t *testing.T) {
	for _, c := range []struct{ price, want string }{
		{"6.88", ""},
		{"6.89", "would raise the conversion price of Series A from 6.885714"},
	} {
		in := readCase(t, "65-board-adjustment.txt")
		events := in.Tables["Events"]
		for row := range events.Rows {
			if events.Value(row, "Event").Text == "Board adjustment" {
				events.Rows[row].Cells[events.Index("Price")] = model.ParseCell(c.price, events.Value(row, "Price").At)
			}
		}
		r, path := resolveFirst(t, in)
		_, err := model.Run(r, path, model.Options{})
		var stopped *model.RunError
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.price, err)
		case c.want != "" && (!errors.As(err, &stopped) || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "A 1(g)(v)")):
			t.Errorf("%s: %v, want one that says %q", c.price, err, c.want)
		}
	}
}
