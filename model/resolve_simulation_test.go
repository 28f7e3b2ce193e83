package model_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// A case of its own: twenty-two closes that rise and fall by a tenth in turn, over a split.
const simulationCase = `
== Company ==
Field | Value
Name | Example
Valuation date | 2002-12-17
Horizon end | 2003-03-31
Authorized common | 100000000
Cash balance | 1000000
Discount rate | 5%

== Cap Table ==
Holder | Security | Quantity | Issued
Public | Common | 17000000 |
Fund A | Series A | 100 | 2000-06-14

== Instruments ==
Term | Series A
Kind | Preferred
Issue date | 2000-06-14
Stated value | 7000
Conversion price | 7.00
Fractions | Nearest

== Events ==
Date | Event | Quantity
2002-12-04 | Split | 2

== Price History ==
Date | Close
2002-11-14 | 8.00
2002-11-15 | 8.80
2002-11-18 | 8.00
2002-11-19 | 8.80
2002-11-20 | 8.00
2002-11-21 | 8.80
2002-11-22 | 8.00
2002-11-25 | 8.80
2002-11-26 | 8.00
2002-11-27 | 8.80
2002-11-29 | 8.00
2002-12-02 | 8.80
2002-12-03 | 8.00
2002-12-04 | 4.40
2002-12-05 | 4.00
2002-12-06 | 4.40
2002-12-09 | 4.00
2002-12-10 | 4.40
2002-12-11 | 4.00
2002-12-12 | 4.40
2002-12-13 | 4.00
2002-12-16 | 4.40

== Scenarios ==
Scenario | Price path
Base | Monte Carlo

== Simulation ==
Field | Value
`

func simulation(t *testing.T, fields string) *model.Simulation {
	t.Helper()
	in := parse(t, simulationCase+fields)
	scenarios, issues := model.Scenarios(in)
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	r, issues := model.Resolve(in, scenarios[0])
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	return r.Simulation
}

func TestSimulationDefaults(t *testing.T) {
	want := model.Simulation{Process: "GBM", Paths: 10_000, Seed: 1, StartMicros: 4_400_000, Volatility: 0.6, DaysPerYear: 252, TickMicros: 100, Sampling: "Pseudo-random"}
	if got := simulation(t, "Volatility | 60%\n"); *got != want {
		t.Errorf("%+v, want %+v", *got, want)
	}
}

func TestSimulationFields(t *testing.T) {
	want := model.Simulation{Process: "GBM", Paths: 500, Seed: 77, StartMicros: 3_250_000, Drift: -0.1, Volatility: 0.35, DaysPerYear: 250, TickMicros: 10_000, Sampling: "Pseudo-random"}
	got := simulation(t, "Process | gbm\nPaths | 500\nSeed | 77\nStart price | 3.25\nDrift | -10%\nVolatility | 0.35\nTrading days per year | 250\nTick | 0.01\nSampling | Pseudo-random\n")
	if *got != want {
		t.Errorf("%+v, want %+v", *got, want)
	}
	if got := simulation(t, "Drift | Risk-neutral\nVolatility | 60%\n"); got.Drift != 0.05 {
		t.Errorf("risk-neutral drift %v, want the discount rate", got.Drift)
	}
}

func TestRandomEventFields(t *testing.T) {
	rates := "Volatility | 60%\nRegistration lapses per year | 0.5\nDelistings per year | 0.1\nDelisted below | 1.00\nDelisted below for | 30\n" +
		"Financings per year | 2\nFinancing size | 1000000\nFinancing price | 85%\n"
	got := simulation(t, rates).RandomEvents
	if !got.FinancingPrice.Equal(decimal.RequireFromString("0.85")) {
		t.Errorf("financings at %s of the market", got.FinancingPrice)
	}
	got.FinancingPrice = decimal.Decimal{}
	want := model.RandomEvents{LapsesPerYear: 0.5, DelistingsPerYear: 0.1, DelistedBelowMicros: 1_000_000, DelistedBelowDays: 30, FinancingsPerYear: 2, FinancingSize: 1_000_000}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	in := parse(t, strings.Replace(simulationCase, "Cash balance | 1000000\n", "Cash balance | 1000000\nAverage daily volume | 50000\n", 1)+"Volatility | 60%\nPrice impact | 0.25\n")
	r, issues := model.Resolve(in, model.Scenario{Path: model.MonteCarlo})
	if len(issues) > 0 || r.Simulation.PriceImpact != 0.25 {
		t.Errorf("%+v, %v", r, issues)
	}
}

// A setting that can change nothing is said to change nothing.
func TestSettingsWithoutEffect(t *testing.T) {
	const seller = "Average daily volume | 50000\n"
	const policies = "\n== Policies ==\nPolicy | Side | Daily sale | Above the cap | Approval chance\n"
	idle := "Simulation: Price impact does nothing in Base: no holder has a policy with a Daily sale."
	noVote := "Policies: Approval chance of 'Default' is not used: no vote is held unless Above the cap is 'Approval'."
	for _, c := range []struct {
		fields string
		want   []string
	}{
		{"Price impact | 0.1\n", []string{idle}},
		{"Price impact | 0\n", nil},
		{"Price impact | 0.1\n" + policies + "Default | Holder | 10% | |\n", nil},
		{policies + "Default | Company | | | 40%\n", []string{noVote}},
		{policies + "Default | Company | | | 0%\n", nil},
		{policies + "Default | Company | | Approval | 40%\n", nil},
	} {
		in := parse(t, strings.Replace(simulationCase, "Cash balance | 1000000\n", "Cash balance | 1000000\n"+seller, 1)+"Volatility | 60%\n"+c.fields)
		scenarios, issues := model.Scenarios(in)
		if len(issues) > 0 {
			t.Fatal(issues)
		}
		r, issues := model.Resolve(in, scenarios[0])
		if len(issues) > 0 {
			t.Fatal(c.fields, issues)
		}
		if !slices.Equal(r.Notes, c.want) {
			t.Errorf("%s: notes %q, want %q", c.fields, r.Notes, c.want)
		}
	}
}

// 21 moves of ln 1.1, up and down in turn, the split taken out.
func TestRatesFromHistory(t *testing.T) {
	got := simulation(t, "Drift | from history\nVolatility | From History\n")
	move := math.Log(1.1)
	mean := move / 21
	variance := (21*move*move - 21*mean*mean) / 20
	if want := math.Sqrt(252 * variance); math.Abs(got.Volatility-want) > 1e-12 {
		t.Errorf("volatility %v, want %v", got.Volatility, want)
	}
	if want := 252*mean + 252*variance/2; math.Abs(got.Drift-want) > 1e-12 {
		t.Errorf("drift %v, want %v", got.Drift, want)
	}
}

// What a process takes is read where it is the chosen one. Elsewhere it is judged and passed over, with a note.
func TestParametersOfProcesses(t *testing.T) {
	merton := "Jumps per year | 5\nJump mean | -4%\nJump deviation | 0.1\n"
	heston := "Variance speed | 3\nLong variance | 0.3\nVariance volatility | 0.8\nCorrelation | -0.5\n"
	got := simulation(t, "Volatility | 60%\nProcess | Merton\n"+merton+heston+"Block length | 9\n")
	if got.Process != model.ProcessMerton || got.JumpsPerYear != 5 || got.JumpMean != -0.04 || got.JumpDeviation != 0.1 || got.VarianceSpeed != 0 || got.BlockLength != 0 {
		t.Errorf("%+v", got)
	}
	got = simulation(t, "Volatility | 60%\nProcess | Heston\n"+merton+heston)
	if got.VarianceSpeed != 3 || got.LongVariance != 0.3 || got.VarianceVolatility != 0.8 || got.Correlation != -0.5 || got.JumpsPerYear != 0 {
		t.Errorf("%+v", got)
	}
	in := parse(t, simulationCase+"Volatility | 60%\nBlock length | 9\nJump mean | From history\n")
	r, issues := model.Resolve(in, model.Scenario{Path: model.MonteCarlo})
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	want := []string{"Simulation: Jump mean belongs to the process Merton and is not used by GBM.", "Simulation: Block length belongs to the process Bootstrap and is not used by GBM."}
	if notes := model.NotesOf([]*model.Resolved{r}); !slices.Equal(notes, want) {
		t.Errorf("notes %q", notes)
	}
	beside := &model.Resolved{Simulation: &model.Simulation{Process: model.ProcessMerton}}
	if notes := model.NotesOf([]*model.Resolved{r, beside}); !slices.Equal(notes, want[1:]) {
		t.Errorf("with a case of the process Merton beside it: notes %q", notes)
	}
}

// A bootstrap takes volatility and block length from history where they are blank: 21 returns, and 3 is the cube root of 27.
func TestBootstrapFromHistory(t *testing.T) {
	own := simulation(t, "Volatility | from history\n").Volatility
	for text, want := range map[string]float64{"": own, "Volatility | from history\n": own, "Volatility | 90%\n": 0.9} {
		if got := simulation(t, "Process | Bootstrap\n"+text); got.Volatility != want || got.BlockLength != 3 {
			t.Errorf("%q: %+v", text, got)
		}
	}
	if got := simulation(t, "Process | Bootstrap\nBlock length | 7.5\n"); got.BlockLength != 7.5 {
		t.Errorf("%+v", got)
	}
}

// Figures from history of processes that only a search can fit are left to it, with their cells.
func TestFieldsToBeFitted(t *testing.T) {
	in := parse(t, simulationCase+"Process | Merton\nVolatility | from history\nJumps per year | 5\nJump mean | From History\nJump deviation | from history\n")
	r, issues := model.Resolve(in, model.Scenario{Path: model.MonteCarlo})
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	var got []string
	for _, f := range r.Fitted {
		got = append(got, f.Field+" "+f.At.Cell)
	}
	if want := []string{"Volatility B3", "Jump mean B5", "Jump deviation B6"}; !slices.Equal(got, want) || r.Simulation.JumpsPerYear != 5 {
		t.Errorf("%q, want %q; %+v", got, want, r.Simulation)
	}
}

func TestSimulationOverrides(t *testing.T) {
	in := parse(t, simulationCase+"Volatility | 60%\n")
	edited, issues := in.With([]model.Edit{edit(t, "Simulation: Volatility=40%"), edit(t, "simulation: paths=123")})
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	r, issues := model.Resolve(edited, model.Scenario{Path: model.MonteCarlo})
	if len(issues) > 0 || r.Simulation.Volatility != 0.4 || r.Simulation.Paths != 123 {
		t.Errorf("%+v, %v", r, issues)
	}
	if r, issues := model.Resolve(edited, model.Scenario{Path: "flat"}); len(issues) > 0 || r.Simulation != nil {
		t.Errorf("a scenario along one path has the simulation %+v, %v", r.Simulation, issues)
	}
}

func TestSamplingAndTarget(t *testing.T) {
	for text, want := range map[string]model.MetricName{
		"dilution":                {Statistic: "mean", Name: "dilution", Unit: "% of common after"},
		"P95 Dilution of fund a":  {Statistic: "p95", Name: "dilution of Fund A", Unit: "percentage points"},
		"probability cap binds":   {Name: "probability cap binds", Unit: "probability"},
		"tail mean 95 cash paid ": {Statistic: "tail mean 95", Name: "cash paid", Unit: "USD"},
	} {
		got := simulation(t, "Volatility | 60%\nSampling | sobol\nTarget error | 0.2%\nTarget metric | "+text+"\n")
		if got.Sampling != model.SamplingSobol || got.TargetError != 0.002 || got.TargetMetric != want {
			t.Errorf("%s: %+v", text, *got)
		}
	}
}

func TestSimulationRefusals(t *testing.T) {
	short := strings.Replace(simulationCase, "2002-11-14 | 8.00\n2002-11-15 | 8.80\n", "", 1)
	standing := strings.NewReplacer("8.80", "8.00", "4.40", "4.00").Replace(simulationCase)
	for _, c := range []struct{ text, fields, want string }{
		{simulationCase, "Paths | 100\n", "sheet 'Simulation': found no Volatility; expected a percentage such as 60%, or 'from history', because a scenario is simulated. Fill it in"},
		{simulationCase, "Volatility | high\n", "cell B2: found 'high'; expected a percentage from 0% to 1000%, or 'from history', for Volatility. Type digits, without units or thousands separators"},
		{simulationCase, "Volatility | 60\n", "cell B2: found '60'; expected a percentage from 0% to 1000%, or 'from history', for Volatility. Check the figure and its percent sign"},
		{simulationCase, "Volatility | -60%\n", "cell B2: found '-60%'; expected a percentage from 0% to 1000%, or 'from history', for Volatility. Check the figure and its percent sign"},
		{simulationCase, "Volatility | 60%\nPaths | 0\n", "cell B3: found '0'; expected a whole number from 1 to 100000000 for Paths. Check the figure and its percent sign"},
		{simulationCase, "Volatility | 60%\nPaths | 100000001\n", "cell B3: found '100000001'; expected a whole number from 1 to 100000000 for Paths. Check the figure and its percent sign"},
		{simulationCase, "Volatility | 60%\nTick | 2\n", "cell B3: found '2'; expected a price of at most 1 USD for Tick. Check the figure and its percent sign"},
		{simulationCase, "Volatility | 60%\nDrift | free\n", "cell B3: found 'free'; expected a percentage from -1000% to 1000%, 'from history' or 'risk-neutral', for Drift. Type digits, without units or thousands separators"},
		{simulationCase, "Volatility | 60%\nProcess | Merton\nJumps per year | 5\nJump mean | 0\n", "sheet 'Simulation', cell B3: found no Jump deviation; expected a figure, or 'from history', because the process is Merton. Fill it in on Simulation, or choose another Process"},
		{simulationCase, "Process | Merton\nJumps per year | 5\nJump mean | 0\nJump deviation | 10%\n", "sheet 'Simulation': found no Volatility; expected a percentage such as 60%, or 'from history', because a scenario is simulated. Fill it in"},
		{simulationCase, "Volatility | 60%\nProcess | Merton\nJumps per year | 2521\nJump mean | 0\nJump deviation | 10%\n", "cell B4: found '2521'; expected a number from 0 to 2520, or 'from history', for Jumps per year. Check the figure and its percent sign"},
		{simulationCase, "Volatility | 60%\nProcess | Heston\nVariance speed | 3\nLong variance | 0.3\nVariance volatility | 0\nCorrelation | 0\n", "cell B6: found '0'; expected a number from 0.0001 to 63, or 'from history', for Variance volatility. Check the figure and its percent sign"},
		{simulationCase, "Volatility | 60%\nCorrelation | -1.5\n", "cell B3: found '-1.5'; expected a number from -1 to 1, or 'from history', for Correlation. Check the figure and its percent sign"},
		{simulationCase, "Volatility | 60%\nBlock length | 0.5\n", "cell B3: found '0.5'; expected a number from 1 to 100000 for Block length. Check the figure and its percent sign"},
		{short, "Process | Bootstrap\n", "sheet 'Simulation': found 20 closes before 2002-12-17 for the process Bootstrap; expected 21 closes. Add at least 1 earlier trading days to Price History"},
		{standing, "Process | Bootstrap\nVolatility | 60%\n", "cell B3: found '60%'; expected no Volatility, because the closes of Price History never move and can't be scaled to one. Clear the field, or choose another Process"},
		{strings.Replace(simulationCase, "2003-03-31", "2099-12-31", 1), "Volatility | 60%\nSampling | Sobol\n", "cell B3: found 'Sobol' over 24374 trading days of GBM, which take 24374 dimensions; expected at most the 21201 dimensions that direction numbers are known for. Choose Antithetic, or end the run earlier"},
		{simulationCase, "Process | Bootstrap\nSampling | Antithetic\n", "cell B3: found 'Antithetic' with the process Bootstrap; expected for it the sampling Pseudo-random. Choose Pseudo-random: days drawn from history have no mirror image and no even spread"},
		{simulationCase, "Volatility | 60%\nSampling | Sobol\nPaths | 1000001\n", "cell B4: found '1000001'; expected a number of paths from 1 to 1000000 under Antithetic, Sobol or a Target error, which need the outcome of every path. Lower the number, or choose Pseudo-random without a Target error"},
		{simulationCase, "Volatility | 60%\nTarget error | 0.1%\n", "cell B3: found a Target error of '0.1%' without a Target metric; expected both of them, or neither. Name the metric, such as 'dilution'"},
		{simulationCase, "Volatility | 60%\nTarget metric | dilution\n", "cell B3: found the Target metric 'dilution' without a Target error; expected both of them, or neither. Type the standard error at which the simulation may stop"},
		{simulationCase, "Volatility | 60%\nTarget metric | dilution\nTarget error | 0\n", "cell B4: found '0'; expected a Target error above 0, in the unit of the metric. Type a larger number, or leave both fields blank"},
		{simulationCase, "Volatility | 60%\nTarget metric | dilusion\nTarget error | 0.1%\n", "cell B3: found 'dilusion'; expected the name of a metric. Did you mean 'dilution'?"},
		{simulationCase, "Volatility | 60%\nTarget metric | dilution of Nobody\nTarget error | 0.1%\n", "cell B3: found 'dilution of Nobody'; expected the name of a metric. Did you mean 'dilution of Public'?"},
		{simulationCase, "Volatility | 60%\nPrice impact | 0.1\n", "sheet 'Company': found no Average daily volume; expected a volume, because Price impact is measured against it. Fill in Average daily volume on Company"},
		{simulationCase, "Volatility | 60%\nPrice impact | -1\n", "cell B3: found '-1'; expected a number from 0 to 100 for Price impact. Check the figure and its percent sign"},
		{simulationCase, "Volatility | 60%\nDelistings per year | 101\n", "cell B3: found '101'; expected a number of events per year from 0 to 100 for Delistings per year. Check the figure and its percent sign"},
		{simulationCase, "Volatility | 60%\nDelisted below | 1.00\n", "sheet 'Simulation': found no Delisted below for; expected a price and a number of days together, because Delisted below is '1.00'. Fill in Delisted below for, or clear Delisted below"},
		{simulationCase, "Volatility | 60%\nDelisted below for | 30\n", "sheet 'Simulation': found no Delisted below; expected a price and a number of days together, because Delisted below for is '30'. Fill in Delisted below, or clear Delisted below for"},
		{simulationCase, "Volatility | 60%\nDelisted below | 1\nDelisted below for | 0\n", "cell B4: found '0'; expected a whole number from 1 to 100000 for Delisted below for. Check the figure and its percent sign"},
		{simulationCase, "Volatility | 60%\nFinancings per year | 1\nFinancing price | 85%\n", "sheet 'Simulation': found no Financing size; expected a figure, because Financings per year is above zero. Fill it in"},
		{simulationCase, "Volatility | 60%\nFinancings per year | 1\nFinancing size | 1000\n", "sheet 'Simulation': found no Financing price; expected a figure, because Financings per year is above zero. Fill it in"},
		{simulationCase, "Volatility | 60%\nFinancing size | 0\n", "cell B3: found '0'; expected a figure above zero for Financing size. Correct it, or clear the financings"},
		{simulationCase, "Volatility | 60%\nPath | 5\n", "cell A3: found 'Path'; expected a field of Simulation. Did you mean 'Paths'?"},
		{short, "Volatility | from history\n", "cell B2: found 20 closes before 2002-12-17 for Volatility 'from history'; expected 21 closes. Add at least 1 earlier trading days to Price History"},
		{strings.Replace(simulationCase, "== Simulation ==\nField | Value\n", "", 1), "", "sheet 'Scenarios', cell B2: found the price path 'Monte Carlo' without a sheet 'Simulation'; expected that sheet in the workbooks given. Add the sheet; 'scenarios init' writes one with every field"},
	} {
		in := parse(t, c.text+c.fields)
		scenarios, issues := model.Scenarios(in)
		_, more := model.Resolve(in, scenarios[0])
		if issues = append(issues, more...); len(issues) != 1 || !strings.HasSuffix(issues[0].Error(), c.want) {
			t.Errorf("got  %v\nwant %s", issues, c.want)
		}
	}
}

// A filled-in Simulation sheet without Scenarios asks for one simulated scenario; a sheet that was left alone for none.
func TestSimulationWithoutScenarios(t *testing.T) {
	text := strings.Replace(simulationCase, "== Scenarios ==\nScenario | Price path\nBase | Monte Carlo\n", "", 1)
	scenarios, issues := model.Scenarios(parse(t, text+"Volatility | 60%\n"))
	if len(issues) > 0 || len(scenarios) != 1 || scenarios[0].Name != "Monte Carlo" || scenarios[0].Path != model.MonteCarlo || !scenarios[0].AllEvents {
		t.Errorf("%+v, %v", scenarios, issues)
	}
	if _, issues := model.Scenarios(parse(t, text+"Volatility |\n")); len(issues) != 1 || issues[0].Code != "no-scenarios" {
		t.Errorf("an empty sheet: %v", issues)
	}
}
