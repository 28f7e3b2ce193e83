package xlsx

import (
	"strings"

	"scenarios/model"
)

// termNote is the help of a term as it stands in the cell note beside its name.
func termNote(t *model.Term) string {
	parts := []string{t.Help}
	if t.Type == model.TypeChoice {
		parts = append(parts, "Where the clause is present and the cell blank: "+t.Choices[0]+".")
	}
	if clauses := clausesOf(t); clauses != "" {
		parts = append(parts, "Wire One's contracts: "+clauses+".")
	}
	return strings.Join(append(parts, laterSentences(t.Later)...), " ")
}

// clausesOf names a term's clauses in the Series A certificate (A) and in the 2002 note (N).
func clausesOf(t *model.Term) string {
	var clauses []string
	for _, c := range []struct{ contract, clause string }{{"A", t.ClauseA}, {"N", t.ClauseN}} {
		if c.clause != "" && c.clause != variantClause {
			clauses = append(clauses, c.contract+" "+c.clause)
		}
	}
	return strings.Join(clauses, "; ")
}

// variantClause stands in the schema where neither contract has the term and other contracts do.
const variantClause = "variant"

func fieldNote(f *model.Field) string {
	parts := []string{f.Help}
	if f.Required {
		parts = append(parts, "Required.")
	}
	if f.Default != "" {
		parts = append(parts, "Blank: "+f.Default+".")
	}
	return strings.Join(append(parts, laterSentences(f.Later)...), " ")
}

// laterSentences say what of a term, field or setting is still to come.
func laterSentences(l model.Later) []string {
	var parts []string
	if l.All {
		parts = append(parts, "Not supported yet: leave it empty.")
	}
	if len(l.Kinds) > 0 {
		parts = append(parts, "Not supported yet for: "+strings.Join(l.Kinds, ", ")+".")
	}
	if len(l.Values) > 0 {
		parts = append(parts, "Not supported yet: "+strings.Join(l.Values, "; ")+".")
	}
	return parts
}
