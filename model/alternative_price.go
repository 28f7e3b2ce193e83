package model

// priceKind values of the ledger.
const (
	atConversionPrice  = "conversion price"
	atAlternativePrice = "alternative"
)

// alternativePrice is what a holder may choose today in place of the conversion price. While the price is frozen at what was
// applicable on the day of an announcement, that choice is in it already.
func (e *engine[N]) alternativePrice(in *instrumentState[N]) (Price[N], bool) {
	if in.freeze.on && in.t.Freeze == freezeApplicable {
		return Price[N]{}, false
	}
	return e.alternativePriceOf(in)
}

// alternativePriceOf is the higher of a part of the Conversion Price in effect and of a part of the Market Price, from the
// date on which holders may choose it (A 1(a)(i), 1(g)(iv)). The second result is false where there is none today.
func (e *engine[N]) alternativePriceOf(in *instrumentState[N]) (Price[N], bool) {
	t := in.t
	if !t.AlternativeFrom.Given() || e.date < t.AlternativeFrom {
		return Price[N]{}, false
	}
	price := e.marketPrice(t).Times(in.alternativePercent)
	floor := in.conversionPrice().Times(in.alternativeFloor)
	if floor.Cmp(price) > 0 {
		price = floor
	}
	return price, true
}

// priceFor chooses the price of a conversion: the holder may choose the alternative price conversion by conversion. Best
// takes it when it yields more shares, ties going to the Conversion Price; Never and Always do as they say; a notice may
// force either. A mandatory conversion is at the Conversion Price.
func (e *engine[N]) priceFor(in *instrumentState[N], n notice) (Price[N], string) {
	own := in.conversionPrice()
	if n.kind == noticeMandatory {
		return own, atConversionPrice
	}
	alternative, ok := e.alternativePrice(in)
	if !ok {
		return own, atConversionPrice
	}
	choice := e.policy(n.holder).AlternativePrice
	switch {
	case n.force == atAlternativePrice, n.force == "" && choice == alternativeAlways:
		return alternative, atAlternativePrice
	case n.force == atConversionPrice, choice == alternativeNever:
		return own, atConversionPrice
	case alternative.Cmp(own) < 0:
		return alternative, atAlternativePrice
	}
	return own, atConversionPrice
}
