package model

import "github.com/shopspring/decimal"

// Outcome is what one price path leads to. Money and prices are decimals in both engines, so that outcomes compare.
type Outcome struct {
	Totals      Totals
	Holders     []HolderOutcome
	Instruments []InstrumentOutcome
	Conversions []Conversion
	Adjustments []Adjustment
	Interest    []InterestPayment
	Exposure    []Exposure
	ExchangeCap []CapUse
	Issuances   []Issuance
	Payments    []Payment
	Limits      []LimitBite
	Triggers    []Trigger
	Demands     []Demand
	Dividends   []Dividend
	Rights      []PurchaseRight
	Freezes     []Freeze
	Reserve     []ReserveLine
	Random      []RandomOccurrence // of a simulated path
	Payouts     []Payout           // of a liquidation
	Waterfall   *Waterfall         // of the positions on the last day; nil where no instrument has a preference
	Series      []Snapshot         // the valuation date, every month end and the last day
	Counts      ShareCounts
	Alerts      []string // plain sentences: the cap bound, cash ran short, nobody may convert
	ActiveDays  int      // days on which any rule ran
}

// RandomOccurrence is an event that chance, or the price, brought a simulated path: what happened, as Events would name it, and
// a sentence that says why.
type RandomOccurrence struct {
	Date      Date
	What, Why string
}

// Totals are the headline figures.
type Totals struct {
	CommonBefore, CommonAfter int64 // issued less treasury; before is restated for splits
	NewShares                 int64
	Dilution                  decimal.Decimal // new shares / common after
	LowestConversionPrice     decimal.Decimal // of any instrument outstanding, on any day
	LowestPriceInstrument     string
	CashPaid                  decimal.Decimal // interest, redemption, fractions
	CashDueUnpaid             decimal.Decimal // on the last day, blocked included
	PeakExposure              decimal.Decimal // largest daily (triggered + due unpaid)
	PeakExposureDate          Date
	PeakExposureCash          decimal.Decimal // the company's cash at the end of PeakExposureDate
	LowestCash                decimal.Decimal
	LowestCashDate            Date
	FinalPrice                decimal.Decimal
	SharesFromConversion      int64
	SharesFromInterest        int64
	SharesFromIssues          int64
	SharesFromExercise        int64
	SharesCutByCap            int64
	ValueToHolders            decimal.Decimal
	PercentOfCap              decimal.Decimal // the largest use of any instrument's exchange cap; zero without a cap
}

// HolderOutcome is one holder's position in one security: Common, an instrument, an option or a warrant.
// Units are shares, preferred units, or dollars of principal.
type HolderOutcome struct {
	Holder, Group                                                string
	Security                                                     string
	Before, After                                                decimal.Decimal
	PercentBefore, PercentAfter                                  decimal.Decimal // of common outstanding, fractions; zero for other securities
	FromConversion, FromInterest, FromIssues, FromExercise, Sold int64           // of common
}

// InstrumentOutcome is what is left of an instrument. Units are preferred units or dollars of principal.
type InstrumentOutcome struct {
	Instrument                                 string
	Kind                                       string
	UnitsBefore, UnitsAfter                    decimal.Decimal // at the open of the valuation date, and at the end of the last day
	StartingPrice                              decimal.Decimal // as issued, restated for splits
	ConversionPrice                            decimal.Decimal // in effect on the last day
	LowestPrice                                decimal.Decimal
	SharesIssued                               int64 // on its conversion and as its interest
	UnitsIssued, UnitsConverted, UnitsRedeemed decimal.Decimal
	AsConverted                                int64 // what is left, at the conversion price, limits ignored
}

// Cut is what one limit took off a notice.
type Cut struct {
	Clause string
	Limit  string          // ownership limit, exchange cap, authorized shares
	Units  decimal.Decimal // preferred units or dollars of principal
	Shares int64
	Room   int64 // shares the limit had left before the notice
}

// Conversion is one notice, or one mandatory conversion, of one holder.
type Conversion struct {
	Date            Date
	Instrument      string
	Holder          string
	Kind            string // notice, policy, mandatory
	Asked, Units    decimal.Decimal
	Price           decimal.Decimal
	PriceKind       string // conversion price, alternative
	Close           decimal.Decimal
	Shares          int64
	SharesAtStart   int64 // the same units at the starting price restated for splits: the rest is anti-dilution's
	FractionCash    decimal.Decimal
	AccruedInterest decimal.Decimal // converted with the principal (mandatory conversion)
	Besides         decimal.Decimal // USD: the worth of what came besides the common, or in its place (A 2(a))
	Clause          string
	Cuts            []Cut
	Why             string // a sentence: which price was used and why
}

// Adjustment is the certificate of one change of a conversion price.
type Adjustment struct {
	Date                  Date
	Instrument            string
	Clause                string
	Cause                 string // what happened, in words
	Before, After         decimal.Decimal
	Shares                decimal.Decimal // issued or deemed issued
	Consideration         decimal.Decimal
	BaseBefore, BaseAfter decimal.Decimal // common outstanding in the formula's sense
	Formula               string          // weighted average, replay, split: which relation ties the figures
	CertificateOwed       bool
}

// InterestPayment is one holder's interest of one period.
type InterestPayment struct {
	Date       Date // due
	PaidOn     Date // the business day it moved to
	Instrument string
	Holder     string
	Days       int             // of the period
	Principal  decimal.Decimal // at the period's end
	Rate       decimal.Decimal
	Amount     decimal.Decimal // unrounded: 20 places
	PaidIn     string          // cash, shares, shares and cash, unpaid
	Price      decimal.Decimal // of interest shares
	Shares     int64
	Cash       decimal.Decimal
	Unpaid     decimal.Decimal
	Clause     string
}

// Exposure is what could be, is, or was called in cash under one clause, at the end of a day on which it changed.
type Exposure struct {
	Date                                      Date
	Instrument                                string
	Contingent, Triggered, Due, Paid, Blocked decimal.Decimal
	Cash                                      decimal.Decimal // the company's, at the day's end
	Clause                                    string
	PayableOn                                 Date // the earliest day on which what is due must be paid
}

// CapUse is one holder's part of an instrument's exchange cap on the last day, in shares.
type CapUse struct {
	Instrument, Holder     string
	Allocation, Used, Room int64
	Exhausted              Date // first day with no room for one more unit
}

// Issuance is one issue of common shares.
type Issuance struct {
	Date             Date
	Holder, Category string
	Shares           int64
	Consideration    decimal.Decimal
	Clause           string
	Close            decimal.Decimal
}

// Payment is cash out or in, signed: payments by the company are negative.
type Payment struct {
	Date                             Date
	Holder, Instrument, What, Clause string
	Amount                           decimal.Decimal
	Balance                          decimal.Decimal // the company's cash afterwards
}

// LimitBite is the first day on which a limit cut a notice of a holder.
type LimitBite struct {
	Date                              Date
	Instrument, Holder, Limit, Clause string
}

// Trigger is a right that opened: redemption, mandatory conversion, maturity.
type Trigger struct {
	Date                     Date
	Instrument, What, Clause string
	NoticeBy                 Date   // the company's notice of it is due
	From                     Date   // the first day on which holders may demand
	Until                    Date   // the last day; NoDate: without end
	Ended                    Date   // the day on which the right ended before that: its cause was put right, or the transaction given up
	Cause                    string // in words
}

// Demand is a holder's demand for redemption.
type Demand struct {
	Date                       Date
	Instrument, Holder, Clause string
	Units                      decimal.Decimal // preferred units or dollars of principal
	Amount                     decimal.Decimal
	DueOn                      Date
	Paid                       decimal.Decimal
	PaidOn                     Date // of the last payment
	Unpaid                     decimal.Decimal
	Lapsed                     bool // with a transaction that was given up: nothing is owed any more
}

// Dividend is what one holder gets on common, or on an instrument as converted, when a dividend or another distribution is
// declared (A 1(g)(ii), 2(a), 4).
type Dividend struct {
	Record, PayOn Date
	What          string // stock dividend, cash dividend, distribution
	Instrument    string // empty: on common
	Holder        string
	Shares        int64           // common held, or as converted
	Amount        decimal.Decimal // USD; of a stock dividend the new shares
	How           string          // cash, in kind, in shares, accrues
	Clause        string
}

// PurchaseRight is what one holder could buy in a rights offering, and did (A 2(b)).
type PurchaseRight struct {
	Date       Date
	Instrument string // empty: on common
	Holder     string
	Rights     int64
	Price      decimal.Decimal // of a share
	Worth      decimal.Decimal // of all rights at their fair value
	Taken      int64
	Clause     string
}

// Freeze is a time during which a conversion price stands still (A 1(g)(iii)).
type Freeze struct {
	Instrument string
	From       Date
	Until      Date // the last day of it; NoDate while it lasts
	Price      decimal.Decimal
	Cause      string
	Clause     string
}

// ReserveLine says from which day on the shares that may still be issued do not cover what the instruments need, or cover
// it again (A 5, N 5(h)).
type ReserveLine struct {
	Date              Date
	Needed, Available int64 // common shares
	Clause            string
}

// Payout is what one holder of one security gets in a liquidation (A 7).
type Payout struct {
	Date             Date
	Holder, Security string
	Preference       decimal.Decimal // before the common: stated value, principal, accrued interest, amounts owed
	Participation    decimal.Decimal // with the common
	Clause           string
}

// Waterfall divides liquidation proceeds among classes over a range of amounts (A 7, 8).
type Waterfall struct {
	Date    Date
	Classes []WaterfallClass
	Breaks  []WaterfallBreak // proceeds at which the division changes, ascending
	Lines   []WaterfallLine  // by proceeds, ascending
}

// WaterfallClass is a security with those who hold it.
type WaterfallClass struct {
	Security      string
	Rank          int             // of payment; common and options come last
	Preference    decimal.Decimal // for all of it
	Shares        decimal.Decimal // common held, under options, or as converted
	ExercisePrice decimal.Decimal // of options and warrants; zero for anything else
	Holders       []WaterfallHolder
	Clause        string
}

// WaterfallHolder is a holder's part of a class.
type WaterfallHolder struct {
	Holder string
	Part   decimal.Decimal // of 1
}

// WaterfallBreak is an amount of proceeds from which the next dollar goes elsewhere.
type WaterfallBreak struct {
	Proceeds decimal.Decimal
	PerShare decimal.Decimal // what a common share gets there
	What     string          // in words: "Series A has its preference"
}

// WaterfallLine is the division of one amount.
type WaterfallLine struct {
	Proceeds  decimal.Decimal
	PerShare  decimal.Decimal
	Amounts   []decimal.Decimal // beside Waterfall.Classes
	Senior    decimal.Decimal   // to the senior debt
	Unclaimed decimal.Decimal   // to nobody: every preference is paid, and no class has a share
	Round     bool              // one of the round amounts in even steps; the others are breaks
}

// Snapshot is the state at the end of a day.
type Snapshot struct {
	Date                             Date
	Close                            decimal.Decimal
	Outstanding                      int64
	ConversionPrices                 []decimal.Decimal // beside Resolved.Instruments; zero before issue
	Triggered, Due, Contingent, Cash decimal.Decimal
}

// ShareCounts are the counts of the last day that a treasurer quotes.
type ShareCounts struct {
	Basic               int64
	TreasuryStockMethod int64 // basic plus in-the-money options net of what their exercise money buys at the last close
	IfConverted         int64 // treasury stock method plus every instrument at its conversion price
}
