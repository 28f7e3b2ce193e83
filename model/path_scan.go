package model

import "bytes"

// Between two days that run only the close moves, so the days between are searched, in whole numbers, for the next one on
// which something can happen. What can wake a day stands in wake.go.

// dayKind is how much of a day runs.
type dayKind uint8

const (
	quietDay    dayKind = iota // the burn of cash and the month's last figures, no rule
	policyDay                  // a close that a holder's policy waits for: elections, limits and the end of the day
	interestDay                // an interest period ends or is paid, and nothing else is scheduled
	fullDay                    // every step
)

// What is scheduled for a day.
const (
	scheduledInterest = iota + 1
	scheduled         // anything else
)

// setPath lays closes over the trading days, and adds them up behind those of Price History, so that the sum of a window
// is one subtraction.
func (e *engine[N]) setPath(closes []int64) {
	past := e.r.Past
	e.closes = closes
	if len(e.sums) == 0 {
		e.sums = make([]int64, 1+len(past), 1+len(past)+len(closes))
		for k, c := range past {
			e.sums[k+1] = e.sums[k] + c.Micros
		}
	}
	e.sums = e.sums[:1+len(past)]
	sum := e.sums[len(past)]
	for _, c := range closes {
		sum += c
		e.sums = append(e.sums, sum)
	}
}

// nextStop returns the first day from today on that does not merely pass, and how much of it runs.
func (e *engine[N]) nextStop() (day int, kind dayKind) {
	day = e.nextMonthLast[e.day]
	if e.floats || e.impact.strength > 0 || e.waiting != nil {
		day = e.day // the conversion price, or the close, is known a day at a time, or is asked for
	}
	through := day
	if full := e.nextFull(day); full <= day {
		day, kind, through = full, fullDay, full-1
	}
	if k := bytes.IndexByte(e.wakes[e.day:through+1], scheduledInterest); k >= 0 {
		day, kind, through = e.day+k, interestDay, e.day+k-1
	}
	for k := range e.watches {
		if found := e.watches[k].first(e.closes, e.sums, e.day, through); found <= through {
			day, kind, through = found, policyDay, found-1
		}
	}
	return day, kind
}

// nextFull is the first day from today through another that runs whole, or the day after that other.
func (e *engine[N]) nextFull(through int) int {
	end := through + 1
	if k := bytes.IndexByte(e.wakes[e.day:end], scheduled); k >= 0 {
		end = e.day + k
	}
	for i := range e.instruments {
		if fires := e.instruments[i].firesOn; fires >= e.day {
			end = min(end, fires)
		}
	}
	if e.prepayLevel > 0 {
		for day := e.day; day < end; day++ {
			if e.closes[day] < e.prepayLevel {
				return day
			}
		}
	}
	return end
}

// firstRun is the first day from a day on that ends so many closes in a row at or above a level, or the number of closes.
// Before the day a number of them have run up already. It looks at the last close that a run needs first, so that most
// days are never looked at.
func firstRun(closes []int64, from, already, days int, level int64) int {
	last := from + max(days-already, 1) - 1
	low := from // what is before it either breaks the run or is in it
	for last < len(closes) {
		day := last
		for day >= low && closes[day] >= level {
			day--
		}
		if day < low {
			return last
		}
		low, last = day+1, day+days
	}
	return len(closes)
}

// watch is a close that a holder's policy waits for: in the money at the price of the day, which may be a part of an
// average, and high enough that a unit fits into its room. It never misses a day on which the policy would act, and may find
// one on which it doesn't.
type watch struct {
	instrument, holder int // who would convert; of options and warrants instrument is -1
	from               int // the first day on which there may be room
	every              int // the policy decides on every so many days
	level              int64
	sure               int64   // a close from which the average does not matter
	end                int     // the average's window ends before the day, or with 1 on it
	days               int     // closes in the window; 0: no average matters
	part               float64 // the close is at least this part of the sum of the window
	least              int64   // the sum is at least this
	optimal            []int64 // of Convert: Optimal, by day the multiple of the level that counts, in millionths; 0: it waits
}

// first is the first day from a day through another on which the policy may act, or the day after that other.
func (w *watch) first(closes, sums []int64, day, through int) int {
	day = max(day, w.from)
	if w.optimal != nil {
		return w.firstOptimal(closes, sums, day, through)
	}
	for ; day <= through; day++ {
		if closes[day] >= w.level && w.fits(closes, sums, day) {
			return day
		}
	}
	return max(day, through+1)
}

// firstOptimal is first where the day's multiple of the level counts.
func (w *watch) firstOptimal(closes, sums []int64, day, through int) int {
	for ; day <= through; day++ {
		if w.optimal[day] == 0 {
			continue
		}
		if level, _ := mulDiv(w.level, w.optimal[day], MicrosPerDollar); closes[day] >= level && w.fits(closes, sums, day) {
			return day
		}
	}
	return max(day, through+1)
}

// fits reports whether a day on which the close is high enough fits in every other way too.
func (w *watch) fits(closes, sums []int64, day int) bool {
	if w.every > 1 && day%w.every != 0 {
		return false
	}
	if w.days == 0 {
		return true
	}
	end := len(sums) - len(closes) - 1 + day + w.end
	sum := sums[end] - sums[end-w.days]
	return sum >= w.least && (closes[day] >= w.sure || float64(closes[day]) >= float64(w.part*float64(sum)))
}
