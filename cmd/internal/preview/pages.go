package preview

import "sync"

// maxKept bounds the bytes of pages that are kept.
const maxKept = 32 << 20

// pages keeps the last good bytes of pages that browsers have had.
type pages struct {
	mu    sync.Mutex
	of    map[string][]byte // by address
	order []string          // the one that was kept longest first
	size  int
}

func (p *pages) keep(address string, data []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.of == nil {
		p.of = map[string][]byte{}
	}
	if old, known := p.of[address]; known {
		p.size -= len(old)
	} else {
		p.order = append(p.order, address)
	}
	p.of[address] = data
	for p.size += len(data); p.size > maxKept && len(p.order) > 1; p.order = p.order[1:] {
		p.size -= len(p.of[p.order[0]])
		delete(p.of, p.order[0])
	}
}

func (p *pages) get(address string) ([]byte, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	data, ok := p.of[address]
	return data, ok
}
