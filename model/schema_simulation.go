package model

// SimulationFields are the rows of the Simulation sheet.
var SimulationFields = []Field{
	{Name: "Process", Type: TypeChoice, Choices: []string{"GBM", "Merton", "Heston", "Bootstrap"}, Default: "GBM", Later: Later{Values: []string{"Merton", "Heston", "Bootstrap"}},
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
		Help: "The yearly standard deviation of log returns. A simulation needs it; from history takes that of Price History."},
	{Name: "Trading days per year", Type: TypeCount, Unit: "days", Default: "252",
		Help: "Turns yearly rates into daily ones."},
	{Name: "Tick", Type: TypePrice, Unit: "USD per share", Default: "0.0001",
		Help: "Simulated closes are rounded to a multiple of this."},
	{Name: "Jumps per year", Type: TypeNumber, Unit: "per year", Later: notYet,
		Help: "How often the price jumps on average."},
	{Name: "Jump mean", Type: TypeNumber, Unit: "log return", Later: notYet,
		Help: "The average jump."},
	{Name: "Jump deviation", Type: TypeNumber, Unit: "log return", Later: notYet,
		Help: "The standard deviation of a jump."},
	{Name: "Variance speed", Type: TypeNumber, Unit: "per year", Later: notYet,
		Help: "How fast the variance returns to its long level."},
	{Name: "Long variance", Type: TypeNumber, Unit: "per year", Later: notYet,
		Help: "The level that the variance returns to."},
	{Name: "Variance volatility", Type: TypeNumber, Unit: "per year", Later: notYet,
		Help: "How much the variance itself moves."},
	{Name: "Correlation", Type: TypeNumber, Later: notYet,
		Help: "The correlation of the moves of price and variance, from -1 to 1."},
	{Name: "Block length", Type: TypeNumber, Unit: "trading days", Later: notYet,
		Help: "The average length of the blocks that are drawn from history."},
	{Name: "Sampling", Type: TypeChoice, Choices: []string{"Pseudo-random", "Antithetic", "Sobol"}, Default: "Pseudo-random", Later: Later{Values: []string{"Antithetic", "Sobol"}},
		Help: "How draws are spread: independently, in mirrored pairs, or evenly."},
	{Name: "Target error", Type: TypeNumber, Later: notYet,
		Help: "Stop once the standard error of the target metric is this small."},
	{Name: "Target metric", Type: TypeText, Later: notYet,
		Help: "The metric that the target error is held against."},
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
