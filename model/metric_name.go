package model

import (
	"fmt"
	"strconv"
	"strings"
)

// The statistics that a metric of a simulated scenario may be quoted by. A percentile is "p" and a whole number from 1 to 99.
const (
	StatisticMean       = "mean"
	StatisticMedian     = "median"
	StatisticTailMean95 = "tail mean 95"
)

// MetricName is a figure of a run as a workbook quotes it.
type MetricName struct {
	Statistic string // of a simulated scenario; empty for a deterministic one and for a probability
	Name      string // as Metrics spells it, with the holder or instrument put in
	Unit      string
}

// String returns the metric as it is quoted: "p95 dilution", "probability cap binds", "peak exposure".
func (m MetricName) String() string { return strings.TrimSpace(m.Statistic + " " + m.Name) }

// Event returns the event that a probability is of, and "" for any other metric.
func (m MetricName) Event() string {
	event, ok := strings.CutPrefix(m.Name, probabilityOf)
	if !ok {
		return ""
	}
	return event
}

// Percentile returns the part of the outcomes that lie below a median or a percentile, in hundredths; false for any other
// statistic.
func (m MetricName) Percentile() (int, bool) {
	if m.Statistic == StatisticMedian {
		return 50, true
	}
	return percentileOf(m.Statistic)
}

const (
	probabilityOf      = "probability "
	holderMark         = "<holder>"
	simulatedGrammar   = "a metric, which mean, median, p1 to p99 or tail mean 95 may stand before, or 'probability' and an event,"
	simulatedOnlyWords = "Take the word off, or name a scenario whose price path is Monte Carlo"
)

// metric reads the name of a metric. The case gives the names of holders and instruments; it is nil where it has errors of
// its own, and then names of holders and instruments pass.
func (f *findings) metric(v Value, r *Resolved, simulated bool) (MetricName, bool) {
	statistic, name := cutStatistic(v.Text)
	isProbability := strings.HasPrefix(folded(name), probabilityOf)
	switch {
	case !simulated && (statistic != "" || isProbability):
		f.add("needs-simulation", v.At, v.Shown(), "for a scenario along one price path a metric without a statistic", simulatedOnlyWords)
		return MetricName{}, false
	case statistic != "" && isProbability:
		f.add("unknown-metric", v.At, v.Shown(), simulatedGrammar, "Take '"+statistic+"' off: a probability has no distribution")
		return MetricName{}, false
	case simulated && statistic == "" && !isProbability:
		statistic = StatisticMean
	}
	for i := range Metrics {
		m := &Metrics[i]
		spelled, fits := m.spelled(name, r)
		if !fits {
			continue
		}
		found := MetricName{Statistic: statistic, Name: spelled, Unit: m.Unit}
		if simulated && r != nil && !isProbability && !holds(FigureNames(r), spelled) {
			f.unknown("unknown-metric", v, "a metric that is kept for each simulated path: those of docs/reference.md, with holders of instruments or of 1% of the common", FigureNames(r))
			return MetricName{}, false
		}
		return found, true
	}
	f.unknownMetric(v, name, r)
	return MetricName{}, false
}

// cutStatistic splits the statistic off the front of a metric's name, where one stands there.
func cutStatistic(text string) (statistic, name string) {
	text = strings.TrimSpace(text)
	for _, s := range []string{StatisticMean, StatisticMedian, StatisticTailMean95} {
		if len(text) > len(s) && strings.EqualFold(text[:len(s)], s) && text[len(s)] == ' ' {
			return s, strings.TrimSpace(text[len(s):])
		}
	}
	if first, rest, ok := strings.Cut(text, " "); ok {
		if n, ok := percentileOf(folded(first)); ok {
			return fmt.Sprintf("p%d", n), strings.TrimSpace(rest)
		}
	}
	return "", text
}

// percentileOf reads p1 to p99.
func percentileOf(text string) (int, bool) {
	digits, ok := strings.CutPrefix(text, "p")
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && n >= 1 && n <= 99 && len(digits) == len(strconv.Itoa(n))
}

// spelled returns a name as the metric spells it, with the case's spelling of the holder or instrument; false where the name
// is another metric's.
func (m *Metric) spelled(name string, r *Resolved) (string, bool) {
	words, _, isOf := strings.Cut(m.Name, "<")
	if !isOf {
		return m.Name, SameName(m.Name, name)
	}
	whose, ok := strings.CutPrefix(folded(name), words)
	if !ok {
		return "", false
	}
	if r == nil {
		return words + strings.TrimSpace(name[len(name)-len(whose):]), true
	}
	for _, known := range namesFor(m.Name, r) {
		if SameName(known, whose) {
			return words + known, true
		}
	}
	return "", false
}

// namesFor are the names that may be put into a metric of holders or instruments.
func namesFor(metric string, r *Resolved) []string {
	var names []string
	switch {
	case strings.Contains(metric, holderMark):
		for _, h := range r.Holders {
			names = append(names, h.Name)
		}
	case strings.Contains(metric, instrumentMark):
		for i := range r.Instruments {
			names = append(names, r.Instruments[i].Name)
		}
	}
	return names
}

// unknownMetric reports a name that is no metric, with the nearest one that is.
func (f *findings) unknownMetric(v Value, name string, r *Resolved) {
	var known []string
	for i := range Metrics {
		m := &Metrics[i]
		words, _, isOf := strings.Cut(m.Name, "<")
		if !isOf || r == nil {
			known = append(known, m.Name)
			continue
		}
		for _, of := range namesFor(m.Name, r) {
			known = append(known, words+of)
		}
	}
	near := Nearest(name, known)
	remedy := "The metrics are listed in docs/reference.md"
	if near != "" {
		remedy = "Did you mean '" + near + "'?"
	}
	f.add("unknown-metric", v.At, v.Shown(), "the name of a metric", remedy)
}
