package model

import "github.com/shopspring/decimal"

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
	Notes         []string // what the resolver wants said on Checks: dates taken for blanks, closes with a fallback source
	Calendars     *Calendars
	Simulation    *Simulation // of a scenario whose price path is Monte Carlo, else nil
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
}

// RelativePrice is a price in dollars, or a part of the market price or of an average of closes.
type RelativePrice struct {
	Price   decimal.Decimal
	Percent decimal.Decimal // of the market; zero where Price holds
	Days    int             // 0: the close; n: the average of n closes
}

// HolderPolicy is what a holder does when nothing tells it to.
type HolderPolicy struct {
	Name             string
	Convert          string // Never, On notices, In the money, Whenever allowed
	InTheMoneyBy     decimal.Decimal
	DecideEvery      int
	AlternativePrice string          // Best, Never, Always
	Redeem           string          // If worth more, Always, Never
	Exercise         string          // At expiry if in the money, On notices, When in the money
	DailySale        decimal.Decimal // part of the average daily volume
}

// CompanyPolicy is what the company does where the contract leaves it a choice.
type CompanyPolicy struct {
	Name       string
	InterestIn string // Cash, Shares, Fewest shares
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

// Path is one price path: a close per trading day of the case, in micros.
type Path struct {
	Name   string
	Closes []int64
}

// Simulation is the Simulation sheet: how price paths are drawn. Rates are per year.
type Simulation struct {
	Process     string // GBM
	Paths       int
	Seed        uint64
	StartMicros int64   // the close before the first day
	Drift       float64 // of the expected price: E[S_t] = S0 x exp(drift x t)
	Volatility  float64
	DaysPerYear int
	TickMicros  int64 // closes are rounded to it
}
