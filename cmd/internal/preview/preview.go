// Package preview shows successive versions of a site in browsers on this machine and keeps the open
// pages up to date.
//
//	server := preview.New(preview.Options{...})
//	server.Publish(preview.Version{Site: fsys, ...}) // again after every change
//	err := server.Serve(ctx, listeners...)
//
// # Versions
//
// A [Version] is a whole site with what is known to be wrong with it. [Server.Publish] puts it in the
// place of the one before; requests that are being answered end with the version that they began with.
// Requests wait for the first version. Where a file of the site can no longer be read because its
// source has changed, the request waits for the next version, though not for ever.
//
// A page whose own file has errors, or that no version can read any more ([Server.Lose]), keeps its last good
// bytes, if a browser has had them.
//
// # Pages
//
// Every HTML page gets one element directly behind <head>: a script with what the client has to know of
// the page (inject.go). The client (client/) holds a stream of Server-Sent Events. Every event is the
// whole state (state.go), so that one that was missed does not matter: the client compares it with what
// it shows, fetches its page again and changes what differs.
//
// # Addresses
//
// Everything of the preview itself lies below /.guide/. All else is a file of the site by its name, a
// folder by the index.html in it, or 404.html. Names that begin with a dot are refused, but for
// .well-known. Nothing is cached, GET and HEAD alone are answered.
//
// # Safety
//
// Pages of other sites can make a browser send requests here. A request is answered only for a host
// name that cannot have been bent to this machine, with the port that it came to (guard.go), the stream only for
// pages of the same origin, and no answer may be used by another one, nor shown in a frame. HTML, SVG and other XML
// that is no page of the site is sandboxed: no script runs in it.
package preview

import (
	"context"
	"crypto/rand"
	"io/fs"
	"sync"
	"time"

	"guide/cmd/internal/diag"
)

// Version is one version of a site.
type Version struct {
	// Site is every file. Where one cannot be read, Publish follows soon.
	Site fs.FS
	// Look names what all pages have in common. Pages of different looks are loaded again whole.
	Look string
	// Problems is everything that is known to be wrong, sorted; source lines need not be filled in.
	Problems []diag.Problem
	// Changed lists the addresses of files, not pages, whose bytes differ from the version before.
	Changed []string
	// Moved leads from addresses of the version before to where their pages are now.
	Moved map[string]string
	// Edited is the address of the page that is being edited; "" if that is not known.
	Edited string
	// Page tells about the page at an address, whose bytes have been read.
	Page func(address string) Page
}

// Page is what an editor wants to know of a page.
type Page struct {
	// Copied says that it is no page of the site, but a file that somebody put there.
	Copied    bool   `json:"-"`
	Source    string `json:"source,omitempty"` // file, relative to the source folder
	Status    string `json:"status,omitempty"` // why it is not public: "a draft"
	Words     int    `json:"words,omitempty"`
	Items     int    `json:"items,omitempty"`
	Resources int    `json:"resources,omitempty"`
	Unchecked int    `json:"unchecked,omitempty"` // resources
	Checked   string `json:"checked,omitempty"`   // the oldest such day of its resources
	// Broken says that the page's own file has errors.
	Broken bool `json:"broken,omitempty"`
}

// Options of New.
type Options struct {
	// Source is what source lines of problems are read from.
	Source fs.FS
	// Hosts are names that the preview may be asked for by, beside those of this machine.
	Hosts []string
	// Open makes a link that opens a file at a place in the editor; "" for none.
	Open func(file string, line, column int) string
	// Follow takes browsers to the page that is being edited.
	Follow bool
	// Stale is told of a file of the site that cannot be read.
	Stale func(err error)
}

// Server answers browsers. It may be used from many goroutines.
type Server struct {
	opts     Options
	instance string
	guard    guard
	good     pages

	mu       sync.Mutex
	current  *shown
	next     chan struct{} // closed when current changes
	replaced map[string]int
	moved    map[string]string
	follow   *follow
	streams  []*stream
	closed   bool

	making busy
}

// shown is a version with its number, from 1.
type shown struct {
	Version
	n      int
	listed []problem // those that clients are told of
	lost   bool      // no other version is to be waited for
}

// New makes a server that has nothing to show yet.
func New(opts Options) *Server {
	if opts.Open == nil {
		opts.Open = func(string, int, int) string { return "" }
	}
	if opts.Stale == nil {
		opts.Stale = func(error) {}
	}
	return &Server{opts: opts, instance: rand.Text()[:8], guard: newGuard(opts.Hosts), next: make(chan struct{}),
		replaced: map[string]int{}, moved: map[string]string{}}
}

// Publish shows a version in place of the one before.
func (s *Server) Publish(v Version) {
	listed := s.list(v.Problems)
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 1
	if s.current != nil {
		n = s.current.n + 1
	}
	for _, address := range v.Changed {
		s.replaced[address] = n
	}
	for from, to := range v.Moved {
		s.moved[from] = to
	}
	if v.Edited != "" && s.opts.Follow {
		s.follow = &follow{N: n, Address: v.Edited}
	}
	s.show(&shown{Version: v, n: n, listed: listed})
}

// Report replaces the problems of the version that is shown. Before the first version it does nothing.
func (s *Server) Report(problems []diag.Problem) {
	listed := s.list(problems)
	s.update(func(v *shown) { v.Problems, v.listed = problems, listed })
}

// Lose says that the files of the version that is shown are gone, and that no other version follows soon: a page that
// cannot be read keeps its last good bytes, and no request waits. Before the first version it does nothing.
func (s *Server) Lose() {
	s.update(func(v *shown) { v.lost = true })
}

// update shows the same version with something else known of it.
func (s *Server) update(change func(*shown)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current == nil {
		return
	}
	same := *s.current
	change(&same)
	s.show(&same)
}

func (s *Server) show(v *shown) {
	s.current = v
	close(s.next)
	s.next = make(chan struct{})
}

// latest returns the version that is shown, and a channel that is closed when there is another.
func (s *Server) latest() (*shown, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current, s.next
}

// patience is how long a request waits for a version.
const patience = 5 * time.Second

// after waits for a version with a number higher than n; nil if none comes in time, or none is to be waited for.
func (s *Server) after(ctx context.Context, n int) *shown {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	for {
		v, next := s.latest()
		if v != nil && v.n > n {
			return v
		}
		if v != nil && v.lost {
			return nil
		}
		select {
		case <-next:
		case <-ctx.Done():
			return nil
		}
	}
}

// Idle waits until no request reads a file of the site, so that work in the background gives way. What answers
// a request must not call it: it would wait for itself.
func (s *Server) Idle(ctx context.Context) { s.making.wait(ctx) }

// newAddress follows a page that moved, perhaps several times.
func (s *Server) newAddress(address string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	to, moved := s.moved[address]
	for range len(s.moved) {
		further, ok := s.moved[to]
		if !ok {
			break
		}
		to = further
	}
	return to, moved && to != address
}
