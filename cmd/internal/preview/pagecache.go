package preview

import "sync"

// maxCachedBytes limits the bytes of all cached pages.
const maxCachedBytes = 32 << 20

// A pageCache keeps the last good bytes of pages that browsers have requested.
type pageCache struct {
	mu      sync.Mutex
	entries map[string][]byte // by address
	order   []string          // oldest first
	size    int
}

func (p *pageCache) put(address string, data []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.entries == nil {
		p.entries = map[string][]byte{}
	}
	if old, known := p.entries[address]; known {
		p.size -= len(old)
	} else {
		p.order = append(p.order, address)
	}
	p.entries[address] = data
	for p.size += len(data); p.size > maxCachedBytes && len(p.order) > 1; p.order = p.order[1:] {
		p.size -= len(p.entries[p.order[0]])
		delete(p.entries, p.order[0])
	}
}

func (p *pageCache) get(address string) ([]byte, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	data, ok := p.entries[address]
	return data, ok
}
