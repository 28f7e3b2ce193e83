package xlsx

// Limits on what is read. Those of the format are Excel's own; the others keep a damaged or hostile file from filling the
// memory. A file that goes beyond one is refused with both numbers.
const (
	maxFileBytes         = 256 << 20 // of the workbook as it lies on disk
	maxParts             = 10_000    // files inside the package
	maxPartBytes         = 1 << 30   // of one part, unpacked
	maxPackageBytes      = 2 << 30   // of all parts together, unpacked
	maxExpansion         = 300       // unpacked bytes per packed byte of one part
	expansionFreeBytes   = 16 << 20  // unpacked size up to which any expansion is accepted
	maxSheets            = 1_000
	maxRows              = 1_048_576     // the format's
	maxColumns           = 16_384        // the format's
	maxCells             = 20_000_000    // of one sheet
	maxTableCells        = 2_000_000     // rows x columns of an input table other than Price Paths
	maxCloseDollars      = 1_000_000_000 // per share, so that sums of closes fit into an int64
	maxSharedStrings     = 4_000_000
	maxSharedStringBytes = 512 << 20
	maxStringLength      = 32_767  // the format's, in UTF-16 units of one cell's text
	maxNumberLength      = 64      // characters of one number as it is stored
	maxTagBytes          = 1 << 20 // of one XML tag
	maxDepth             = 256     // nested XML elements
	maxAttributes        = 256     // of one XML tag
	maxIssuesPerSheet    = 1_000   // listed one by one; the rest is counted
)
