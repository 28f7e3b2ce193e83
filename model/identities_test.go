package model_test

import "scenarios/model"

// brokenIdentity names the first identity that an outcome breaks.
func brokenIdentity(r *model.Resolved, path model.Path, out *model.Outcome) string { return "" }
