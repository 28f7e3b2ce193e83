package model

// scratch lends out slices that nothing keeps beyond the day, so that a path takes no new memory.
type scratch[T any] struct {
	space []T
	used  int
}

// take lends a slice of so many zero values.
func (s *scratch[T]) take(n int) []T {
	if s.used+n > len(s.space) {
		s.space, s.used = make([]T, max(2*len(s.space), n, 64)), 0
	}
	taken := s.space[s.used : s.used+n : s.used+n]
	s.used += n
	clear(taken)
	return taken
}

// dayScratch is what a day borrows from.
type dayScratch[N Numeric[N]] struct {
	counts  scratch[int64]
	indices scratch[int]
	groups  scratch[[]int]
	cuts    scratch[limitCut]
	unseen  scratch[[]Security]
	cash    scratch[Cents]
	issues  scratch[interestIssue[N]]
	parts   scratch[lostParts]

	batch  []wanted[N]
	merged []issuance[N]
}

// giveBack ends the loans of the day before.
func (s *dayScratch[N]) giveBack() {
	s.counts.used, s.indices.used, s.groups.used, s.cuts.used, s.unseen.used = 0, 0, 0, 0, 0
	s.cash.used, s.issues.used, s.parts.used = 0, 0, 0
}
