package model

import "sort"

// proRata divides a whole number among claims in proportion to them, in whole units by largest remainder; ties go to the
// larger claim, then by name (A 1(e)(v), 3(f)). Nobody gets more than the claim.
func proRata(total int64, claims []int64, name func(i int) string) []int64 {
	parts := make([]int64, len(claims))
	all := sum(claims)
	if total >= all {
		copy(parts, claims)
		return parts
	}
	if total <= 0 {
		return parts
	}
	type remainder struct {
		index int
		rest  int64
	}
	rests := make([]remainder, len(claims))
	left := total
	for i, c := range claims {
		part, rest := mulDiv(total, c, all)
		parts[i], rests[i] = part, remainder{i, rest}
		left -= part
	}
	sort.SliceStable(rests, func(a, b int) bool {
		ra, rb := rests[a], rests[b]
		if ra.rest != rb.rest {
			return ra.rest > rb.rest
		}
		if claims[ra.index] != claims[rb.index] {
			return claims[ra.index] > claims[rb.index]
		}
		return name(ra.index) < name(rb.index)
	})
	for _, r := range rests[:left] {
		parts[r.index]++
	}
	return parts
}
