package model

// The sides of a policy.
const (
	SideHolder  = "Holder"
	SideCompany = "Company"
)

// Settings are the columns of the Policies sheet after Policy and Side.
var Settings = []Setting{
	{Name: "Convert", Side: SideHolder, Type: TypeChoice, Choices: []string{"Never", "On notices", "In the money", "Whenever allowed", "Optimal"}, Default: "In the money",
		Help: "When the holder converts: never, only by notices in Events, when the close is above the price used, whenever the limits allow, or, in a simulation, when converting is worth more than waiting."},
	{Name: "In the money by", Side: SideHolder, Type: TypePercent, Default: "0%",
		Help: "How far the close must stand above the price used before the holder converts."},
	{Name: "Decide every", Side: SideHolder, Type: TypeCount, Unit: "trading days", Default: "1",
		Help: "The holder looks at its choices every so many trading days."},
	{Name: "Alternative price", Side: SideHolder, Type: TypeChoice, Choices: []string{"Best", "Never", "Always"}, Default: "Best",
		Help: "Whether the holder takes the alternative price when that gives more shares, never, or always."},
	{Name: "Redeem", Side: SideHolder, Type: TypeChoice, Choices: []string{"If worth more", "Always", "Never"}, Default: "If worth more",
		Help: "What the holder does with a redemption right: uses it when the cash the company can pay is worth more than the shares deliverable now, always, or never."},
	{Name: "Inability choice", Side: SideHolder, Type: TypeChoice, Choices: []string{"Prepay", "Restricted shares", "Void"}, Default: "Prepay",
		Help: "What the holder asks for when the company can't issue all the shares of a conversion."},
	{Name: "Void and reset", Side: SideHolder, Type: TypeChoice, Choices: []string{"When lower", "Never"}, Default: "When lower",
		Help: "Whether the holder takes back what the company could not convert and did not prepay, when that lowers its price."},
	{Name: "Demand prepayment", Side: SideHolder, Type: TypeChoice, Choices: []string{"When allowed", "On events", "Never"}, Default: "When allowed",
		Help: "Whether the holder asks for prepayment once the company's cash allows it."},
	{Name: "Accelerate on default", Side: SideHolder, Type: TypeChoice, Choices: []string{"Yes", "No"}, Default: "Yes",
		Help: "Whether the holder makes the note due on an event of default."},
	{Name: "Exercise", Side: SideHolder, Type: TypeChoice, Choices: []string{"At expiry if in the money", "On notices", "When in the money"}, Default: "At expiry if in the money",
		Help: "When the holder exercises options and warrants."},
	{Name: "Take up rights", Side: SideHolder, Type: TypeChoice, Choices: []string{"Yes", "No"}, Default: "Yes",
		Help: "Whether the holder takes up a rights offering."},
	{Name: "Dividends in", Side: SideHolder, Type: TypeChoice, Choices: []string{"Cash", "Shares"}, Default: "Cash",
		Help: "What the holder takes a declared and unpaid dividend in when it converts."},
	{Name: "Daily sale", Side: SideHolder, Type: TypePercent, Unit: "% of volume", Default: "0%",
		Help: "The part of the average daily volume that the holder sells each day; shares sold no longer count as owned."},
	{Name: "Interest in", Side: SideCompany, Type: TypeChoice, Choices: []string{"Cash", "Shares", "Fewest shares"}, Default: "Cash",
		Help: "How the company pays interest where the choice is its own: cash where allowed and covered and else shares, shares, or cash as far as it goes."},
	{Name: "Above the cap", Side: SideCompany, Type: TypeChoice, Choices: []string{"Cash", "Approval"}, Default: "Cash",
		Help: "What the company does when the exchange cap withholds shares: pays cash, or asks stockholders."},
	{Name: "Approval chance", Side: SideCompany, Type: TypePercent, Default: "100%",
		Help: "The probability that stockholders approve. A run along one price path needs 0% or 100%."},
	{Name: "Approval days", Side: SideCompany, Type: TypeCount, Unit: "calendar days; blank: Approval within",
		Help: "How long the vote takes. Blank: as long as the contract allows."},
	{Name: "Company prepays", Side: SideCompany, Type: TypeChoice, Choices: []string{"Never", "On events", "When price below"}, Default: "Never",
		Help: "When the company gives notice of prepayment: never, only by notices in Events, or when the close is below a price."},
	{Name: "Prepay below", Side: SideCompany, Type: TypePrice, Unit: "USD per share",
		Help: "The close below which it does. Needed where Company prepays is When price below."},
}
