package model

// proRata divides a whole number among claims in proportion to them, in whole units by largest remainder; ties go to the
// larger claim, then by name (A 1(e)(v), 3(f)). Nobody gets more than the claim.
func proRata(total int64, claims []int64, name func(i int) string) []int64 {
	parts := make([]int64, len(claims))
	divide(parts, total, claims, name)
	return parts
}

// divide is proRata into a slice of its length.
func divide(parts []int64, total int64, claims []int64, name func(i int) string) {
	all := sum(claims)
	if total >= all {
		copy(parts, claims)
		return
	}
	clear(parts)
	if total <= 0 {
		return
	}
	var few [16]int64
	rests := few[:0]
	left := total
	for i, c := range claims {
		part, rest := mulDiv(total, c, all)
		parts[i] = part
		rests = append(rests, rest)
		left -= part
	}
	for ; left > 0; left-- {
		best := 0
		for i := range rests {
			if i != best && beforeIn(rests, claims, name, i, best) {
				best = i
			}
		}
		parts[best]++
		rests[best] = served
	}
}

// served is the remainder of a claim that has had its share of the remainders.
const served = -1

// beforeIn reports whether a claim's remainder is served before another's. Claims of one name are served as they stand.
func beforeIn(rests, claims []int64, name func(i int) string, a, b int) bool {
	switch {
	case rests[a] != rests[b]:
		return rests[a] > rests[b]
	case claims[a] != claims[b]:
		return claims[a] > claims[b]
	}
	nameA, nameB := name(a), name(b)
	return nameA < nameB || nameA == nameB && a < b
}
