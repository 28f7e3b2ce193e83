package sim

import (
	"slices"
	"strings"

	"scenarios/model"
)

// fits keeps what was fitted during a run: scenarios and points of analyses share their Price History, as a rule.
type fits struct{ known []*knownFit }

// knownFit is a history with the processes that were fitted to it so far.
type knownFit struct {
	returns     []float64
	daysPerYear int
	byProcess   map[string]ProcessFit
}

// process fits a process to a simulated case's past, once.
func (f *fits) process(name string, r *model.Resolved) ProcessFit {
	returns, days := model.PastReturns(r), r.Simulation.DaysPerYear
	at := slices.IndexFunc(f.known, func(k *knownFit) bool { return k.daysPerYear == days && slices.Equal(k.returns, returns) })
	if at < 0 {
		at = len(f.known)
		f.known = append(f.known, &knownFit{returns: returns, daysPerYear: days, byProcess: map[string]ProcessFit{}})
	}
	known := f.known[at]
	if _, done := known.byProcess[name]; !done {
		known.byProcess[name] = fitOf(name, returns, days)
	}
	return known.byProcess[name]
}

// all fits every process to a simulated case's past: none of them where it has too few returns for any.
func (f *fits) all(r *model.Resolved) HistoryFit {
	h := HistoryFit{Returns: max(len(r.Past)-1, 0)}
	if h.Returns < fewestReturns {
		return h
	}
	for _, name := range []string{model.ProcessGBM, model.ProcessMerton, model.ProcessHeston, model.ProcessBootstrap} {
		fit := f.process(name, r)
		fit.Chosen = name == r.Simulation.Process
		h.Processes = append(h.Processes, fit)
	}
	return h
}

// Resolve turns the inputs of one scenario into a case, as model.Resolve does, and puts what the simulation takes from history
// into it.
func Resolve(in *model.Inputs, s model.Scenario) (*model.Resolved, model.Issues) {
	return new(fits).resolve(in, s)
}

func (f *fits) resolve(in *model.Inputs, s model.Scenario) (*model.Resolved, model.Issues) {
	r, issues := model.Resolve(in, s)
	if len(issues) > 0 || len(r.Fitted) == 0 {
		return r, issues
	}
	fit := f.process(r.Simulation.Process, r)
	for _, field := range r.Fitted {
		value, ok := fit.parameter(field.Field)
		if !ok {
			issues = append(issues, model.Issue{Code: "nothing-to-fit", At: field.At, Found: "'from history' for " + field.Field,
				Expected: "a Price History that the process " + fit.Process + " can be fitted to", Remedy: "Type a figure, or choose another Process. " + strings.TrimSuffix(fit.Note, ".")})
			continue
		}
		*r.Simulation.Parameter(field.Field) = value
	}
	if len(issues) > 0 {
		return nil, issues
	}
	return r, nil
}

// parameter is a fitted figure by the name of its field.
func (f *ProcessFit) parameter(name string) (float64, bool) {
	for _, p := range f.Parameters {
		if model.SameName(p.Name, name) {
			return p.Value, true
		}
	}
	return 0, false
}
