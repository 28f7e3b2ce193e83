//go:build ignore

// Packs the direction numbers of S. Joe and F. Y. Kuo into sobol_directions.bin. Its argument is their file
// new-joe-kuo-6.21201 (web.maths.unsw.edu.au/~fkuo/sobol): a line of titles, then for each dimension from the second on
// its number d, the degree s of its primitive polynomial, the polynomial's inner coefficients a, and s numbers m_i.
//
// Of each dimension is kept, bit after bit with the highest first: s in 5 bits, a in s - 1, and of every odd m_i below 2^i
// what stands between its highest place and its lowest, i - 1 bits.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"
)

type packer struct {
	bytes []byte
	used  int
}

func (p *packer) add(value uint64, bits int) {
	for bits--; bits >= 0; bits-- {
		if p.used%8 == 0 {
			p.bytes = append(p.bytes, 0)
		}
		p.bytes[p.used/8] |= byte(value>>bits&1) << (7 - p.used%8)
		p.used++
	}
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: go run sobol_directions_pack.go new-joe-kuo-6.21201")
	}
	file, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var p packer
	lines := bufio.NewScanner(file)
	lines.Scan() // titles
	for dimension := uint64(2); lines.Scan(); dimension++ {
		if err := p.line(lines.Text(), dimension); err != nil {
			log.Fatalf("dimension %d: %v", dimension, err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("sobol_directions.bin", p.bytes, 0o644); err != nil {
		log.Fatal(err)
	}
}

func (p *packer) line(text string, dimension uint64) error {
	var n []uint64
	for _, word := range strings.Fields(text) {
		value, err := strconv.ParseUint(word, 10, 32)
		if err != nil {
			return err
		}
		n = append(n, value)
	}
	if len(n) < 4 || n[0] != dimension || uint64(len(n)) != 3+n[1] {
		return fmt.Errorf("found %q", text)
	}
	degree := int(n[1])
	p.add(n[1], 5)
	p.add(n[2], degree-1)
	for i, m := range n[3:] {
		if m%2 == 0 || m >= 2<<i {
			return fmt.Errorf("m_%d is %d: not an odd number below %d", i+1, m, 2<<i)
		}
		p.add(m/2, i)
	}
	return nil
}
