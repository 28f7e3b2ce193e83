package model

import "github.com/shopspring/decimal"

// Quantity is a number with a unit that the compiler knows. Figures of one unit add and compare; a figure of another unit
// comes only out of a named function, so a price can't be added to money and a share count can't be divided by accident.
type Quantity[N Numeric[N], U any] struct{ n N }

type (
	perShare struct{}
	dollars  struct{}
	shares   struct{}
)

// Price is dollars per share.
type Price[N Numeric[N]] = Quantity[N, perShare]

// Money is dollars, unrounded. Money that is paid is in Cents.
type Money[N Numeric[N]] = Quantity[N, dollars]

// Deemed is a share count that need not be whole: shares deemed issued are exact quotients.
type Deemed[N Numeric[N]] = Quantity[N, shares]

// Cents is money that is paid, received or owed on a day, in cents.
type Cents int64

// Decimal returns dollars.
func (c Cents) Decimal() decimal.Decimal { return decimal.New(int64(c), -2) }

// Add returns q + other.
func (q Quantity[N, U]) Add(other Quantity[N, U]) Quantity[N, U] {
	return Quantity[N, U]{q.n.Add(other.n)}
}

// Sub returns q - other.
func (q Quantity[N, U]) Sub(other Quantity[N, U]) Quantity[N, U] {
	return Quantity[N, U]{q.n.Sub(other.n)}
}

// Cmp compares: -1, 0 or 1.
func (q Quantity[N, U]) Cmp(other Quantity[N, U]) int { return q.n.Cmp(other.n) }

// Sign returns -1, 0 or 1.
func (q Quantity[N, U]) Sign() int { return q.n.Sign() }

// Decimal returns the figure for the ledger.
func (q Quantity[N, U]) Decimal() decimal.Decimal { return exactly(q.n) }

// Times scales by a pure number.
func (q Quantity[N, U]) Times(factor N) Quantity[N, U] { return Quantity[N, U]{q.n.Mul(factor)} }

// TimesRatio scales by a ratio of whole numbers, multiplying before it divides.
func (q Quantity[N, U]) TimesRatio(over, under int64) Quantity[N, U] {
	if over == under {
		return q
	}
	return Quantity[N, U]{q.n.Mul(numberOfInt[N](over)).DivRound(numberOfInt[N](under), quotientPlaces)}
}

func priceOf[N Numeric[N]](d decimal.Decimal) Price[N] { return Price[N]{numberOf[N](d)} }

func moneyOf[N Numeric[N]](d decimal.Decimal) Money[N] { return Money[N]{numberOf[N](d)} }

func deemedOf[N Numeric[N]](count int64) Deemed[N] { return Deemed[N]{numberOfInt[N](count)} }

// priceFromMicros converts a close.
func priceFromMicros[N Numeric[N]](micros int64) Price[N] {
	var p Price[N]
	switch n := any(&p.n).(type) {
	case *decimal.Decimal:
		*n = decimal.New(micros, -6)
	case *Float:
		*n = Float(micros) / MicrosPerDollar
	}
	return p
}

// minPrice returns the lower price.
func minPrice[N Numeric[N]](a, b Price[N]) Price[N] {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

// cost returns what a number of shares comes to at a price, unrounded.
func cost[N Numeric[N]](count int64, price Price[N]) Money[N] {
	return Money[N]{price.n.Mul(numberOfInt[N](count))}
}

// costOfDeemed returns what deemed shares come to at a price.
func costOfDeemed[N Numeric[N]](count Deemed[N], price Price[N]) Money[N] {
	return Money[N]{price.n.Mul(count.n)}
}

// deemedFor returns how many shares money buys at a price: an exact quotient, to 20 places.
func deemedFor[N Numeric[N]](amount Money[N], price Price[N]) Deemed[N] {
	return Deemed[N]{amount.n.DivRound(price.n, quotientPlaces)}
}

// pricePer returns money per share.
func pricePer[N Numeric[N]](amount Money[N], count Deemed[N]) Price[N] {
	return Price[N]{amount.n.DivRound(count.n, quotientPlaces)}
}

// wholeSharesDown returns how many whole shares money buys at a price, rounded down.
func wholeSharesDown[N Numeric[N]](amount Money[N], price Price[N]) int64 {
	return quotientDown(amount.n, price.n)
}

// oneCent and edge are made once: they are used for every amount.
var (
	oneCent = decimal.New(1, -2)
	edge    = decimal.NewFromFloat(knifeEdge)
)

// centsNearest rounds money, not negative, to the nearest cent, half a cent up.
func centsNearest[N Numeric[N]](amount Money[N]) Cents {
	if amount.Sign() == 0 {
		return 0
	}
	cent := ratioOf[N](oneCent, 0.01)
	down := quotientDown(amount.n, cent)
	if compareTwice(amount.n.Add(traceOf(amount.n)), cent, down) >= 0 {
		down++ // what is half a cent but for the rounding of earlier quotients is half a cent
	}
	return Cents(down)
}

// remainder returns what is left of an amount after a part of it, not below zero. What would only be the rounding of
// earlier quotients is cleared, so that half a cent stays half a cent.
func remainder[N Numeric[N]](amount, part Money[N]) Money[N] {
	if part.Sign() == 0 {
		return amount
	}
	rest := amount.Sub(part)
	if rest.n.Cmp(traceOf(amount.n)) <= 0 {
		return Money[N]{}
	}
	return Money[N]{tidy(rest.n, amount.n)}
}

// moneyFromCents converts paid money back for further arithmetic.
func moneyFromCents[N Numeric[N]](c Cents) Money[N] {
	var m Money[N]
	switch n := any(&m.n).(type) {
	case *decimal.Decimal:
		*n = c.Decimal()
	case *Float:
		*n = Float(c) / 100
	}
	return m
}

// centsOf converts an amount of the inputs, to the nearest cent.
func centsOf(d decimal.Decimal) Cents { return Cents(d.Shift(2).Round(0).IntPart()) }
