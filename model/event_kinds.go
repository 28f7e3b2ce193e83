package model

// The kinds of event that the program treats apart.
const (
	issueCommon          = "Issue common"
	grantOption          = "Grant option"
	grantWarrant         = "Grant warrant"
	issueConvertible     = "Issue convertible"
	contractSigned       = "Contract signed"
	changeTerms          = "Change terms"
	listingMoved         = "Listing moved"
	conversionNotice     = "Conversion notice"
	splitEvent           = "Split"
	exerciseEvent        = "Exercise"
	expireEvent          = "Expire"
	stockholderApproval  = "Stockholder approval"
	counselOpinion       = "Counsel opinion"
	stockDividend        = "Stock dividend"
	cashDividend         = "Cash dividend"
	distribution         = "Distribution"
	rightsOffering       = "Rights offering"
	boardAdjustment      = "Board adjustment"
	mergerAnnounced      = "Merger announced"
	assetSaleAnnounced   = "Asset sale announced"
	tenderAnnounced      = "Tender announced"
	mergerConsummated    = "Merger consummated"
	assetSaleConsummated = "Asset sale consummated"
	tenderConsummated    = "Tender consummated"
	eventAbandoned       = "Event abandoned"
	reclassification     = "Reclassification"
	underwrittenOffering = "Underwritten offering"
	refusalToConvert     = "Refusal to convert"
	lateDelivery         = "Late delivery"
	breachEvent          = "Breach"
	cureEvent            = "Cure"
	reportOutstanding    = "Report outstanding"
	liquidationEvent     = "Liquidation"
	transferEvent        = "Transfer"
	rescindEvent         = "Rescind"
	defaultEvent         = "Default"
	lenderConsent        = "Lender consent"
	seniorMaturity       = "Senior debt maturity"
	facilityTerminated   = "Senior facility terminated"
	prepaymentDemand     = "Prepayment demand"
	prepaymentNotice     = "Prepayment notice"
	voidNotice           = "Void notice"
	waiverNotice         = "Waiver notice"
	detailGranted        = "granted"
	detailRefused        = "refused"
	detailAlternative    = "alternative"
	detailConversionOnly = "conversion price"
)

// usualCategory is the issuance category of an event whose Detail names none.
var usualCategory = map[string]string{
	issueCommon: "Financing", grantOption: "Option grant", grantWarrant: "Option grant", issueConvertible: "Convertible grant",
}

// details are the texts that some events take in Detail, the first one being meant by a blank.
var details = map[string][]string{
	stockholderApproval: {detailGranted, detailRefused},
	counselOpinion:      {detailGranted, detailRefused},
	lenderConsent:       {detailGranted, detailRefused},
	conversionNotice:    {"", detailAlternative, detailConversionOnly},
}

// distributes reports events that have a record date.
func distributes(event string) bool {
	return event == stockDividend || event == cashDividend || event == distribution
}

// announces reports the announcements of transactions.
func announces(event string) bool {
	return event == mergerAnnounced || event == assetSaleAnnounced || event == tenderAnnounced
}

// consummates reports the completions of transactions.
func consummates(event string) bool {
	return event == mergerConsummated || event == assetSaleConsummated || event == tenderConsummated
}

// rescales reports events whose Quantity is in new shares per old, or per share held.
func rescales(event string) bool {
	return event == splitEvent || event == stockDividend || event == rightsOffering || event == reclassification || consummates(event)
}

// answers are the events whose Detail names the ID of another event, with the kinds of that other one.
var answers = map[string][]string{
	mergerConsummated:    {mergerAnnounced},
	assetSaleConsummated: {assetSaleAnnounced},
	tenderConsummated:    {tenderAnnounced},
	eventAbandoned:       {mergerAnnounced, assetSaleAnnounced, tenderAnnounced},
	cureEvent:            {breachEvent, refusalToConvert, lateDelivery, defaultEvent},
}

// relativelyPriced are the events whose Price may be a part of the market price.
var relativelyPriced = []string{issueCommon, changeTerms, grantOption, grantWarrant, issueConvertible, contractSigned, boardAdjustment}

// fromTheStart are the events that change what the cap table says at the start, so that they can't come before it.
var fromTheStart = []string{rescindEvent, prepaymentNotice, prepaymentDemand, voidNotice}
