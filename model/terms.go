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
	FloatingPercent    decimal.Decimal // of the market price, of every conversion; zero: the price doesn't float
	FloatingFloor      decimal.Decimal // zero: none
	FloatingCeiling    decimal.Decimal // zero: none
	BestAsConverted    bool            // As-converted price: Best, else the conversion price

	OwnershipLimit       decimal.Decimal // zero: none
	BlockedWhen          string          // Both exceeded, Either exceeded, Owned exceeded
	AcquiredWithin       int
	SecondOwnershipLimit decimal.Decimal
	OwnershipReported    bool // Ownership base: Last reported, else the actual count
	OwnershipBefore      bool // Ownership counted: Before the issue
	RefuseOverLimit      bool // Over-limit notice: Refused
	LimitsMandatory      bool // Ownership limits mandatory: Yes

	ExchangeCap            decimal.Decimal // zero: none
	ExchangeCapBase        int64           // zero: outstanding at the start of the issue date
	ExchangeCapCounts      string          // Conversions, All deal shares
	ExchangeCapMarkets     []string        // empty: all
	ExchangeCapReallocated bool
	CapOpensRedemption     bool // Above the cap: Redemption right

	MandatoryPrice            decimal.Decimal // zero: none
	MandatoryAbove            bool            // strictly above, else at or above
	MandatoryDays             int
	MandatoryRegistration     string // No, Once declared, On the day, All days
	MandatoryFollowsSplits    bool
	MandatoryOfferingPrice    decimal.Decimal // of an underwritten offering, at issue; zero: none
	MandatoryOfferingProceeds decimal.Decimal // USD gross that such an offering must reach; zero: any

	AntiDilution         string // None, Weighted average (deemed), Weighted average (actual)
	Excludes             []string
	PlanOptionsDeemed    bool
	ReadjustAtExpiry     bool
	UnadjustedExercises  bool // Unadjusted exercises count
	DeemedInLaterBases   bool
	AmendedOnTop         bool // Amended securities adjust: On top, else Replay
	NetConsideration     bool
	AdjustForVariable    bool   // Adjust for variable-price securities: Yes
	DeemedAtContract     bool   // Deemed at: Contract or issue
	RelativeUnitPrice    bool   // Unit price goes to: Relative value
	StockDividend        string // Subdivision, Accrues, Both, Fraction
	RightsAdjust         bool   // Rights offerings adjust: Yes
	RightsAsConverted    bool   // Purchase rights: As converted
	SplitAtClose         bool
	CertificateThreshold decimal.Decimal

	Freeze                string          // Major event freeze: None, Price, Applicable price
	FreezeMergersAbove    bool            // Freeze on mergers: Above share
	SubstantiallyAllAbove decimal.Decimal // part of the assets above which a sale is one of substantially all of them

	RedemptionPrice    decimal.Decimal // part of stated value; zero: none
	RegistrationWithin int
	LapseConsecutive   int
	LapseTotal         int
	QualifyingMarkets  []string
	DelistingDays      int
	RedemptionBy       Date // Redemption if unconverted by; NoDate: none
	TriggerNotice      int  // business days
	RedemptionPaid     int  // business days
	DeliveryFailure    int  // business days; zero: late delivery opens nothing
	BreachCure         int  // calendar days
	RightEndsAtCure    bool // Redemption right ends at cure: Yes
	AwareOnNotice      bool // Holder aware: On notice, else At once

	MajorAboveCommon decimal.Decimal // part of the common above which a merger or tender is a Major Transaction; zero: none is
	MajorAboveAssets decimal.Decimal // part of the assets above which a sale is one; zero: none is
	MajorNoticeFirst int             // calendar days before consummation from which the company may give notice
	MajorNoticeLast  int             // and until which it must
	MajorResponse    int             // business days from that notice on which holders may still answer

	InterestRate        decimal.Decimal
	DayCount            string
	InterestDates       string
	InterestIn          string // Company's choice, Cash, Shares
	InterestPriceDays   int
	AccruedAtConversion bool // Accrued interest on conversion: At conversion

	Maturity  Date // NoDate: none
	Seniority int

	Reserve               decimal.Decimal // part of full conversion; zero: none is asked for
	LiquidationPreference decimal.Decimal // part of stated value; zero: none
	Participation         string          // None, Full, Capped
	ParticipationCap      decimal.Decimal // x stated value, preference included
	AssetSaleLiquidates   bool            // Asset sale is liquidation: Yes
	DividendsAsConverted  bool

	MaturityAfterSenior int             // calendar days after the senior facility's end before which it doesn't mature; zero: none
	DefaultRate         decimal.Decimal // a year; zero: none
	DefaultAdds         bool            // Default rate mode: Adds, else Replaces
	DefaultEndsAtCure   bool            // Default rate ends at cure: Yes
	Blocked             bool            // Blocked by senior debt
	ConsentOtherCash    bool            // Lender consent frees: Other cash only, else all cash
	OwnershipWaiver     int             // calendar days of notice; zero: the limit can't be waived
	SecondWaiver        int

	CapApprovalOrCash bool // Above the cap: Approval or cash
	CashAboveCap      decimal.Decimal
	ApprovalWithin    int // calendar days
	CashLateAfter     int // calendar days
	LateCashRate      decimal.Decimal

	DistributionsAccrue bool // Distributions accrue: Yes
	CashDividendsAdjust bool // Cash dividends adjust: Yes
	AntiDilutionFloor   decimal.Decimal
	AntiDilutionUntil   Date // the last day; NoDate: without end
	ResetDates          []Date
	ResetPercent        decimal.Decimal

	DeliveryDue        int             // trading days; zero: none
	PaymentGrace       int             // business days; zero: late payment is no default
	BlockedIsDefault   bool            // Blocked payment is a default: Yes
	CrossAcceleration  decimal.Decimal // USD of other debt; zero: none
	AccelerationCure   int             // business days
	Judgments          decimal.Decimal // USD; zero: none
	JudgmentStay       int             // calendar days
	InvoluntaryCase    int             // calendar days; zero: none
	InabilityReset     bool
	PrepaymentNotice   int // calendar days; zero: the company may not prepay
	PrepaymentPrice    decimal.Decimal
	MakeWhole          bool
	MakeWholeNote      bool            // Make-whole on: Whole note, else the called part converted
	HolderPrepayCash   decimal.Decimal // USD; zero: none
	HolderPrepayWait   int             // calendar days
	HolderPrepayNotice int             // business days
}
