package model_test

import (
	"fmt"
	"runtime/debug"
	"testing"

	"scenarios/model"
)

func TestZZStack(t *testing.T) {
	n := 0
	for k := 1; k <= 300 && n < 3; k++ {
		r, path, why := resolveText(randomCase(k))
		if why != "" {
			continue
		}
		func() {
			defer func() {
				if w := recover(); w != nil {
					n++
					fmt.Println("CASE", k, w, string(debug.Stack()))
				}
			}()
			model.Run(r, path, model.Options{})
		}()
	}
}
