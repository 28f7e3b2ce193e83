package xlsx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// rowWhere is the first row of a sheet in which the cells from column A on begin with these texts.
func rowWhere(t *testing.T, s Sheet, texts ...string) int {
	t.Helper()
	for n := range s.Rows {
		matches := 0
		for i, want := range texts {
			if want == shown(s.cell(i+1, n+1)) || s.cell(i+1, n+1).Date.String() == want {
				matches++
			}
		}
		if matches == len(texts) {
			return n + 1
		}
	}
	t.Fatalf("%s has no row %v", s.Name, texts)
	return 0
}

// sectionOf are the lines of a sheet's dump from a heading up to the next, empty where there is no such heading.
func sectionOf(s Sheet, heading string) string {
	text := dump(s)
	from := strings.Index(text, heading)
	if from < 0 {
		return ""
	}
	section := text[from:]
	if line := strings.Index(section, "{section}\n"); line >= 0 {
		rest := section[line+len("{section}\n"):]
		if next := strings.Index(rest, "{section}"); next >= 0 {
			rest = rest[:strings.LastIndex(rest[:next], "\n")+1]
		}
		return section[:line] + rest
	}
	return section
}

func TestLedgersWithNothingInThem(t *testing.T) {
	r := fixtureReport(t)
	for i := range r.Scenarios {
		o := *r.Scenarios[i].Outcome
		o.Triggers, o.Demands, o.Dividends, o.Rights, o.Freezes, o.Reserve = nil, nil, nil, nil, nil, nil
		r.Scenarios[i].Outcome = &o
	}
	sheets := outputOf(r)
	for _, c := range []struct{ sheet, heading string }{
		{dilutionName, "Dividends and distributions"}, {dilutionName, "Purchase rights"}, {adjustmentsName, "Freezes"},
		{exchangeCapName, "Shares reserved for conversion"},
	} {
		if got := sectionOf(sheets[c.sheet], c.heading); got != "" {
			t.Errorf("%s has a section without rows:\n%s", c.sheet, got)
		}
	}
	rights, demands := sectionOf(sheets[exposureName], "Rights that opened"), sectionOf(sheets[exposureName], "Demands")
	if strings.Count(rights, "none {plain}") != len(r.Scenarios) {
		t.Errorf("not every scenario says that no right opened:\n%s", rights)
	}
	if !strings.Contains(demands, "No holder demands redemption in any scenario.") || strings.Contains(demands, "{header}") {
		t.Errorf("no demand, and the sheet says:\n%s", demands)
	}
	if open := sectionOf(sheets[exposureName], "Month ends"); strings.Contains(open, " since ") {
		t.Errorf("no right opened, and the month ends name one:\n%s", open)
	}
}

func TestRightsThatOpened(t *testing.T) {
	s := outputOf(fixtureReport(t))[exposureName]
	merger := rowWhere(t, s, "Redemption", "2003-01-10", "Series A", "A 3(c)(i)")
	final := rowWhere(t, s, "Redemption", "2003-01-17", "Series A", "A 3(b)(vii)")
	mandatory := rowWhere(t, s, "Redemption", "2003-03-28", "2002 Notes", "N 2(c)")
	for _, c := range []struct {
		row, column int
		want        string
	}{
		{merger, rightUntil, "2003-01-24"}, {merger, rightEnded, "2003-01-16"}, {merger, rightWhyEnded, "transaction given up"},
		{merger, rightHolders, "Fund A, Fund C"}, {merger, rightCause, "Merger announced (M1)"},
		{final, rightNotice, "2003-01-23"}, {final, rightFrom, "2003-01-17"}, {final, rightUntil, "no end"}, {final, rightWhyEnded, ""},
		{mandatory, rightFrom, ""}, {mandatory, rightUntil, ""}, {mandatory, rightHolders, ""}, {mandatory, rightWhat, "mandatory conversion"},
	} {
		cell := s.cell(c.column, c.row)
		got := cell.Text
		if cell.Kind == DateCell {
			got = cell.Date.String()
		}
		if got != c.want {
			t.Errorf("%s is %q, want %q", at(c.column, c.row), got, c.want)
		}
	}
	// What could be called that day is a reference to the table by date.
	byDate := s.cell(rightCallable, final).Formula
	if callable := s.cell(rightCallable, final); !callable.Number.Equal(dec("11165000")) || byDate != at(expTriggered, lastRowWhere(s, "2003-01-17", "A 3(b)(vii)")) {
		t.Errorf("callable then: %s =%s", callable.Number, byDate)
	}
	if cash := s.cell(rightCash, final); !cash.Number.Equal(dec("8750000")) {
		t.Errorf("cash then: %s", cash.Number)
	}
}

// lastRowWhere is the last row with a date in its column and a clause in its.
func lastRowWhere(s Sheet, date, clause string) int {
	for n := len(s.Rows); n > 0; n-- {
		if s.cell(expDate, n).Date.String() == date && s.cell(expClause, n).Text == clause {
			return n
		}
	}
	return 0
}

// A right that opens while another stands open changes no figure: what could be called is what the earlier line says.
func TestCallableUnderASecondRight(t *testing.T) {
	first, second := dateOf(t, "2003-01-10"), dateOf(t, "2003-02-10")
	line := func(on model.Date, clause, triggered string) model.Exposure {
		return model.Exposure{Date: on, Instrument: "Series A", Clause: clause, Triggered: dec(triggered), Cash: dec("5")}
	}
	right := model.Trigger{Date: second, Instrument: "Series A", Clause: "A 3(b)(ii)"}
	for _, c := range []struct {
		name           string
		exposure       []model.Exposure
		callable, cash string
	}{
		{"nothing was written", nil, "", ""},
		{"an earlier line stands", []model.Exposure{line(first, "A 3(b)(i)", "100")}, "F7", ""},
		{"an earlier line went to nothing", []model.Exposure{line(first, "A 3(b)(i)", "100"), line(second, "A 3(b)(i)", "0")}, "", ""},
		{"a line of the day", []model.Exposure{line(first, "A 3(a)", "0"), line(second, "A 3(b)(i)", "100")}, "F8", "J8"},
		{"demanded at once", []model.Exposure{{Date: second, Instrument: "Series A", Clause: "A 3(b)(ii)", Due: dec("100")}}, "F7+G7", "J7"},
		{"due under another right", []model.Exposure{{Date: second, Instrument: "Series A", Clause: "A 3(b)(i)", Due: dec("100")}}, "", ""},
		{"a later line", []model.Exposure{line(second+1, "A 3(b)(i)", "100")}, "", ""},
	} {
		callable, cash := callableThen(c.exposure, right, []int{7, 8})
		if callable.Formula != c.callable || cash.Formula != c.cash {
			t.Errorf("%s: callable %q, cash %q", c.name, callable.Formula, cash.Formula)
		}
	}
}

func TestWhenARightStandsOpen(t *testing.T) {
	o := &model.Outcome{Triggers: redemptionTriggers(t)}
	for _, c := range []struct{ on, instrument, want string }{
		{"2003-01-09", "Series A", ""},
		{"2003-01-10", "Series A", "A 3(c)(i) since 2003-01-10"},
		{"2003-01-15", "", "Series A: A 3(c)(i) since 2003-01-10"},
		{"2003-01-16", "Series A", ""}, // given up that day
		{"2003-01-17", "Series A", "A 3(b)(vii) since 2003-01-17"},
		{"2003-01-17", "2002 Notes", ""},
		{"2003-03-31", "", "Series A: A 3(b)(vii) since 2003-01-17"}, // a mandatory conversion is no right
	} {
		if got := openRights(o, c.instrument, dateOf(t, c.on)); got != c.want {
			t.Errorf("%s: %q, want %q", c.on, got, c.want)
		}
	}
	o.Triggers[0].Ended = model.NoDate
	for on, want := range map[string]string{
		"2003-01-24": "A 3(c)(i) since 2003-01-10; A 3(b)(vii) since 2003-01-17", // the last day
		"2003-01-25": "A 3(b)(vii) since 2003-01-17",
	} {
		if got := openRights(o, "Series A", dateOf(t, on)); got != want {
			t.Errorf("%s: %q, want %q", on, got, want)
		}
	}
}

func TestWhatCashCovers(t *testing.T) {
	for _, c := range []struct{ cash, called, covered, short string }{
		{"100", "40", "40", "0"}, {"40", "100", "40", "60"}, {"-5", "100", "0", "100"}, {"-5", "0", "0", "0"},
	} {
		covered, short := cover(9, "H9", "G9", endCovered, dec(c.cash), dec(c.called))
		if !covered.Number.Equal(dec(c.covered)) || !short.Number.Equal(dec(c.short)) || covered.Formula != "MAX(0,MIN(H9,G9))" || short.Formula != "G9-J9" {
			t.Errorf("cash %s against %s: covers %s =%s, short %s =%s", c.cash, c.called, covered.Number, covered.Formula, short.Number, short.Formula)
		}
	}
}

func TestWhatADemandIsStillOwed(t *testing.T) {
	for _, c := range []struct {
		name   string
		demand model.Demand
		live   bool
		owed   string
	}{
		{"paid in part", model.Demand{Amount: dec("100"), Paid: dec("30"), Unpaid: dec("70")}, true, "70"},
		{"lapsed", model.Demand{Amount: dec("100"), Lapsed: true}, true, "0"},
		{"settled otherwise", model.Demand{Amount: dec("100"), Paid: dec("30")}, false, "0"},
	} {
		got := stillOwed(c.demand, 9)
		if (got.Formula == `IF(L9="lapsed",0,G9-I9)`) != c.live || !got.Number.Equal(dec(c.owed)) {
			t.Errorf("%s: %s =%s", c.name, got.Number, got.Formula)
		}
	}
}

func TestFormulasOfEventCertificates(t *testing.T) {
	r := fixtureCase(t)
	for formula, want := range map[string]struct{ words, relation string }{
		"stock dividend": {"before x base before / base after", "F9*I9/J9"},
		"merger":         {"before x base before / base after", "F9*I9/J9"},
		"board":          {"set by the board", ""},
		"floor":          {"kept at the floor of the term sheet", ""},
		"reset":          {"set to a part of the market price on a reset date", ""},
		"returned part":  {"the price of the part that came back; that of the rest stays", ""},
		"full ratchet":   {"consideration / shares", "H9/G9"},
	} {
		words, relation := adjustmentRelation(r, model.Adjustment{Instrument: "Series A", Formula: formula, BaseAfter: dec("1.1")}, 9)
		if words != want.words || relation != want.relation {
			t.Errorf("%s: %q, %q", formula, words, relation)
		}
	}
}

func TestReserveInWords(t *testing.T) {
	line := func(date string, needed, available int64) model.ReserveLine {
		return model.ReserveLine{Date: dateOf(t, date), Needed: needed, Available: available, Clause: "A 5"}
	}
	short, worse, enough := line("2003-01-15", 120, 100), line("2003-02-03", 150, 90), line("2003-03-10", 80, 80)
	for _, c := range []struct {
		lines []model.ReserveLine
		want  string
	}{
		{[]model.ReserveLine{enough}, "the shares that may still be issued cover full conversion."},
		{[]model.ReserveLine{short}, "from 2003-01-15 on the shares that may still be issued do not cover full conversion (A 5): up to 20 are missing, first on 2003-01-15. They still do not on the last day."},
		{[]model.ReserveLine{short, worse, enough}, "from 2003-01-15 on the shares that may still be issued do not cover full conversion (A 5): up to 60 are missing, first on 2003-02-03. They cover it again from 2003-03-10 on."},
	} {
		if got := reserveSentence(c.lines); got != c.want {
			t.Errorf("got %q\nwant %q", got, c.want)
		}
	}
}

// The colours of a long table leave out the headers repeated in it.
func TestRunsOfRows(t *testing.T) {
	if got := fmt.Sprint(runs([]int{5, 6, 7, 9, 12, 13}), runs(nil)); got != "[{5 7} {9 9} {12 13}] []" {
		t.Error(got)
	}
}

// The reserve has its table also where no instrument has a cap.
func TestReserveWithoutACap(t *testing.T) {
	r := fixtureReport(t)
	for i := range r.Scenarios {
		o := *r.Scenarios[i].Outcome
		o.ExchangeCap = nil
		r.Scenarios[i].Outcome = &o
	}
	got := sectionOf(outputOf(r)[exchangeCapName], "Shares reserved for conversion")
	for _, want := range []string{"Slow decline: from 2003-01-15 on", "1,200,610 [1200610] =MAX(0,", `"covered") {alert}`, `"covered") {good}`} {
		if !strings.Contains(got, want) {
			t.Errorf("the table lacks %q:\n%s", want, got)
		}
	}
}

func TestHoldersOfADividendBeyondTheListStandInARow(t *testing.T) {
	var dividends []model.Dividend
	var rights []model.PurchaseRight
	for i := range mostHolders + 3 {
		name := fmt.Sprintf("Holder %03d", i)
		dividends = append(dividends, model.Dividend{Holder: name, What: "cash dividend", Shares: int64(1000 - i), Amount: dec("2")},
			model.Dividend{Holder: name, What: "cash dividend", Instrument: "Series A", Shares: 5, Amount: dec("1")})
		rights = append(rights, model.PurchaseRight{Holder: name, Price: dec("1.10"), Rights: int64(1000 - i), Worth: dec("3"), Taken: 4})
	}
	got := shownDividends(dividends)
	rest := got[mostHolders]
	if len(got) != 2*(mostHolders+1) || rest.Holder != "3 other holders" || rest.Shares != 800+799+798 || !rest.Amount.Equal(decimal.NewFromInt(6)) {
		t.Errorf("%d rows of dividends, the last on common %+v", len(got), rest)
	}
	shown := shownRights(rights)
	if last := shown[len(shown)-1]; len(shown) != mostHolders+1 || last.Rights != 800+799+798 || last.Taken != 12 || !last.Worth.Equal(dec("9")) {
		t.Errorf("%d rows of rights, the last %+v", len(shown), last)
	}
}

func TestDividendsTellMoneyFromShares(t *testing.T) {
	s := outputOf(fixtureReport(t))[dilutionName]
	cash := rowWhere(t, s, "Slow decline", "Fund A", "Series A", "2003-02-14", "2003-03-03", "cash dividend")
	stock := rowWhere(t, s, "Slow decline", "Fund A", "Series A", "2003-02-14", "2003-03-03", "stock dividend")
	if money, shares := s.cell(dvdAmount, cash), s.cell(dvdNewShares, cash); !money.Number.Equal(dec("45567.25")) || shares.Kind != Empty {
		t.Errorf("the cash dividend shows %s and %s", money.Number, shares.Number)
	}
	if money, shares := s.cell(dvdAmount, stock), s.cell(dvdNewShares, stock); !shares.Number.Equal(dec("9113")) || money.Kind != Empty {
		t.Errorf("the stock dividend shows %s and %s", money.Number, shares.Number)
	}
	right := rowWhere(t, s, "Slow decline", "Fund A", "Series A", "2003-03-03", "91,134")
	if lapsed, paid := s.cell(prtLapsed, right), s.cell(prtPaid, right); !lapsed.Number.Equal(dec("91134")) || !paid.Number.IsZero() {
		t.Errorf("of the right %s lapsed, %s was paid", lapsed.Number, paid.Number)
	}
}

func TestBesidesIsBlankWhereNothingCame(t *testing.T) {
	s := outputOf(fixtureReport(t))[conversionsName]
	preferred, notes := rowWhere(t, s, "Slow decline", "2003-02-03"), rowWhere(t, s, "Slow decline", "2003-02-10")
	if !s.cell(cvBesides, preferred).Number.Equal(dec("12500.5")) || s.cell(cvBesides, notes).Kind != Empty {
		t.Errorf("besides: %s, then %q", s.cell(cvBesides, preferred).Number, shown(s.cell(cvBesides, notes)))
	}
	if total := s.cell(cvBesides, rowWhere(t, s, "Slow decline", "Total")); !total.Number.Equal(dec("12500.5")) || total.Formula == "" {
		t.Errorf("in all %s =%s", total.Number, total.Formula)
	}
}
