package site

import (
	"maps"
	"slices"
	"sync"

	"guide/cmd/internal/diag"
)

// problems are those of words, templates and static files, each once.
type problems struct {
	mu  sync.Mutex
	all map[diag.Problem]bool
}

func (p *problems) report(all ...diag.Problem) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.all == nil {
		p.all = map[diag.Problem]bool{}
	}
	for _, one := range all {
		p.all[one] = true
	}
}

func (p *problems) list() []diag.Problem {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Collect(maps.Keys(p.all))
}

// cuts returns the problems of templates that cut pages short, each once, with the first of the pages.
func (s *Site) cuts() []diag.Problem {
	first := map[diag.Problem]string{}
	s.cut.Range(func(key, value any) bool {
		address, p := key.(string), value.(diag.Problem)
		if known, ok := first[p]; !ok || address < known {
			first[p] = address
		}
		return true
	})
	var out []diag.Problem
	for p, address := range first {
		p.Message += ", while making " + address
		out = append(out, p)
	}
	return out
}
