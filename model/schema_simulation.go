package model

// SimulationFields are the rows of the Simulation sheet.
var SimulationFields = []Field{
	{Name: "Process", Type: TypeChoice, Choices: []string{"GBM", "Merton", "Heston", "Bootstrap"}, Default: "GBM",
		Help: "How prices move: geometric Brownian motion, with jumps, with a variance that moves, or drawn in blocks from history."},
	{Name: "Paths", Type: TypeCount, Unit: "paths", Default: "10000",
		Help: "How many price paths are simulated, at most 100 million. Above a million, percentiles are read off narrow bins."},
	{Name: "Seed", Type: TypeCount, Default: "1",
		Help: "The number that all draws follow from: the same seed gives the same paths."},
	{Name: "Start price", Type: TypePrice, Unit: "USD per share; blank: the last close",
		Help: "The price that the first day's move starts from."},
	{Name: "Drift", Type: TypeText, Unit: "% per year, from history or risk-neutral", Default: "0%",
		Help: "The yearly rate at which the expected price grows; risk-neutral is the Discount rate, from history the rate of Price History."},
	{Name: "Volatility", Type: TypeText, Unit: "% per year, or from history",
		Help: "The yearly standard deviation of log returns; of Merton that of the moves between jumps, of Heston that on the first day. A simulation needs it, except Bootstrap, where a blank leaves the returns of Price History as they are and a figure scales them to it; from history takes what Price History gives."},
	{Name: "Trading days per year", Type: TypeCount, Unit: "days", Default: "252",
		Help: "Turns yearly rates into daily ones."},
	{Name: "Tick", Type: TypePrice, Unit: "USD per share", Default: "0.0001",
		Help: "Simulated closes are rounded to a multiple of this."},
	{Name: "Jumps per year", Type: TypeText, Unit: "per year, or from history",
		Help: "How often the price jumps on average. Merton needs it; other processes pass over it."},
	{Name: "Jump mean", Type: TypeText, Unit: "log return, or from history",
		Help: "The average jump of the price's logarithm: -0.1 is a fall of about a tenth. Merton needs it."},
	{Name: "Jump deviation", Type: TypeText, Unit: "log return, or from history",
		Help: "The standard deviation of a jump of the price's logarithm. Merton needs it."},
	{Name: "Variance speed", Type: TypeText, Unit: "per year, or from history",
		Help: "How fast the variance returns to its long level: half of a distance is gone after 0.69 years over this. Heston needs it."},
	{Name: "Long variance", Type: TypeText, Unit: "per year, or from history",
		Help: "The level that the variance returns to, the square of a volatility: 0.36 for 60%. Heston needs it."},
	{Name: "Variance volatility", Type: TypeText, Unit: "per year, or from history",
		Help: "How much the variance itself moves. Heston needs it."},
	{Name: "Correlation", Type: TypeText, Unit: "-1 to 1, or from history",
		Help: "The correlation of the moves of price and variance; below 0 the variance rises when the price falls. Heston needs it."},
	{Name: "Block length", Type: TypeNumber, Unit: "trading days",
		Help: "The average length of the blocks of days that Bootstrap draws from Price History. Blank: the cube root of the number of returns, to the nearest whole number."},
	{Name: "Sampling", Type: TypeChoice, Choices: []string{SamplingPseudoRandom, SamplingAntithetic, SamplingSobol}, Default: SamplingPseudoRandom,
		Help: "How draws are spread: independently, in mirrored pairs, or evenly. Prices drawn from history are drawn independently only."},
	{Name: "Target error", Type: TypeNumber, Unit: "that of the target metric",
		Help: "Stop once the standard error of the target metric is this small; of a percentage 0.1% or 0.001. Paths is then the most that are run."},
	{Name: "Target metric", Type: TypeText,
		Help: "The metric that the target error is held against, as 'dilution', 'p95 peak exposure' or 'probability cap binds'."},
	{Name: "Price impact", Type: TypeNumber, Unit: "log return per day of average volume sold", Default: "0",
		Help: "How strongly holders' sales move later closes: of 0.1, selling one day's average volume takes about 10% off; 0 is not at all."},
	{Name: "Registration lapses per year", Type: TypeNumber, Unit: "per year", Default: "0",
		Help: "How often the registration lapses on average, for 30 days each time."},
	{Name: "Delistings per year", Type: TypeNumber, Unit: "per year", Default: "0",
		Help: "How often the common is delisted on average; it stays so until an event restores the listing."},
	{Name: "Delisted below", Type: TypePrice, Unit: "USD per share",
		Help: "The common is delisted after closing below this long enough; needs Delisted below for."},
	{Name: "Delisted below for", Type: TypeCount, Unit: "trading days",
		Help: "How many closes in a row below that price lead to delisting on the next trading day."},
	{Name: "Financings per year", Type: TypeNumber, Unit: "per year", Default: "0",
		Help: "How often the company sells new shares on average; needs Financing size and Financing price."},
	{Name: "Financing size", Type: TypeCount, Unit: "shares at the start price",
		Help: "How many shares such a sale has at the Start price; at another market price as many as are worth the same."},
	{Name: "Financing price", Type: TypePercent, Unit: "% of market",
		Help: "The price of such a sale, as a part of the last close before it."},
}

// Shape is one step of a price path that is described in words in place of a column of closes.
type Shape struct {
	Form string // as it is typed
	Help string
}

// Shapes are the steps that a path's description may be made of, joined by ';'. Each starts where the one before ended;
// the first starts from the last close.
var Shapes = []Shape{
	{"flat", "The price stays where it is to the end of the run."},
	{"flat for N months", "The price stays where it is for N months."},
	{"+P% over N months", "The price rises by P percent by the first trading day on or after the same calendar day N months on, by the same factor each trading day."},
	{"-P% over N months", "The price falls by P percent in the same way."},
	{"+P% over N days", "The price rises by P percent by the first trading day on or after the calendar day N days on."},
	{"-P% over N days", "The price falls by P percent in the same way."},
}
