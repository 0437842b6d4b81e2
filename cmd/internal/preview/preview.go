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
	// ThemeHash names what all pages have in common. Pages of different looks are loaded again whole.
	ThemeHash string
	// Problems is everything that is known to be wrong, sorted; source lines need not be filled in.
	Problems []diag.Problem
	// Changed lists the addresses of files, not pages, whose bytes differ from the version before.
	Changed []string
	// Moved leads from addresses of the version before to where their pages are now.
	Moved map[string]string
	// Edited is the address of the page that is being edited; "" if that is not known.
	Edited string
	// PageInfo tells about the page at an address, whose bytes have been read.
	PageInfo func(address string) PageInfo
}

// PageInfo is what an editor wants to know of a page.
type PageInfo struct {
	// Foreign says that it is no page of the site, but a file that somebody put there.
	Foreign   bool   `json:"-"`
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
	// EditorLink makes a link that opens a file at a place in the editor; "" for none.
	EditorLink func(file string, line, column int) string
	// FollowEdits takes browsers to the page that is being edited.
	FollowEdits bool
	// OnReadError is told of a file of the site that cannot be read.
	OnReadError func(err error)
}

// Server answers browsers. It may be used from many goroutines.
type Server struct {
	opts     Options
	instance string
	guard    guard
	lastGood pageCache

	mu          sync.Mutex
	current     *served
	nextVersion chan struct{} // closed when current changes
	changedIn   map[string]int
	moved       map[string]string
	follow      *followTarget
	streams     []*stream
	closed      bool

	inFlight inFlight
}

// served is a version with its number, from 1.
type served struct {
	Version
	number      int
	problems    []problem // those that clients are told of
	unavailable bool      // no other version is to be waited for
}

// New makes a server that has nothing to show yet.
func New(opts Options) *Server {
	if opts.EditorLink == nil {
		opts.EditorLink = func(string, int, int) string { return "" }
	}
	if opts.OnReadError == nil {
		opts.OnReadError = func(error) {}
	}
	return &Server{opts: opts, instance: rand.Text()[:8], guard: newGuard(opts.Hosts), nextVersion: make(chan struct{}),
		changedIn: map[string]int{}, moved: map[string]string{}}
}

// Publish shows a version in place of the one before.
func (s *Server) Publish(v Version) {
	listed := s.listProblems(v.Problems)
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 1
	if s.current != nil {
		n = s.current.number + 1
	}
	for _, address := range v.Changed {
		s.changedIn[address] = n
	}
	for from, to := range v.Moved {
		s.moved[from] = to
	}
	if v.Edited != "" && s.opts.FollowEdits {
		s.follow = &followTarget{Version: n, Address: v.Edited}
	}
	s.setCurrent(&served{Version: v, number: n, problems: listed})
}

// SetProblems replaces the problems of the version that is shown. Before the first version it does nothing.
func (s *Server) SetProblems(problems []diag.Problem) {
	listed := s.listProblems(problems)
	s.update(func(v *served) { v.Problems, v.problems = problems, listed })
}

// MarkUnavailable says that the files of the version that is shown are gone, and that no other version follows soon: a page that
// cannot be read keeps its last good bytes, and no request waits. Before the first version it does nothing.
func (s *Server) MarkUnavailable() {
	s.update(func(v *served) { v.unavailable = true })
}

// update shows the same version with something else known of it.
func (s *Server) update(change func(*served)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current == nil {
		return
	}
	same := *s.current
	change(&same)
	s.setCurrent(&same)
}

func (s *Server) setCurrent(v *served) {
	s.current = v
	close(s.nextVersion)
	s.nextVersion = make(chan struct{})
}

// latest returns the version that is shown, and a channel that is closed when there is another.
func (s *Server) latest() (*served, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current, s.nextVersion
}

// waitTimeout is how long a request waits for a version.
const waitTimeout = 5 * time.Second

// waitAfter waits for a version with a number higher than n; nil if none comes in time, or none is to be waited for.
func (s *Server) waitAfter(ctx context.Context, n int) *served {
	ctx, stop := context.WithTimeout(ctx, waitTimeout)
	defer stop()
	for {
		v, next := s.latest()
		if v != nil && v.number > n {
			return v
		}
		if v != nil && v.unavailable {
			return nil
		}
		select {
		case <-next:
		case <-ctx.Done():
			return nil
		}
	}
}

// WaitIdle waits until no request reads a file of the site, so that work in the background gives way. What answers
// a request must not call it: it would wait for itself.
func (s *Server) WaitIdle(ctx context.Context) { s.inFlight.waitIdle(ctx) }

// movedTo follows a page that moved, perhaps several times.
func (s *Server) movedTo(address string) (string, bool) {
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
