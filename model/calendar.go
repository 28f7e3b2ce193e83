package model

// Calendars answers which days are trading days, business days of A, and New York business days of N.
type Calendars struct{}
