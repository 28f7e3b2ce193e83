package sim

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// totalOf reads the metrics that are one of an outcome's totals, by their names in the schema. Ratios are fractions.
var totalOf = map[string]func(*model.Totals) decimal.Decimal{
	"common before":           func(t *model.Totals) decimal.Decimal { return decimal.NewFromInt(t.CommonBefore) },
	"common after":            func(t *model.Totals) decimal.Decimal { return decimal.NewFromInt(t.CommonAfter) },
	"new shares":              func(t *model.Totals) decimal.Decimal { return decimal.NewFromInt(t.NewShares) },
	"dilution":                func(t *model.Totals) decimal.Decimal { return t.Dilution },
	"lowest conversion price": func(t *model.Totals) decimal.Decimal { return t.LowestConversionPrice },
	"shares from conversion":  func(t *model.Totals) decimal.Decimal { return decimal.NewFromInt(t.SharesFromConversion) },
	"shares from interest":    func(t *model.Totals) decimal.Decimal { return decimal.NewFromInt(t.SharesFromInterest) },
	"shares from issues":      func(t *model.Totals) decimal.Decimal { return decimal.NewFromInt(t.SharesFromIssues) },
	"shares from exercise":    func(t *model.Totals) decimal.Decimal { return decimal.NewFromInt(t.SharesFromExercise) },
	"shares cut by cap":       func(t *model.Totals) decimal.Decimal { return decimal.NewFromInt(t.SharesCutByCap) },
	"cash paid":               func(t *model.Totals) decimal.Decimal { return t.CashPaid },
	"cash due unpaid":         func(t *model.Totals) decimal.Decimal { return t.CashDueUnpaid },
	"peak exposure":           func(t *model.Totals) decimal.Decimal { return t.PeakExposure },
	"lowest cash":             func(t *model.Totals) decimal.Decimal { return t.LowestCash },
	"final price":             func(t *model.Totals) decimal.Decimal { return t.FinalPrice },
	"value to holders":        func(t *model.Totals) decimal.Decimal { return t.ValueToHolders },
}

// The metrics that exist once for each holder or instrument begin with these words.
const (
	dilutionOf        = "dilution of "
	conversionPriceOf = "conversion price of "
)

// Value returns a metric of one run, by its name in the schema with the holder's or instrument's name put in. Letter case
// and outer spaces don't count. An unknown name is an error that names the nearest one, and so is a metric that needs a
// simulation.
func Value(o *model.Outcome, metric string) (decimal.Decimal, error) {
	name := strings.ToLower(strings.TrimSpace(metric))
	if total, ok := totalOf[name]; ok {
		return total(&o.Totals), nil
	}
	if holder, ok := strings.CutPrefix(name, dilutionOf); ok {
		return dilutionOfHolder(o, holder)
	}
	if instrument, ok := strings.CutPrefix(name, conversionPriceOf); ok {
		return lastConversionPrice(o, instrument)
	}
	return decimal.Zero, unknownMetric(metric)
}

// SimulatedValue returns a statistic of one metric over a scenario's paths, or the probability of an event.
func SimulatedValue(s *Simulated, m model.MetricName) (float64, error) {
	if event := m.Event(); event != "" {
		for _, p := range s.Probabilities {
			if model.SameName(p.Event, event) {
				return p.Probability, nil
			}
		}
		return 0, unknownMetric(m.Name)
	}
	for i := range s.Metrics {
		summary := &s.Metrics[i]
		if !model.SameName(summary.Metric, m.Name) {
			continue
		}
		if percent, ok := m.Percentile(); ok {
			return quantile(s.ordered[i], float64(percent)/100), nil
		}
		if m.Statistic == model.StatisticTailMean95 {
			return summary.TailMean95, nil
		}
		return summary.Mean, nil
	}
	return 0, unknownMetric(m.Name)
}

// dilutionOfHolder returns the holder's part of common before less its part after. A holder without common has none of
// either.
func dilutionOfHolder(o *model.Outcome, holder string) (decimal.Decimal, error) {
	var names []string
	lost, known := decimal.Zero, false
	for _, h := range o.Holders {
		names = append(names, h.Holder)
		if !model.SameName(h.Holder, holder) {
			continue
		}
		known = true
		lost = lost.Add(h.PercentBefore).Sub(h.PercentAfter) // zero for securities other than common
	}
	if !known {
		return decimal.Zero, fmt.Errorf("no holder is called '%s'%s", strings.TrimSpace(holder), didYouMean(holder, names))
	}
	return lost, nil
}

func lastConversionPrice(o *model.Outcome, instrument string) (decimal.Decimal, error) {
	var names []string
	for _, i := range o.Instruments {
		names = append(names, i.Instrument)
		if model.SameName(i.Instrument, instrument) {
			return i.ConversionPrice, nil
		}
	}
	return decimal.Zero, fmt.Errorf("no instrument is called '%s'%s", strings.TrimSpace(instrument), didYouMean(instrument, names))
}

func unknownMetric(metric string) error {
	var names []string
	for _, m := range model.Metrics {
		if model.SameName(m.Name, metric) {
			return fmt.Errorf("the metric '%s' needs a scenario whose price path is %s", m.Name, model.MonteCarlo)
		}
		names = append(names, m.Name)
	}
	return fmt.Errorf("no metric is called '%s'%s", strings.TrimSpace(metric), didYouMean(metric, names))
}

// didYouMean returns the end of a message that names the nearest known name, or nothing where none is near.
func didYouMean(name string, known []string) string {
	if nearest := model.Nearest(name, known); nearest != "" {
		return fmt.Sprintf("; the nearest is '%s'", nearest)
	}
	return ""
}
