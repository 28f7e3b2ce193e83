package model_test

import (
	"fmt"
	"testing"

	"scenarios/model"
)

func TestZZRefused(t *testing.T) {
	for n := 1; n <= 300; n++ {
		r, path, why := resolveText(randomCase(n))
		if why != "" {
			if len(why) > 300 {
				why = why[:300]
			}
			fmt.Println("REFUSED", n, why)
			continue
		}
		if _, err := safely(r, path, model.Options{}); err != nil {
			fmt.Println("STOPPED", n, err)
		}
	}
}
