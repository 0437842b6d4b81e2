// Package preview shows the versions of a site in browsers and keeps open pages up to date.
//
//	server := preview.New(preview.Options{...})
//	server.Publish(preview.Version{Site: fsys, ...}) // again after every change
//	err := server.Serve(ctx, listeners...)
//
// # Versions
//
// A [Version] is a whole site with its known problems. [Server.Publish] replaces the current version; running requests
// are answered from the version with which they began. Requests wait for the first version. If a file of the site can
// no longer be read because its source has changed, the request waits for the next version, but only for a few seconds.
//
// A page whose own file has errors keeps its last good bytes, if it was requested before. So does a page that cannot be
// read any more ([Server.MarkUnavailable]).
//
// # Pages
//
// Every HTML page gets one element directly after <head>: a script element with what the client needs to know about
// the page (inject.go). The client (client/) reads a stream of Server-Sent Events. Every event is the whole state
// (state.go), so that no harm is done if one is lost: the client compares it with what it shows, fetches its page again
// and changes what differs.
//
// # Addresses
//
// The preview's own files are below /.guide/. All other paths are files of the site; a folder is its index.html, and
// where there is no file, 404.html is shown. Names that begin with a dot are refused, except .well-known. Responses are
// not cached. Only GET and HEAD are allowed.
//
// # Security
//
// Pages of other sites can make a browser send requests to this server. So a request is answered only for a host name
// to which no other site's name can be rebound, with the right port (guard.go). The stream is sent only to pages of the
// same origin. Other origins may not read or frame any response. HTML, SVG and other XML files that are not pages
// of the site are sandboxed, so that they cannot run scripts.
package preview

import (
	"context"
	"crypto/rand"
	"io/fs"
	"sync"
	"time"

	"guide/cmd/internal/diag"
)

// A Version is one version of a site.
type Version struct {
	// Site has all files. If one cannot be read, Publish should follow soon.
	Site fs.FS
	// ThemeHash identifies templates, styles and scripts. If it differs, the client reloads the page.
	ThemeHash string
	// Problems are all known problems, sorted. Their source lines need not be filled in.
	Problems []diag.Problem
	// Changed lists the addresses of files, other than pages, whose bytes differ from those of the previous version.
	Changed []string
	// Moved maps addresses of the previous version to the new addresses of their pages.
	Moved map[string]string
	// Edited is the address of the page that is being edited, or "" if that is not known.
	Edited string
	// PageInfo returns information about the page at an address. It is called after the page was read.
	PageInfo func(address string) PageInfo
}

// PageInfo is what an editor wants to know about a page.
type PageInfo struct {
	// Foreign means that it is not a page of the site but a file that was copied into it.
	Foreign   bool   `json:"-"`
	Source    string `json:"source,omitempty"` // file, relative to the source folder
	Status    string `json:"status,omitempty"` // why it is not published: "a draft"
	Words     int    `json:"words,omitempty"`
	Items     int    `json:"items,omitempty"`
	Resources int    `json:"resources,omitempty"`
	Unchecked int    `json:"unchecked,omitempty"` // resources without a date of their last check
	Checked   string `json:"checked,omitempty"`   // the date of the oldest check of a resource
	// Broken means that the page's own file has errors.
	Broken bool `json:"broken,omitempty"`
}

// Options are the options of New.
type Options struct {
	// Source has the files from which source lines of problems are read.
	Source fs.FS
	// Hosts are additional host names of the preview, besides those of this machine.
	Hosts []string
	// EditorLink returns a link that opens a file at a position in the editor, or "".
	EditorLink func(file string, line, column int) string
	// FollowEdits makes browsers show the page that is being edited.
	FollowEdits bool
	// OnReadError is called if a file of the site cannot be read.
	OnReadError func(err error)
}

// A Server is an http.Handler that shows the latest version. It is safe for concurrent use.
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

// A served is a version with its number, from 1.
type served struct {
	Version
	number      int
	problems    []problem // those that clients list
	unavailable bool      // requests need not wait for another version
}

// New returns a server without a version. Use Publish to set the first one.
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

// Publish replaces the version that is shown.
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

// SetProblems replaces the problems of the current version. It does nothing before the first version.
func (s *Server) SetProblems(problems []diag.Problem) {
	listed := s.listProblems(problems)
	s.update(func(v *served) { v.Problems, v.problems = problems, listed })
}

// MarkUnavailable says that the files of the current version cannot be read and no new version follows soon: pages
// that cannot be read keep their last good bytes, and requests do not wait. It does nothing before the first version.
func (s *Server) MarkUnavailable() {
	s.update(func(v *served) { v.unavailable = true })
}

// update replaces the current version by a changed copy with the same number.
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

// latest returns the current version, and a channel that is closed when there is another one.
func (s *Server) latest() (*served, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current, s.nextVersion
}

// waitTimeout is how long a request waits for a version.
const waitTimeout = 5 * time.Second

// waitAfter waits for a version with a number higher than n. It returns nil if none comes in time, or none is
// expected.
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

// WaitIdle waits until no request reads a file of the site, so that background work does not slow down requests. It
// must not be called while answering a request, which would wait for itself.
func (s *Server) WaitIdle(ctx context.Context) { s.inFlight.waitIdle(ctx) }

// movedTo returns the new address of a page that moved, perhaps several times.
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
