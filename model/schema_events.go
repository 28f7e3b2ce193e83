package model

// EventFields are the columns of the Events sheet that an event may take or not, in their order. Date, Clause, Set, ID
// and Source may stand on every event.
var EventFields = []string{"Security", "Holder", "Quantity", "Price", "Amount", "Detail"}

// EventKinds are the events of the Events sheet.
var EventKinds = []EventKind{
	{Name: "Issue common", Step: 1, Needs: []string{"Holder", "Quantity"},
		Fields: map[string]string{"Holder": "the buyer, or a name for all of them", "Quantity": "shares", "Price": "USD per share", "Amount": "USD received in all, gross, in place of a price",
			"Detail": "category of the issue (Financing), then ; costs N in USD where known"},
		Help: "The company issues common shares."},
	{Name: "Grant option", Step: 1, Needs: []string{"Security", "Holder", "Quantity", "Price"},
		Fields: grantFields("Option"), Help: "The company grants options on its common."},
	{Name: "Grant warrant", Step: 1, Needs: []string{"Security", "Holder", "Quantity", "Price"},
		Fields: grantFields("Warrant"), Help: "The company grants warrants on its common."},
	{Name: "Issue convertible", Step: 1, Needs: []string{"Security", "Holder", "Quantity"},
		Fields: map[string]string{"Security": "an instrument, or a new name", "Holder": "the buyer", "Quantity": "units or principal of an instrument; shares under a new name",
			"Price": "conversion price of a new name, USD per share or a part of the market", "Amount": "USD received in all", "Detail": "category of the issue (Convertible grant)"},
		Help: "The company issues an instrument, or another convertible known by its name."},
	{Name: "Contract signed", Step: 1, Needs: []string{"Security", "Quantity"},
		Fields: map[string]string{"Security": "the options, warrants or convertible of the issue to come", "Holder": "as in the issue to come", "Quantity": "as in the issue to come",
			"Price": "as in the issue to come", "Amount": "as in the issue to come", "Detail": "as in the issue to come"},
		Help: "A grant or an issue of a convertible is agreed. It needs an ID; the issue itself carries the same ID and is not counted again."},
	{Name: "Exercise", Step: 1, Needs: []string{"Security", "Holder", "Quantity"},
		Fields: heldFields("options, warrants or convertible shares exercised"), Help: "A holder exercises options, warrants or a convertible known by its name."},
	{Name: "Expire", Step: 1, Needs: []string{"Security"},
		Fields: map[string]string{"Security": "which options, warrants or convertible", "Holder": "whose; blank: every holder's", "Quantity": "how many shares; blank: all"},
		Help:   "Options, warrants or a convertible end unexercised, whatever the holder's policy."},
	{Name: "Change terms", Step: 1, Needs: []string{"Security", "Price"},
		Fields: map[string]string{"Security": "whose terms change", "Price": "the new exercise or conversion price, USD per share"},
		Help:   "The exercise or conversion price of a security is changed."},
	{Name: "Split", Step: 1, Needs: []string{"Quantity"},
		Fields: map[string]string{"Quantity": "new shares per old: 2 is two-for-one, 0.1 one-for-ten"},
		Help:   "The common is split or combined."},
	{Name: "Stock dividend", Step: 1, Needs: []string{"Quantity"},
		Fields: map[string]string{"Quantity": "new shares per share held", "Detail": "record YYYY-MM-DD where it is not the Date; the convertible that is paid, where it is not common; ; between"},
		Help:   "A dividend is paid in shares or in a convertible. The Date is that of the payment; prices adjust on the record date."},
	{Name: "Cash dividend", Step: 1, Needs: []string{"Price"},
		Fields: dividendFields(), Help: "A dividend is paid in cash on the Date, to those who hold on the record date."},
	{Name: "Distribution", Step: 1, Needs: []string{"Price"},
		Fields: dividendFields(), Help: "Assets other than the company's cash are distributed on the Date, to those who hold on the record date."},
	{Name: "Rights offering", Step: 1, Needs: []string{"Quantity", "Price"},
		Fields: map[string]string{"Quantity": "rights per share", "Price": "subscription price, USD per share", "Amount": "fair value per right, USD"},
		Help:   "Stockholders are offered new shares pro rata; what they do not take up lapses at once."},
	{Name: "Board adjustment", Step: 1, Needs: []string{"Security", "Price"},
		Fields: map[string]string{"Security": "an instrument", "Price": "the new conversion price, USD per share or a part of the market; not above the one in effect"},
		Help:   "The board lowers a conversion price."},
	announced("Merger announced", "fraction of the common that it issues, exchanges or sells, such as 35%; 0 for a change of the state of incorporation only", "A merger or consolidation is announced."),
	announced("Asset sale announced", "fraction of the assets, such as 60%", "A sale of assets is announced."),
	announced("Tender announced", "fraction of the common, such as 35%", "A tender or exchange offer is announced."),
	concluded("Merger consummated", "An announced merger is completed."),
	concluded("Asset sale consummated", "An announced sale of assets is completed."),
	concluded("Tender consummated", "An announced tender is completed."),
	{Name: "Event abandoned", Step: 1, Needs: []string{"Detail"}, Fields: map[string]string{"Detail": "the ID of the announcement"},
		Help: "An announced merger, sale or tender is given up."},
	{Name: "Reclassification", Step: 1, Needs: []string{"Quantity"},
		Fields: map[string]string{"Quantity": "new units per share", "Detail": "what the common becomes, in words"},
		Help:   "The common is changed into another security, so many units for each share."},
	{Name: "Underwritten offering", Step: 1, Needs: []string{"Quantity", "Price"},
		Fields: map[string]string{"Quantity": "shares", "Price": "USD per share; with the quantity it gives the gross proceeds"},
		Help:   "An underwritten public offering closes: the shares are issued to the market."},
	{Name: "Registration effective", Step: 1, Fields: registrationFields(), Help: "The registration statement for the conversion shares is declared effective."},
	{Name: "Registration lapsed", Step: 1, Fields: registrationFields(), Help: "The registration can't be used for a time."},
	{Name: "Registration restored", Step: 1, Fields: registrationFields(), Help: "The registration can be used again."},
	{Name: "Listing suspended", Step: 1, Fields: map[string]string{"Detail": "the cause"}, Help: "Trading of the common is suspended on its market."},
	{Name: "Listing restored", Step: 1, Fields: map[string]string{"Detail": "the cause"}, Help: "Trading of the common resumes."},
	{Name: "Listing moved", Step: 1, Needs: []string{"Detail"}, Fields: map[string]string{"Detail": "the new market, then ; and the cause"}, Help: "The common moves to another market."},
	{Name: "Refusal to convert", Step: 1, Needs: []string{"Security"}, Fields: map[string]string{"Security": "an instrument", "Holder": "whose notice; may be blank"}, Help: "The company says that it will not convert."},
	{Name: "Late delivery", Step: 1, Needs: []string{"Security", "Holder"}, Fields: holderFields(), Help: "The shares of the holder's last conversion have not been delivered; a Cure with its ID says that they are now."},
	{Name: "Rescind", Step: 1, Needs: []string{"Security", "Holder"}, Fields: holderFields(), Help: "A holder takes back its last conversion, whose shares came later than Delivery due allows; a Late delivery comes before it."},
	{Name: "Breach", Step: 1, Needs: []string{"Security"},
		Fields: map[string]string{"Security": "an instrument", "Detail": "material or not material; curable or not curable; a word that is missing means not"},
		Help:   "The company breaks the contract."},
	{Name: "Cure", Step: 1, Needs: []string{"Security", "Detail"},
		Fields: map[string]string{"Security": "an instrument", "Detail": "the ID of a breach, a refusal to convert, a late delivery or a default"},
		Help:   "A breach, a refusal, a late delivery or an event of default is put right."},
	{Name: "Default", Step: 1, Needs: []string{"Security", "Detail"},
		Fields: map[string]string{"Security": "a note", "Amount": "USD of the debt accelerated (letter d) or the judgment (letter e); blank for the other letters",
			"Detail": "the letter of the event of default in section 10 of the note, a to l"},
		Help: "Something happens that is an event of default of a note, at once or when it is not put right in the note's time. A Cure names its ID."},
	decision("Stockholder approval", "Stockholders vote on issuing shares beyond the exchange cap."),
	decision("Counsel opinion", "Counsel says whether shares beyond the exchange cap need a vote."),
	decision("Lender consent", "The senior lender allows cash payments under an instrument that the senior debt blocks; refused ends an earlier consent."),
	{Name: "Senior debt repaid", Step: 1, Help: "The senior debt outstanding is paid in full. The facility goes on."},
	{Name: "Senior facility terminated", Step: 1, Help: "The senior facility ends before its maturity."},
	{Name: "Senior debt maturity", Step: 1, Needs: []string{"Detail"},
		Fields: map[string]string{"Detail": "the new maturity, YYYY-MM-DD"}, Help: "The senior facility's maturity is changed."},
	{Name: "Cash balance", Step: 1, Needs: []string{"Amount"},
		Fields: map[string]string{"Amount": "USD"}, Help: "The company's cash is set to this amount."},
	{Name: "Report outstanding", Step: 1, Needs: []string{"Quantity"},
		Fields: map[string]string{"Quantity": "shares"}, Help: "The company reports how much common is outstanding. Ownership limits look at it where Ownership base is Last reported."},
	{Name: "Liquidation", Step: 1, Needs: []string{"Amount"},
		Fields: map[string]string{"Amount": "proceeds, USD"}, Help: "The company is wound up: the proceeds stand in place of its cash and are paid out the same day."},
	{Name: "Transfer", Step: 1, Needs: []string{"Security", "Holder", "Quantity", "Detail"},
		Fields: map[string]string{"Security": "an instrument, common, options, warrants or a convertible known by its name", "Holder": "from whom", "Quantity": "units, principal or shares", "Detail": "the new holder, who may hold nothing so far"},
		Help:   "A holder passes securities on."},
	{Name: "Conversion notice", Step: 5, Needs: []string{"Security", "Holder", "Quantity"},
		Fields: map[string]string{"Security": "an instrument", "Holder": "who converts", "Quantity": "units or principal", "Detail": "alternative or conversion price, to force one"},
		Help:   "A holder asks to convert."},
	{Name: "Redemption demand", Step: 5, Needs: []string{"Security", "Holder"},
		Fields: heldFields("units or principal; blank: all that the holder has"), Help: "A holder that may asks for redemption."},
	{Name: "Prepayment demand", Step: 5, Needs: []string{"Security", "Holder", "Quantity"},
		Fields: heldFields("principal"), Help: "A holder asks for prepayment, which it may once the company has enough cash."},
	{Name: "Void notice", Step: 5, Needs: []string{"Security", "Holder", "Quantity"},
		Fields: heldFields("principal"), Help: "A holder takes back what the company could not convert and did not prepay."},
	{Name: "Prepayment notice", Step: 5, Needs: []string{"Security", "Quantity", "Detail"},
		Fields: map[string]string{"Security": "an instrument", "Quantity": "principal, of all holders together", "Detail": "the day of payment, YYYY-MM-DD; Company prepayment notice days later at the earliest"},
		Help:   "The company gives notice of a prepayment."},
	{Name: "Waiver notice", Step: 5, Needs: []string{"Security", "Holder", "Quantity", "Detail"},
		Fields: map[string]string{"Security": "an instrument", "Holder": "who waives", "Quantity": "principal", "Detail": "4(a) for the ownership limit, 4(b) for the second one"},
		Help:   "A holder waives an ownership limit; it falls away when the days of the waiver's notice have passed."},
}

func grantFields(security string) map[string]string {
	return map[string]string{"Security": security + ", with a name where several exist (" + security + ": name)", "Holder": "who receives it", "Quantity": "shares",
		"Price": "exercise price, USD per share or a part of the market", "Amount": "USD received at the grant (0)",
		"Detail": "category of the grant (Option grant), then ; value N in USD, the fair value of all, where they are sold with a main security"}
}

func heldFields(quantity string) map[string]string {
	return map[string]string{"Security": "which security", "Holder": "whose", "Quantity": quantity}
}

func holderFields() map[string]string {
	return map[string]string{"Security": "an instrument", "Holder": "whose notice"}
}

func dividendFields() map[string]string {
	return map[string]string{"Price": "value per share, USD", "Detail": "record YYYY-MM-DD where it is not the Date"}
}

func registrationFields() map[string]string {
	return map[string]string{"Security": "an instrument; blank: every one issued by then", "Detail": "the cause"}
}

func announced(name, quantity, help string) EventKind {
	return EventKind{Name: name, Step: 1, Needs: []string{"Quantity"}, Fields: map[string]string{"Quantity": quantity}, Help: help + " It needs an ID."}
}

func concluded(name, help string) EventKind {
	return EventKind{Name: name, Step: 1, Needs: []string{"Detail"}, Help: help,
		Fields: map[string]string{"Quantity": "acquirer's shares per share", "Price": "cash per share, USD", "Amount": "the acquirer's share price, USD",
			"Detail": "the ID of the announcement, then ; survives where the company does, then ; in lieu or ; besides (besides): whether the common is replaced or what is given comes on top"}}
}

func decision(name, help string) EventKind {
	return EventKind{Name: name, Step: 1, Needs: []string{"Security"}, Help: help,
		Fields: map[string]string{"Security": "an instrument", "Detail": "granted (also where blank) or refused"}}
}
