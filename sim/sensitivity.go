package sim

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// sensitivities are the analyses of the Sensitivity sheet as points to run: scenarios in which one or two inputs, or at the
// base all of them, are put to a value by one more override. A point that several analyses need is run once.
type sensitivities struct {
	in       *model.Inputs
	analyses []plannedAnalysis
	points   []*sensitivityPoint
	byKey    map[string]*sensitivityPoint
}

// plannedAnalysis is an analysis with its points: of a tornado a row for each input and a column for each of its values, of
// a one-way analysis one row, of a two-way table the table itself.
type plannedAnalysis struct {
	model.Analysis
	base *sensitivityPoint
	grid [][]*sensitivityPoint
}

// sensitivityPoint is one case to run, and afterwards its metrics.
type sensitivityPoint struct {
	scenario model.Scenario // with the point's values as its last overrides
	moved    []model.Edit   // those values
	resolved *model.Resolved
	path     model.Path
	metrics  map[model.MetricName]decimal.Decimal // nil until the point was run
}

// SensitivityIssues says everything that is wrong with the Sensitivity sheet: its cells, and values with which a scenario
// can't be run. Nothing is run.
func SensitivityIssues(in *model.Inputs, scenarios []model.Scenario) model.Issues {
	_, issues, _ := planSensitivities(context.Background(), in, scenarios, scenarios, Options{}, new(fits)) // it fails when cancelled only
	return issues
}

// planSensitivities reads the Sensitivity sheet and resolves every point of the analyses of the scenarios that are run. The
// sheet's own cells are judged for all scenarios. Simulated points have the options' paths and seed, as their scenarios do.
func planSensitivities(ctx context.Context, in *model.Inputs, scenarios, run []model.Scenario, o Options, f *fits) (*sensitivities, model.Issues, error) {
	analyses, issues := model.Analyses(in, scenarios)
	s := &sensitivities{in: in, byKey: map[string]*sensitivityPoint{}}
	for _, a := range analyses {
		isRun := slices.ContainsFunc(run, func(s model.Scenario) bool { return s.Name == a.Scenario.Name })
		if isRun && f.canBeRun(in, a.Scenario) {
			s.plan(a)
		}
	}
	for _, p := range s.points {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		issues = append(issues, p.prepare(in, f)...)
		if p.resolved != nil && p.resolved.Simulation != nil {
			issues = append(issues, o.override(p.resolved.Simulation)...)
		}
	}
	return s, distinct(issues), nil
}

// canBeRun reports whether a scenario has no problem of its own; otherwise each of its points would only repeat it.
func (f *fits) canBeRun(in *model.Inputs, scenario model.Scenario) bool {
	resolved, found := f.resolve(in, scenario)
	if len(found) > 0 {
		return false
	}
	_, found = ScenarioPath(in, resolved, scenario)
	return len(found) == 0
}

// plan lays an analysis out as points. The base point puts every input to its own value, so that it passes through the same
// machinery as the others; elsewhere an input at its own value is left alone.
func (s *sensitivities) plan(a model.Analysis) {
	p := plannedAnalysis{Analysis: a}
	var atBase []model.Edit
	for i := range a.Inputs {
		atBase = append(atBase, a.Inputs[i].Edit(a.Inputs[i].BaseIndex))
	}
	p.base = s.point(a.Scenario, atBase)
	first := &a.Inputs[0]
	if a.Kind == model.KindTwoWay {
		for i := range first.Values {
			p.grid = append(p.grid, s.row(a.Scenario, movedTo(first, i), &a.Inputs[1], p.base))
		}
	} else {
		for i := range a.Inputs {
			p.grid = append(p.grid, s.row(a.Scenario, nil, &a.Inputs[i], p.base))
		}
	}
	s.analyses = append(s.analyses, p)
}

// row is a point for each value of an input, besides edits that hold for the whole row.
func (s *sensitivities) row(scenario model.Scenario, fixed []model.Edit, input *model.VariedInput, base *sensitivityPoint) []*sensitivityPoint {
	points := make([]*sensitivityPoint, len(input.Values))
	for i := range input.Values {
		points[i] = base
		if edits := append(slices.Clone(fixed), movedTo(input, i)...); len(edits) > 0 {
			points[i] = s.point(scenario, edits)
		}
	}
	return points
}

// movedTo is the edit that puts an input to one of its values, none at its own.
func movedTo(input *model.VariedInput, value int) []model.Edit {
	if value == input.BaseIndex {
		return nil
	}
	return []model.Edit{input.Edit(value)}
}

// point returns the point of a scenario with these edits, a new one where there is none yet. The order of the edits does not
// matter: they name different inputs.
func (s *sensitivities) point(scenario model.Scenario, edits []model.Edit) *sensitivityPoint {
	var parts []string
	for _, e := range edits {
		parts = append(parts, e.Target+"\x00"+canonical(e.Value))
	}
	slices.Sort(parts)
	key := scenario.Name + "\x00" + strings.Join(parts, "\x00")
	if p, ok := s.byKey[key]; ok {
		return p
	}
	p := &sensitivityPoint{scenario: scenario, moved: edits}
	p.scenario.Overrides = append(slices.Clone(scenario.Overrides), edits...)
	s.byKey[key] = p
	s.points = append(s.points, p)
	return p
}

// prepare resolves the point and lays its path. What is wrong is told of the cell of Sensitivity that asks for the value.
func (p *sensitivityPoint) prepare(in *model.Inputs, f *fits) model.Issues {
	resolved, found := f.resolve(in, p.scenario)
	if len(found) == 0 {
		p.resolved = resolved
		p.path, found = ScenarioPath(in, resolved, p.scenario)
	}
	issues := make(model.Issues, len(found))
	for i, issue := range found {
		issues[i] = p.issue(issue)
	}
	return issues
}

// issue is a problem as the Sensitivity sheet causes it.
func (p *sensitivityPoint) issue(inner model.Issue) model.Issue {
	for _, e := range p.moved {
		if inner.At == e.Value.At {
			return inner
		}
	}
	return model.Issue{Code: "refused-at-point", At: p.at(), Found: p.words(),
		Expected: "a value that scenario '" + p.scenario.Name + "' can be run with", Remedy: "With it: " + inner.Error()}
}

// at is the cell that asks for the point.
func (p *sensitivityPoint) at() model.Source { return p.moved[0].Value.At }

// words say what is moved, and to where.
func (p *sensitivityPoint) words() string {
	parts := make([]string, len(p.moved))
	for i, e := range p.moved {
		parts[i] = e.Value.Shown() + " for " + e.Target
	}
	return strings.Join(parts, " and ")
}

// steps is how often run calls reached: once for each point, of a simulated one once for each path.
func (s *sensitivities) steps() int {
	steps := 0
	for _, p := range s.points {
		if p.resolved.Simulation != nil {
			steps += p.resolved.Simulation.Paths + fittingSteps(p.resolved, false)
		} else {
			steps++
		}
	}
	return steps
}

// run takes every point along its path or paths, and returns the analyses' results.
func (s *sensitivities) run(ctx context.Context, r *Report, o simulationOptions, reached func()) ([]SensitivityResult, error) {
	var plain, simulated []*sensitivityPoint
	for _, p := range s.points {
		if p.resolved.Simulation != nil {
			simulated = append(simulated, p)
		} else {
			plain = append(plain, p)
		}
	}
	if err := shareSteps(ctx, o.numberOfWorkers(), len(plain), reached, func(i int) error {
		return plain[i].run(s.metricsOf(plain[i].scenario.Name))
	}); err != nil {
		return nil, err
	}
	runAsManyPaths(r, simulated, reached)
	if err := s.simulate(ctx, simulated, o, reached); err != nil {
		return nil, err
	}
	var results []SensitivityResult
	for i := range s.analyses {
		result, err := s.analyses[i].result(r)
		if err != nil {
			return nil, err
		}
		results = append(results, result)
	}
	return results, nil
}

// runAsManyPaths has simulated points run the paths that their scenario ran, where a target error stopped it, and passes
// the others over: only on the same paths is a difference the input's doing.
func runAsManyPaths(r *Report, points []*sensitivityPoint, reached func()) {
	for _, p := range points {
		i := slices.IndexFunc(r.Simulated, func(s Simulated) bool { return s.Scenario.Name == p.scenario.Name })
		if i < 0 || r.Simulated[i].Target == nil {
			continue
		}
		simulation := p.resolved.Simulation
		asked := simulation.Paths
		simulation.Paths, simulation.TargetError = min(asked, r.Simulated[i].Paths), 0
		for range asked - simulation.Paths {
			reached()
		}
	}
}

// simulate takes simulated points along their paths, which all points of one process share: the same draws, so that what
// differs is the input's doing. They are run in batches, because every path's results are kept until they are summed up.
func (s *sensitivities) simulate(ctx context.Context, points []*sensitivityPoint, o simulationOptions, reached func()) error {
	const mostResults = 400_000 // paths times points of a batch
	o.unreplayed = true         // the scenario's own run proves the engine
	for len(points) > 0 {
		batch := max(1, min(len(points), mostResults/points[0].resolved.Simulation.Paths))
		cases := make([]ScenarioResult, batch)
		for i, p := range points[:batch] {
			cases[i] = ScenarioResult{Scenario: p.scenario, Resolved: p.resolved}
			cases[i].Scenario.Name += " with " + p.words()
		}
		results, err := simulate(ctx, cases, o, reached)
		if err != nil {
			return err
		}
		for i, p := range points[:batch] {
			if err := p.keep(&results[i], s.metricsOf(p.scenario.Name)); err != nil {
				return err
			}
		}
		points = points[batch:]
	}
	return nil
}

// keep keeps the metrics of a simulated point alone.
func (p *sensitivityPoint) keep(r *Simulated, metrics []model.MetricName) error {
	p.metrics = map[model.MetricName]decimal.Decimal{}
	for _, m := range metrics {
		figure, err := SimulatedValue(r, m)
		if err != nil {
			return err
		}
		p.metrics[m] = decimal.NewFromFloat(figure)
	}
	p.resolved = nil
	return nil
}

// metricsOf are the metrics that are watched in a scenario.
func (s *sensitivities) metricsOf(scenario string) []model.MetricName {
	var names []model.MetricName
	for i := range s.analyses {
		if a := &s.analyses[i]; a.Scenario.Name == scenario && !slices.Contains(names, a.Metric) {
			names = append(names, a.Metric)
		}
	}
	return names
}

// run takes the point along its path and keeps the metrics alone.
func (p *sensitivityPoint) run(metrics []model.MetricName) error {
	outcome, err := model.Run(p.resolved, p.path, model.Options{})
	if err != nil {
		return p.runError(err)
	}
	p.metrics = map[model.MetricName]decimal.Decimal{}
	for _, m := range metrics {
		if p.metrics[m], err = Value(outcome, m.Name); err != nil {
			return err
		}
	}
	p.resolved, p.path = nil, model.Path{} // a table has thousands of points
	return nil
}

// runError names the point in the error of its run.
func (p *sensitivityPoint) runError(err error) error {
	failed, ok := err.(*model.RunError)
	if !ok {
		return err
	}
	named := *failed
	named.Message = fmt.Sprintf("with %s (%s): %s", p.words(), p.at(), failed.Message)
	return &named
}

// result gathers the figures of an analysis, and holds the base case against the scenario's own run.
func (a *plannedAnalysis) result(r *Report) (SensitivityResult, error) {
	base, err := a.ownFigure(r)
	if err != nil {
		return SensitivityResult{}, err
	}
	result := SensitivityResult{
		Kind: a.Kind, Scenario: a.Scenario.Name, Metric: a.Metric.String(), Unit: a.Metric.Unit,
		Base: base, AtBase: a.figure(a.base), Simulated: isSimulated(a.Scenario),
	}
	result.BaseOK = result.AtBase.Equal(base)
	for i := range a.Inputs {
		result.Inputs = append(result.Inputs, inputOf(&a.Inputs[i]))
	}
	switch first := &a.Inputs[0]; a.Kind {
	case model.KindTornado:
		result.Bars = a.bars()
	case model.KindOneWay:
		for i, v := range first.Values {
			result.Points = append(result.Points, SensitivityPoint{Value: v, Metric: a.figure(a.grid[0][i]), Base: i == first.BaseIndex})
		}
	case model.KindTwoWay:
		result.Rows, result.Columns = first.Values, a.Inputs[1].Values
		result.BaseRow, result.BaseColumn = first.BaseIndex, a.Inputs[1].BaseIndex
		for i := range a.grid {
			result.Grid = append(result.Grid, a.figures(i))
		}
	}
	return result, nil
}

// ownFigure is the metric in the scenario's own run.
func (a *plannedAnalysis) ownFigure(r *Report) (decimal.Decimal, error) {
	for i := range r.Scenarios {
		if r.Scenarios[i].Scenario.Name == a.Scenario.Name {
			return Value(r.Scenarios[i].Outcome, a.Metric.Name)
		}
	}
	for i := range r.Simulated {
		if r.Simulated[i].Scenario.Name == a.Scenario.Name {
			figure, err := SimulatedValue(&r.Simulated[i], a.Metric)
			return decimal.NewFromFloat(figure), err
		}
	}
	return decimal.Zero, fmt.Errorf("scenario '%s' of an analysis was not run", a.Scenario.Name)
}

func (a *plannedAnalysis) figure(p *sensitivityPoint) decimal.Decimal {
	return p.metrics[a.Metric]
}

func (a *plannedAnalysis) figures(row int) []decimal.Decimal {
	figures := make([]decimal.Decimal, len(a.grid[row]))
	for i, p := range a.grid[row] {
		figures[i] = a.figure(p)
	}
	return figures
}

func inputOf(v *model.VariedInput) SensitivityInput {
	return SensitivityInput{Name: v.Target, Unit: v.Unit, Type: v.Type}
}

// bars are a tornado's inputs, the one that moves the metric most first; inputs that move it alike stay in the sheet's order.
func (a *plannedAnalysis) bars() []TornadoBar {
	bars := make([]TornadoBar, len(a.Inputs))
	for i := range a.Inputs {
		input, figures := &a.Inputs[i], a.figures(i)
		low, high := input.Low, input.High
		if low < 0 {
			low, high = lowestAndHighest(figures)
		}
		bars[i] = TornadoBar{Input: inputOf(input), Low: input.Values[low], Base: input.Values[input.BaseIndex], High: input.Values[high],
			AtLow: figures[low], AtHigh: figures[high]}
	}
	base := a.figure(a.base)
	slices.SortStableFunc(bars, func(x, y TornadoBar) int { return y.swing(base).Cmp(x.swing(base)) })
	return bars
}

// lowestAndHighest are the positions of the lowest figure, the first of equals, and of the highest, the last of equals.
func lowestAndHighest(figures []decimal.Decimal) (low, high int) {
	for i, f := range figures {
		if f.LessThan(figures[low]) {
			low = i
		}
		if f.GreaterThanOrEqual(figures[high]) {
			high = i
		}
	}
	return low, high
}

// swing is how far the metric moves in all, the base included.
func (b TornadoBar) swing(base decimal.Decimal) decimal.Decimal {
	return decimal.Max(b.AtLow, base, b.AtHigh).Sub(decimal.Min(b.AtLow, base, b.AtHigh))
}

// sensitivityChecks proves of each analysis that its base case is the model's own figure.
func sensitivityChecks(r *Report) []Check {
	var checks []Check
	for _, s := range r.Sensitivity {
		detail := "The base case of the analysis is the scenario's own figure, " + s.Base.String() + "."
		if !s.BaseOK {
			detail = fmt.Sprintf("The base case of the analysis gives %s, the scenario's own run %s.", s.AtBase, s.Base)
		}
		checks = append(checks, Check{Name: s.Title(), Kind: CheckError, OK: s.BaseOK, Detail: detail})
	}
	return checks
}

// Title names an analysis: its kind, metric, scenario and, where there are at most two, inputs.
func (s *SensitivityResult) Title() string {
	title := s.Kind + " of " + s.Metric + " in " + s.Scenario
	if s.Kind == model.KindTornado {
		return title
	}
	names := make([]string, len(s.Inputs))
	for i, input := range s.Inputs {
		names[i] = input.Name
	}
	return title + " over " + strings.Join(names, " and ")
}
