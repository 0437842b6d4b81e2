package site

import (
	"maps"
	"slices"
	"sync"

	"guide/cmd/internal/diag"
)

// problemSet are those of words, templates and static files, each once.
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

// uniqueTemplateErrors returns the problems of templates that cut pages short, each once, with the first of the pages.
func (s *Site) uniqueTemplateErrors() []diag.Problem {
	firstPage := map[diag.Problem]string{}
	s.templateErrors.Range(func(key, value any) bool {
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
