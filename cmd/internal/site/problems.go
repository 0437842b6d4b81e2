package site

import (
	"maps"
	"slices"
	"sync"

	"guide/cmd/internal/diag"
)

// problemSet holds problems, each once. It may be used from many goroutines.
type problemSet struct {
	mu  sync.Mutex
	set map[diag.Problem]bool
}

func (p *problemSet) report(problems ...diag.Problem) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.set == nil {
		p.set = map[diag.Problem]bool{}
	}
	for _, problem := range problems {
		p.set[problem] = true
	}
}

func (p *problemSet) list() []diag.Problem {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Collect(maps.Keys(p.set))
}

// templateErrors holds the problem of each page whose template failed. It may be used from many goroutines.
type templateErrors struct{ byAddress sync.Map } // address -> diag.Problem

func (t *templateErrors) put(address string, p diag.Problem) { t.byAddress.Store(address, p) }
func (t *templateErrors) remove(address string)              { t.byAddress.Delete(address) }

// of returns the problem of the page at an address, or none.
func (t *templateErrors) of(address string) []diag.Problem {
	if p, failed := t.byAddress.Load(address); failed {
		return []diag.Problem{p.(diag.Problem)}
	}
	return nil
}

// list returns each problem once, with the first of its pages.
func (t *templateErrors) list() []diag.Problem {
	firstPage := map[diag.Problem]string{}
	t.byAddress.Range(func(key, value any) bool {
		address, p := key.(string), value.(diag.Problem)
		if known, ok := firstPage[p]; !ok || address < known {
			firstPage[p] = address
		}
		return true
	})
	var out []diag.Problem
	for p, address := range firstPage {
		p.Message += ", while making " + address
		out = append(out, p)
	}
	return out
}
