package sim

import "scenarios/model"

// firstDays count the paths on which each event first occurs on each calendar day of the run.
type firstDays struct {
	from  model.Date
	paths [][]int64 // by event, then by day
}

func newFirstDays(r *model.Resolved) firstDays {
	f := firstDays{from: r.Days[0], paths: make([][]int64, len(model.FigureEvents()))}
	for e := range f.paths {
		f.paths[e] = make([]int64, r.Days[len(r.Days)-1]-f.from+1)
	}
	return f
}

// add counts the days of one path; NoDate is an event that doesn't occur. What occurred before the run, such as a right to
// redeem that is open already, has occurred on its first day.
func (f *firstDays) add(dates []model.Date) {
	for e, date := range dates {
		if date.Given() {
			f.paths[e][max(date-f.from, 0)]++
		}
	}
}

// merge adds the counts of other paths of the same run.
func (f *firstDays) merge(other *firstDays) {
	for e, days := range other.paths {
		for day, n := range days {
			f.paths[e][day] += n
		}
	}
}

// by counts the paths on which an event has occurred by the end of a day.
func (f *firstDays) by(event int, date model.Date) int {
	n := int64(0)
	for _, paths := range f.paths[event][:date-f.from+1] {
		n += paths
	}
	return int(n)
}

// quantile is the day by which a part p of the paths on which an event occurs have had it, and NoDate where there are none.
func (f *firstDays) quantile(event int, p float64) model.Date {
	hits := f.by(event, f.from+model.Date(len(f.paths[event])-1))
	place := int64(p * float64(hits-1))
	for day, paths := range f.paths[event] {
		if place -= paths; place < 0 {
			return f.from + model.Date(day)
		}
	}
	return model.NoDate
}

// probability is how often an event occurs on so many paths, and when.
func (f *firstDays) probability(event int, paths int, months []model.Date) Probability {
	p := Probability{Event: model.FigureEvents()[event],
		P5Date: f.quantile(event, 0.05), MedianDate: f.quantile(event, 0.5), P95Date: f.quantile(event, 0.95)}
	for _, month := range months {
		p.PathsBy = append(p.PathsBy, f.by(event, month))
	}
	hits := f.by(event, months[len(months)-1])
	p.Probability, p.Low, p.High = probability(hits, paths)
	return p
}
