package model

import "github.com/shopspring/decimal"

// Terms is one instrument's contract with every figure read and every default filled in. A clause that is absent has its
// presence flag false, or its figure zero where zero can't be meant.
type Terms struct {
	Name      string
	Kind      string // Preferred or Note
	IssueDate Date
	IssueDay  int // index of Resolved.Days of the first day on which it is outstanding; negative before the valuation date

	StatedValue   decimal.Decimal
	UnitValue     decimal.Decimal // USD of the smallest part that can convert: a preferred unit, or a cent of principal
	UnitsPerWhole int64           // smallest parts in a preferred unit or in a dollar of principal

	ConversionPrice   decimal.Decimal
	OpeningPrice      decimal.Decimal // on the valuation date; zero: replayed
	PriceStep         decimal.Decimal // Adjusted price rounding; zero: full precision
	ConvertibleFrom   Date
	WholeUnits        bool
	Fractions         string // Nearest, Down, Up, Cash
	HalfShareEven     bool
	FractionPriceDays int

	MarketPriceDays    int
	MarketPriceLowest  bool
	WindowIncludesDay  bool
	AlternativeFrom    Date // NoDate: no alternative price
	AlternativeFloor   decimal.Decimal
	AlternativePercent decimal.Decimal

	OwnershipLimit       decimal.Decimal // zero: none
	BlockedWhen          string          // Both exceeded, Either exceeded, Owned exceeded
	AcquiredWithin       int
	SecondOwnershipLimit decimal.Decimal
	OwnershipBefore      bool // Ownership counted: Before the issue
	RefuseOverLimit      bool // Over-limit notice: Refused
	LimitsMandatory      bool // Ownership limits mandatory: Yes

	ExchangeCap            decimal.Decimal // zero: none
	ExchangeCapBase        int64           // zero: outstanding at the start of the issue date
	ExchangeCapCounts      string          // Conversions, All deal shares
	ExchangeCapMarkets     []string        // empty: all
	ExchangeCapReallocated bool
	CapOpensRedemption     bool // Above the cap: Redemption right

	MandatoryPrice         decimal.Decimal // zero: none
	MandatoryAbove         bool            // strictly above, else at or above
	MandatoryDays          int
	MandatoryRegistration  string // No, Once declared, On the day, All days
	MandatoryFollowsSplits bool

	AntiDilution         string // None, Weighted average (deemed), Weighted average (actual)
	Excludes             []string
	PlanOptionsDeemed    bool
	ReadjustAtExpiry     bool
	UnadjustedExercises  bool // Unadjusted exercises count
	DeemedInLaterBases   bool
	AmendedOnTop         bool // Amended securities adjust: On top, else Replay
	NetConsideration     bool
	SplitAtClose         bool
	CertificateThreshold decimal.Decimal

	RedemptionPrice    decimal.Decimal // part of stated value; zero: none
	RegistrationWithin int
	LapseConsecutive   int
	LapseTotal         int
	QualifyingMarkets  []string
	DelistingDays      int
	RedemptionBy       Date // Redemption if unconverted by; NoDate: none
	TriggerNotice      int  // business days
	RedemptionPaid     int  // business days

	InterestRate        decimal.Decimal
	DayCount            string
	InterestDates       string
	InterestIn          string // Company's choice, Cash, Shares
	InterestPriceDays   int
	AccruedAtConversion bool // Accrued interest on conversion: At conversion

	Maturity  Date // NoDate: none
	Seniority int
}
