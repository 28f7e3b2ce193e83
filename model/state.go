package model

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// engine is one run along one price path. Prices and ratios are generic; counts, dates and cents are integers in both
// engines, so that every limit is decided on the same whole numbers.
type engine[N Numeric[N]] struct {
	r      *Resolved
	closes []int64 // the path, in micros, by trading day; where sales move the price, as far as it has come
	sums   []int64 // of the first so many closes, those of Price History first
	o      Options
	order  []dayStep[N]

	pathName string

	kind      dayKind
	counted   int  // the last day whose close has been counted
	day       int  // index of r.Days; -1 while events before the valuation date are replayed
	date      Date // of that day, or of the event that is replayed
	replaying bool // prices, deemed shares and statuses move; positions and cash don't

	outstanding    int64 // common issued less treasury
	reported       int64 // the same as the company last reported it; the cap table's count until it does
	atOpen         int64 // outstanding at the start of the day that runs
	treasury       int64
	cash           Cents
	senior         Cents
	seniorMaturity Date // of the senior facility, as amended
	facilityEnd    Date // the day on which it was terminated; NoDate: it was not
	market         string
	suspended      bool
	splits         []splitOn

	people      []Holder // the case's holders, then those who buy in the market
	holders     []holderState
	instruments []instrumentState[N]
	warrants    []warrantState[N]

	pastCounted int // closes of r.Past that have been counted

	ranks         []int     // of seniority, first paid first
	monthLast     []bool    // by trading day: the last of its month
	burns         []Cents   // by trading day: the cash that the burn takes
	nextMonthLast []int     // by trading day: the next such day, or the last day of all
	discounts     []float64 // by trading day: the worth on the valuation date of a dollar received then
	nextEvent     int       // of r.Events
	notices       []notice
	issued        []issuance[N] // of steps 4 to 6, waiting for step 7
	ended         []ended       // rights that ended in them without shares
	gifts         []grant       // convertible securities that conversions of them brought besides the common
	claims        []claim[N]    // redemptions demanded and not yet paid
	declared      []declared    // dividends between record date and payment
	excesses      []excess[N]   // withheld by an exchange cap, waiting for a vote
	contracts     []contracted  // grants agreed and not issued yet
	dues          []due         // interest and fractions owed

	lawfulUsed Cents // spent on redeeming preferred stock

	prepayLevel int64 // a close below it, in micros, lets the company prepay

	scratch         dayScratch[N]
	unlimited       unlimited
	members         [][]int         // by group, its holders
	policies        []*HolderPolicy // by holder
	earlyExercisers []int           // the holders whose policy exercises as soon as it can
	touched         bool            // a position has changed today
	wakes           []uint8         // by trading day: whether something is scheduled
	watches         []watch         // closes that would let a policy act
	record          recorder
	accelerating    bool  // principal fell due in step 5, and is paid in step 6
	freedOn         Date  // when cash was last freed: the senior debt repaid, or the lender's consent
	laterIssues     []int // the days of the cap table's rows that are issued after the start
	reserves        bool  // a note asks for shares to be kept, with interest
	floats          bool  // some conversion price floats with the market
	err             error

	waiting    *WaitingPath  // what holders who wait have along the path; nil: nobody asks
	random     []RandomEvent // of the path
	nextRandom int           // of random
	listedFrom int           // the first day whose close may delist; of Price History negative
	votes      []float64     // of the path: see Path
	votesEach  int           // for each instrument
	impact     priceImpact

	activeDays    int
	figureHolders []int // of a simulation
}

// holderState is what one holder has and did, in whole shares.
type holderState struct {
	common   int64
	received []received // newest last; kept while a window may still count them
	toSell   int64      // received under its instruments and not yet sold
	soldTo   int        // the last day whose sale has been booked
	saleRate int64      // shares a day that its policy sells
	before   int64      // common at the start, restated for splits
	from     sharesBySource
}

// received is common acquired on a date.
type received struct {
	on     Date
	shares int64
}

// sharesBySource counts the common that a holder, or everybody, got in the run.
type sharesBySource struct {
	conversion, interest, issues, exercise, sold int64
}

// instrumentState is one instrument's life.
type instrumentState[N Numeric[N]] struct {
	t         *Terms
	ownership []ownershipTest
	issued    bool

	conversionCategory, interestCategory string // of its issuances

	price                     Price[N] // conversion price in effect
	starting                  Price[N] // as issued, restated for splits
	lowest                    Price[N]
	chain                     chain[N]
	freeze                    freeze[N]
	besides                   besides[N]
	deemedAt                  Price[N] // of a floating price: at which others deem its shares issued
	began                     Date     // issued, in the run or before it
	amountShare               N        // consideration received per dollar of stated value: 1 when sold at par
	unitValue                 Money[N]
	redeemEach                Cents // the redemption price of a whole unit: a percentage of its stated value, to the cent (A 3(a))
	redeemPercent             N     // that percentage
	interestRate, defaultRate N     // a year

	alternativeFloor, alternativePercent N // of the alternative price

	sinceIssue  ratio // new shares per share at the issue: the splits since then
	beforeSplit ratio // what turns the price into the one before today's split, where splits act at the close

	units                                         []int64 // by holder, in the smallest parts that convert
	demanded                                      []int64 // of those, under a redemption demand
	bought                                        []int64
	unitsBefore, unitsIssued, converted, redeemed int64
	redeemedBy                                    []int64

	capBase              int64   // common shares that the exchange cap is a part of
	capShares            []int64 // allocation by holder
	capUsed              []int64
	capRest, capUsedRest []*big.Rat // fractions of a share above them, after splits; nil: none. Never changed in place
	capFull              []Date
	capLifted            bool // approved by the stockholders, or counsel's opinion
	shareTotal           int64

	registered   bool
	registeredOn Date // first declared effective
	lapses       []lapse
	offSince     Date // first day on no qualifying market
	triggers     []openTrigger
	faults       []fault
	majors       []major

	lastConverted  []Date           // by holder: its last conversion
	lastConversion []lastConversion // by holder
	lots           []lot[N]         // principal with a conversion price of its own; never changed in place
	waivers        []waiver         // never changed in place
	called         *called          // the company's notice of prepayment that runs; never changed in place
	lastCall       Date
	determined     Date    // from which day on cash was above what holders may ask for
	sinceReport    []int64 // by holder: shares from conversions since the company last reported its count

	qualifyingCloses int // consecutive closes at the mandatory level
	mandatoryClose   int64
	firesOn          int   // the day on which the closes will be complete if nothing changes before; -1: none
	firesAt          int64 // the level for which that was found
	mandatory        bool  // fired: what is outstanding converts as the limits allow
	mandatoryDate    Date
	mandatoryBy      clause // what fired it
	offered          bool   // an underwritten offering of the size and price that converts everything has closed

	votes int // that the path's draws have decided

	matured       bool
	maturedOn     Date
	accelerated   []bool    // by holder: its principal has been declared due
	acceleratedOn Date      // the first of them
	consent       bool      // the senior lender allows cash
	defaulted     bool      // the default rate runs
	accrued       []accrual // by holder
	perUnit       accrual   // of one part that has been outstanding since the period began
	accruedTo     Date
	dueDates      []Date
	nextDue       int
	period        period[N]
}

// period is an interest period that has ended and waits for its payment day.
type period[N Numeric[N]] struct {
	open       bool
	due, payOn Date
	days       int
	amounts    []Money[N] // by holder, unrounded
	principal  []int64
}

// ratio is a quotient of whole numbers.
type ratio struct{ over, under int64 }

var same = ratio{1, 1}

// lapse is a time during which the registration could not be used. to is the day it was restored, NoDate while it lasts;
// until is when a lapse by chance will be over, NoDate of any other.
type lapse struct{ from, to, until Date }

// splitOn is a split that changes what a close means from a day on. Days before the valuation date are negative.
type splitOn struct {
	day int
	ratio
}

// warrantState is one class of options or warrants, or of a convertible whose holders pay nothing more.
type warrantState[N Numeric[N]] struct {
	w          *Warrant
	lastDay    int // the last trading day on which it can be exercised; -1: none in the run
	price      Price[N]
	grantShare Price[N] // received at the grant, per share
	quantity   []int64  // by holder
	deal       int      // the instrument with which it was sold, or -1
}

// notice is a demand to convert that waits for step 6.
type notice struct {
	instrument, holder int
	kind               string // notice, policy, mandatory
	asked              int64
	force              string // alternative, conversion price, or nothing
}

// issuance is common issued, waiting to pass through the other instruments' anti-dilution.
type issuance[N Numeric[N]] struct {
	holder        int
	category      string
	shares        int64
	consideration Money[N]
	costs         Money[N]        // of the issue, for contracts that count what is left after them
	origin        Security        // what was exercised or converted; CommonStock for a plain issue
	units         int64           // of the origin that ended by it
	unitShare     decimal.Decimal // of common sold with other securities: the part of its price that it keeps by relative value; zero: all
}

// ended is a part of a security whose right ended unexercised: lapsed, redeemed or repaid.
type ended struct {
	origin Security
	units  int64
}

// claim is a redemption, or a prepayment, that a holder has demanded or the company has called.
type claim[N Numeric[N]] struct {
	instrument, holder int
	units              int64
	since              Date  // of an inability to convert: the conversion date
	noticed            Date  // of the company's own notice; zero: the day of the claim
	named              Date  // the day of payment that it names: no interest is paid for the move to a business day
	voidable           bool  // the holder may take it back while it is unpaid
	each               Cents // for a unit, of preferred stock
	percent            N     // of the principal, of a note
	payOn              Date  // never: on a consummation that is not dated
	clause             string
	ref                string // ID of the major transaction that it hangs on
	line               int    // of Outcome.Demands
}

// due is money owed on a day: interest, or cash for a fraction.
type due struct {
	instrument, holder int
	amount             Cents
	units              int64 // of principal that the payment ends
	since              Date  // of a Discount Equivalent: the conversion date
	payOn              Date
	clause, what       string
}

// sum adds counts.
func sum(counts []int64) int64 {
	var total int64
	for _, c := range counts {
		total += c
	}
	return total
}

// close returns the day's close.
func (e *engine[N]) close() int64 { return e.closes[e.day] }

// unitsValue returns the stated value or principal of a number of smallest parts.
func (in *instrumentState[N]) unitsValue(units int64) Money[N] {
	return in.unitValue.Times(numberOfInt[N](units))
}

// outstandingUnits is what every holder together still holds, demanded parts included.
func (in *instrumentState[N]) outstandingUnits() int64 { return sum(in.units) }

// live reports whether the instrument has been issued and some of it is outstanding.
func (in *instrumentState[N]) live() bool { return in.issued && in.outstandingUnits() > 0 }

// shown turns smallest parts into preferred units or dollars of principal.
func (t *Terms) shown(units int64) decimal.Decimal {
	if t.Kind == KindNote {
		return t.UnitValue.Mul(decimal.NewFromInt(units))
	}
	return decimal.NewFromInt(units).Div(decimal.NewFromInt(t.UnitsPerWhole))
}

// conversionPrice is the price in effect for a conversion today: on the day of a split that acts at the close, still the
// price from before it.
func (in *instrumentState[N]) conversionPrice() Price[N] {
	return in.price.TimesRatio(in.beforeSplit.over, in.beforeSplit.under)
}
