package sim

import (
	"fmt"
	"strings"

	"scenarios/model"
)

// Checks returns every line of the Checks sheet: what ties out in each scenario, what was changed for this run, what needs
// attention, how open texts were read, and which clauses are not modelled.
func Checks(r *Report) []Check {
	var checks []Check
	for i := range r.Scenarios {
		for _, rec := range reconciliations {
			wrong, figures := rec.check(&r.Scenarios[i])
			c := Check{Name: rec.name + ": " + r.Scenarios[i].Scenario.Name, Kind: CheckError, OK: wrong == "", Detail: figures}
			if !c.OK {
				c.Detail = wrong
			}
			checks = append(checks, c)
		}
	}
	checks = append(checks, replayChecks(r)...)
	checks = append(checks, sensitivityChecks(r)...)
	checks = append(checks, changedInputs(r)...)
	checks = append(checks, alerts(r)...)
	checks = append(checks, targetAlerts(r)...)
	checks = append(checks, readings(r)...)
	checks = append(checks, notes(r)...)
	checks = append(checks, blankDates(r)...)
	return append(checks, notModelled(r)...)
}

// changedInputs lists what the command line changed in every scenario.
func changedInputs(r *Report) []Check {
	var checks []Check
	for _, edit := range r.Set {
		checks = append(checks, Check{Name: edit.Target, Kind: CheckSensitivity,
			Detail: "Set to " + edit.Value.Shown() + " for this run, in the base case and in every scenario."})
	}
	return checks
}

// alerts lists what each scenario's run wants attention for. A scenario without any has a line that says so.
func alerts(r *Report) []Check {
	var checks []Check
	for _, s := range r.Scenarios {
		for _, alert := range s.Outcome.Alerts {
			checks = append(checks, Check{Name: s.Scenario.Name, Kind: CheckAlert, Detail: alert})
		}
		if len(s.Outcome.Alerts) == 0 {
			checks = append(checks, Check{Name: s.Scenario.Name, Kind: CheckAlert, OK: true, Detail: "Nothing in this scenario needs attention."})
		}
	}
	return checks
}

// readings lists how every open text was read in the base case, and where a scenario reads it differently.
func readings(r *Report) []Check {
	var checks []Check
	base := map[[2]string]string{}
	for _, used := range r.Base.Readings {
		base[[2]string{used.Instrument, used.Term}] = used.Value
		checks = append(checks, readingCheck(used, ""))
	}
	for _, c := range r.cases() {
		for _, used := range c.resolved.Readings {
			if base[[2]string{used.Instrument, used.Term}] != used.Value {
				checks = append(checks, readingCheck(used, " in scenario "+c.scenario.Name))
			}
		}
	}
	return checks
}

// reportCase is a scenario of either kind as it was resolved.
type reportCase struct {
	scenario model.Scenario
	resolved *model.Resolved
}

// cases are the scenarios of both kinds.
func (r *Report) cases() []reportCase {
	var all []reportCase
	for _, s := range r.Scenarios {
		all = append(all, reportCase{s.Scenario, s.Resolved})
	}
	for _, s := range r.Simulated {
		all = append(all, reportCase{s.Scenario, s.Resolved})
	}
	return all
}

func readingCheck(used model.ReadingUsed, where string) Check {
	detail := used.Clause + ": read as '" + used.Value + "'" + where
	if used.Chosen {
		detail += ", chosen by the inputs"
		if at := used.At.String(); at != "" {
			detail += " (" + at + ")"
		}
	} else {
		detail += ", the default"
	}
	var others []string
	for _, other := range used.Alternatives {
		if !model.SameName(other, used.Value) {
			others = append(others, "'"+other+"'")
		}
	}
	if len(others) > 0 {
		detail += "; it could be read as " + strings.Join(others, " or ")
	}
	return Check{Name: used.Instrument + ": " + used.Term, Kind: CheckReading, OK: true, Detail: detail + "."}
}

// notes lists what was settled while reading the inputs, each once.
func notes(r *Report) []Check {
	cases := []*model.Resolved{r.Base}
	for _, c := range r.cases() {
		cases = append(cases, c.resolved)
	}
	var checks []Check
	for _, note := range model.NotesOf(cases) {
		checks = append(checks, Check{Name: "Inputs", Kind: CheckReading, OK: true, Detail: note})
	}
	return checks
}

// blankDate is a date whose day the certificate leaves blank.
type blankDate struct {
	term, clause, text string
	of                 func(*model.Terms) model.Date
}

var certificateBlanks = []blankDate{
	{"Convertible from", "A 1(b)", "June __, 2000", func(t *model.Terms) model.Date { return t.ConvertibleFrom }},
	{"Alternative price from", "A 1(g)(iv)", "June __, 2001", func(t *model.Terms) model.Date { return t.AlternativeFrom }},
	{"Redemption if unconverted by", "A 3(b)(vii)", "June __, 2003", func(t *model.Terms) model.Date { return t.RedemptionBy }},
}

// blankDates warns where preferred stock has the date that was taken for a blank in the certificate, whatever its name.
func blankDates(r *Report) []Check {
	var checks []Check
	for i := range r.Base.Instruments {
		t := &r.Base.Instruments[i]
		for _, b := range certificateBlanks {
			term, ok := model.TermByName(b.term)
			if !ok || t.Kind != model.KindPreferred || b.of(t).String() != term.SeriesA {
				continue
			}
			checks = append(checks, Check{Name: t.Name + ": " + b.term, Kind: CheckReading, OK: true, Detail: fmt.Sprintf(
				"%s leaves the day blank (%s). The fourteenth, the certificate's own date, is taken: %s.", b.clause, b.text, b.of(t))})
		}
	}
	return checks
}
