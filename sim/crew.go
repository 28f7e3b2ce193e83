package sim

import (
	"fmt"
	"runtime/debug"
	"sync"
)

// crew is goroutines that share work. A mistake of the program in one of them is one of whoever waits for them, who can
// still say so in words; left alone it would end the program at once, with a file half written perhaps.
type crew struct {
	sync.WaitGroup
	once    sync.Once
	mistake any
}

// start has one more goroutine work.
func (c *crew) start(work func()) {
	c.Go(func() {
		defer func() {
			if mistake := recover(); mistake != nil {
				c.once.Do(func() { c.mistake = fmt.Sprintf("%v\n%s", mistake, debug.Stack()) })
			}
		}()
		work()
	})
}

// finish waits until all are done. It panics with the first mistake that one of them made.
func (c *crew) finish() {
	c.Wait()
	if c.mistake != nil {
		panic(c.mistake)
	}
}
