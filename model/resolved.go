package model

import (
	"strconv"

	"github.com/shopspring/decimal"
)

// Resolved is a case that can be run: every default filled in, every date moved to the day it acts, every reference an
// index. It is never changed by a run, so any number of runs may share it.
type Resolved struct {
	Company       Company
	Days          []Date  // trading days from the Valuation date to the Horizon end
	Past          []Close // closes before the valuation date, oldest first
	Holders       []Holder
	Groups        int // affiliates share a group; Holder.Group < Groups
	Instruments   []Terms
	Warrants      []Warrant  // options and warrants, by name
	Positions     []Position // the opening position, and rows issued later (Issued after the valuation date)
	Events        []Event    // in acting order; those that act before the valuation date are replayed
	Policies      []HolderPolicy
	HolderPolicy  []int // by holder, an index of Policies
	CompanyPolicy CompanyPolicy
	Readings      []ReadingUsed
	Notes         []string     // what the resolver wants said on Checks: dates taken for blanks, closes with a fallback source
	PassedOver    []PassedOver // figures of processes that the case does not have
	Calendars     *Calendars
	Simulation    *Simulation // of a scenario whose price path is Monte Carlo, else nil
	// Fitted are the figures of Simulation that a fit to Price History has still to give.
	Fitted []FittedField

	Optimal []OptimalRule // fitted by a simulation for its holders under Convert: Optimal; without one they wait
}

// Company is the Company sheet.
type Company struct {
	Name, Ticker, Currency string
	Valuation, Horizon     Date
	Market                 string
	Authorized             int64
	Cash, Burn             decimal.Decimal // burn is USD a month
	LawfulFunds            decimal.Decimal // what may be used for redemptions; meaningful only where LawfulLimited
	LawfulLimited          bool
	SeniorDebt             decimal.Decimal
	SeniorMaturity         Date
	DailyVolume            int64
	DiscountRate           decimal.Decimal
}

// Close is a closing price of the past, in micros, with the source it came from (A 1(a)(ii)).
type Close struct {
	Date   Date
	Micros int64
	Source string // last trade, bid and ask, fair value
}

// Holder is a person or fund. Affiliates share a Group.
type Holder struct {
	Name      string
	Group     int
	GroupName string // as the cap table names it; empty for a holder without affiliates
}

// Warrant is an option or warrant of one name: everyone who holds it has the same terms.
type Warrant struct {
	Name     string // Option, Warrant, or "Warrant: 2002 deal"
	Category string // of its grant
	Price    decimal.Decimal
	Expires  Date // NoDate: never
	Issued   Date // NoDate: before everything
	OwnLimit bool // it carries an ownership limit of its own
	Granted  bool // by an event of the run, not by a cap-table row
	// Convertible marks a convertible that an event issues under its own name, without a term sheet: Price is its conversion
	// price, and its holders pay nothing on conversion.
	Convertible bool
}

// SecurityKind tells what a Security points at.
type SecurityKind uint8

// The kinds of security.
const (
	CommonStock SecurityKind = iota
	TreasuryStock
	InstrumentSecurity // Index is of Resolved.Instruments
	WarrantSecurity    // Index is of Resolved.Warrants
	OtherConvertible   // Index is of Resolved.Warrants: a convertible by name whose holders pay nothing on conversion
)

// Security is a reference to a class of securities.
type Security struct {
	Kind  SecurityKind
	Index int
}

// Position is a row of the cap table. Units are shares, preferred units or, for a note, cents of principal: the smallest
// part that can convert.
type Position struct {
	Holder          int // -1 for treasury shares
	Security        Security
	Units           int64
	Issued          Date // NoDate: before every window
	BoughtAtIssue   int64
	ConvertedBefore int64 // shares; -1 where the row says nothing
	Category        string
	Price           decimal.Decimal
	UnitShare       decimal.Decimal // as Event.UnitShare, of a row that is the main security of a unit
	At              Source
}

// Event is a row of Events with its references resolved. Blank fields are zero.
type Event struct {
	Kind                             string
	Date                             Date // as written
	Day                              int  // index of Resolved.Days on which it acts; negative: before the valuation date
	Step                             int
	Security                         Security
	HasSecurity                      bool
	Holder                           int // -1 where blank
	Quantity                         decimal.Decimal
	Price                            RelativePrice
	Amount                           decimal.Decimal
	HasAmount, HasPrice, HasQuantity bool
	Detail                           string
	Category                         string          // of an issue
	Costs                            decimal.Decimal // of an issue
	ID                               string
	Clause                           string
	At                               Source
	Row                              int // of the Events sheet, from 0; a dividend's two events share it

	AtRecord   bool     // a dividend's or distribution's record date, else its payment
	RecordDate Date     // of both; the payment's where none is given
	Pays       Security // what a stock dividend is paid in, where PaysConvertible
	// PaysConvertible tells a dividend in an instrument or in a convertible by name from one in common.
	PaysConvertible bool

	To                         int    // the new holder of a transfer, else -1
	Material, Curable          bool   // of a breach
	Survives, InLieu           bool   // of a consummation
	Ref                        string // the ID that Detail names: of an announcement, a breach, a refusal or a late delivery
	ConsummatedOn, AbandonedOn Date   // of an announcement: the date of the event that names its ID; NoDate where there is none
	Replaces                   bool   // a consummation: what it gives stands in place of the common
	Counts                     ratio  // of such a consummation: the acquirer's shares per share, without what is paid in cash
	Ratio                      ratio  // new shares per old, of what rescales the common, and rights per share; zero where nothing does

	NewDate     Date   // the new maturity of the senior facility, or the day of a prepayment
	Letter      string // of an event of default
	SecondLimit bool   // of a waiver notice: the second ownership limit, else the first

	FairValue decimal.Decimal // USD in all, of warrants sold with a main security
	// UnitShare is, of securities sold together under Relative value, the part of its own price that the main security's
	// event keeps, or the part of the main security's price that goes to a grant; zero where nothing links them.
	UnitShare decimal.Decimal
	UnitPrice decimal.Decimal // of such a grant: the main security's whole price, USD
}

// Rescales reports what becomes of one old share from the event's day on, for closes: so many new ones over so many old.
// Splits, record dates of dividends in common, reclassifications and consummations that replace the common do.
func (e *Event) Rescales() (over, under int64, ok bool) {
	if e.Ratio.under == 0 || e.Kind == rightsOffering || e.Kind == stockDividend && !e.AtRecord {
		return 1, 1, false
	}
	return e.Ratio.over, e.Ratio.under, true
}

// Restates reports by how much the event restates every count of common: a dividend in common does not, its shares are new
// ones, and of a consummation what is paid in cash brings no shares.
func (e *Event) Restates() (over, under int64, ok bool) {
	if e.Replaces {
		return e.Counts.over, e.Counts.under, true
	}
	if e.Kind == stockDividend {
		return 1, 1, false
	}
	return e.Rescales()
}

// RelativePrice is a price in dollars, or a part of the market price or of an average of closes.
type RelativePrice struct {
	Price   decimal.Decimal
	Percent decimal.Decimal // of the market; zero where Price holds
	Days    int             // 0: the close; n: the average of n closes
}

// String writes the price as it may stand in a cell.
func (p RelativePrice) String() string {
	switch {
	case p.Percent.IsZero():
		return p.Price.String()
	case p.Days == 0:
		return p.Percent.Shift(2).String() + "% of market"
	default:
		return p.Percent.Shift(2).String() + "% of avg " + strconv.Itoa(p.Days)
	}
}

// same reports whether two prices are written alike.
func (p RelativePrice) same(q RelativePrice) bool {
	return p.Price.Equal(q.Price) && p.Percent.Equal(q.Percent) && p.Days == q.Days
}

// HolderPolicy is what a holder does when nothing tells it to.
type HolderPolicy struct {
	Name              string
	Convert           string // Never, On notices, In the money, Whenever allowed, Optimal
	InTheMoneyBy      decimal.Decimal
	DecideEvery       int
	AlternativePrice  string          // Best, Never, Always
	Redeem            string          // If worth more, Always, Never
	Exercise          string          // At expiry if in the money, On notices, When in the money
	DailySale         decimal.Decimal // part of the average daily volume
	TakeUpRights      bool
	Inability         string // Prepay, Restricted shares, Void
	VoidWhenLower     bool
	DemandPrepayment  string // When allowed, On events, Never
	Accelerate        bool   // Accelerate on default
	DividendsInShares bool   // declared dividends at conversion: Dividends in is Shares
}

// CompanyPolicy is what the company does where the contract leaves it a choice.
type CompanyPolicy struct {
	Name       string
	InterestIn string // Cash, Shares, Fewest shares

	AboveCap       string // Cash, Approval
	ApprovalChance decimal.Decimal
	ApprovalDays   int
	Prepays        string // Never, On events, When price below
	PrepayBelow    decimal.Decimal
}

// ReadingUsed is an open reading as it was settled for an instrument.
type ReadingUsed struct {
	Instrument, Term, Value string
	Chosen                  bool // the workbook named it; false: the default
	Clause                  string
	Alternatives            []string
	At                      Source
}

// Scenario is a row of Scenarios, or one made for each path where there is no such sheet.
type Scenario struct {
	Name          string
	Path          string // a path's name, a shape or Monte Carlo
	HolderPolicy  string
	CompanyPolicy string
	EventsSet     string // events of this set, besides those of none
	AllEvents     bool   // every event, whatever its set
	Weight        decimal.Decimal
	Overrides     []Edit
	At            Source

	PathAt, HolderPolicyAt, CompanyPolicyAt Source // the cells, for messages
}

// Edit changes one input before it is resolved: "Series A: Conversion price" = 6.50.
type Edit struct {
	Target string
	Value  Value
}

// Path is one price path: a close per trading day of the case, in micros, and, where it is simulated, what chance brings
// besides.
type Path struct {
	Name   string
	Closes []int64
	Random []RandomEvent // by day; those of one day in the order in which they act
	// Votes hold a uniform draw for each vote that there could be: Resolved.VotesDrawn of them, instrument by instrument, in
	// the order in which an instrument's votes are held.
	Votes []float64
}

// Simulation is the Simulation sheet: how price paths are drawn. Rates are per year.
type Simulation struct {
	Process     string // GBM, Merton, Heston or Bootstrap
	Paths       int    // the most that are run where there is a target error
	Seed        uint64
	StartMicros int64   // the close before the first day
	Drift       float64 // of the expected price: E[S_t] = S0 x exp(drift x t)
	Volatility  float64 // of log returns; of Heston the square root of the variance on the first day
	DaysPerYear int
	TickMicros  int64 // closes are rounded to it

	JumpsPerYear, JumpMean, JumpDeviation float64 // of Merton; a jump's logarithm is normal

	VarianceSpeed, LongVariance, VarianceVolatility, Correlation float64 // of Heston

	BlockLength float64 // of Bootstrap: the mean length of a block, in trading days

	Sampling     string     // Pseudo-random, Antithetic or Sobol
	TargetError  float64    // 0: every path is run
	TargetMetric MetricName // whose standard error is held against it

	PriceImpact  float64 // 0: sales move no price
	RandomEvents RandomEvents
}

// RandomEvents are how often a simulation has events of its own happen. Rates are per year, and 0 is never.
type RandomEvents struct {
	LapsesPerYear       float64 // of the registration
	DelistingsPerYear   float64
	DelistedBelowMicros int64 // 0: no price delists
	DelistedBelowDays   int   // consecutive closes below it that do
	FinancingsPerYear   float64
	FinancingSize       int64           // shares at the start price
	FinancingPrice      decimal.Decimal // part of the market price
}
