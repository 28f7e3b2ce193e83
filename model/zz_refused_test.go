package model_test

import (
	"os"
	"scenarios/model"
	"strings"
	"testing"
)

func TestZZRefused(t *testing.T) {
	n0 := 400
	if os.Getenv("ZZ") != "" {
		n0 = 2500
	}
	for n := 1; n <= n0; n++ {
		r, p, why := resolveText(randomCase(n))
		if why != "" {
			t.Log(n, why)
			continue
		}
		if _, err := model.Run(r, p, model.Options{}); err != nil {
			t.Log(n, err)
		}
		_ = strings.Cut
	}
}
