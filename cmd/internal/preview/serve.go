package preview

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"errors"
	"io"
	"io/fs"
	"log"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

// Paths of the preview's own files.
const (
	previewPath = "/.guide/"
	clientPath  = previewPath + "client/"
)

//go:embed client/*.js
var clientFiles embed.FS

// Serve answers requests on all listeners until ctx is done, and closes them.
func (s *Server) Serve(ctx context.Context, listeners ...net.Listener) error {
	// OPTIONS * gets 405, like every other method but GET and HEAD.
	server := &http.Server{Handler: s, DisableGeneralOptionsHandler: true,
		ReadHeaderTimeout: 10 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10, ErrorLog: discardLog}
	ended := make(chan error, len(listeners))
	for _, l := range listeners {
		go func() { ended <- server.Serve(l) }()
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-ended:
	}
	s.closeStreams()
	grace, stop := context.WithTimeout(context.Background(), time.Second)
	defer stop()
	if server.Shutdown(grace) != nil {
		server.Close()
	}
	return err
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.guard.intercept(w, r) {
		return
	}
	switch own, isOwn := strings.CutPrefix(r.URL.Path, previewPath); {
	case !isOwn:
		s.serveSite(w, r)
	case own == "events" && sameOrigin(r):
		s.serveEvents(w, r)
	case own == "state" && sameOrigin(r):
		s.serveState(w, r)
	case own == "events", own == "state":
		plainError(w, http.StatusForbidden, "only pages of the preview may request this")
	default:
		s.serveClient(w, r, own)
	}
}

func (s *Server) serveState(w http.ResponseWriter, r *http.Request) {
	v := s.waitAfter(r.Context(), 0)
	if v == nil {
		plainError(w, http.StatusServiceUnavailable, "nothing to show yet")
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(s.encodeState(v, r.URL.Query().Get("version")))
}

func (s *Server) serveClient(w http.ResponseWriter, r *http.Request, name string) {
	data, err := fs.ReadFile(clientFiles, name)
	if err != nil {
		plainError(w, http.StatusNotFound, "no such file")
		return
	}
	sendContent(w, r, name, bytes.NewReader(data))
}

// serveSite answers with a file of the site. If it cannot be read, it waits for the next version. If none comes, a
// page gets its last good bytes.
func (s *Server) serveSite(w http.ResponseWriter, r *http.Request) {
	name, ok := fileName(r.URL.Path)
	var last *served
	for v := s.waitAfter(r.Context(), 0); v != nil; v = s.waitAfter(r.Context(), v.number) {
		var err error
		if ok {
			err = s.serveFile(w, r, v, name)
		} else {
			err = s.serveNotFound(w, r, v)
		}
		if err == nil {
			return
		}
		s.opts.OnReadError(err)
		last = v
	}
	if good, ok := s.lastGood.get(addressOf(name)); ok && last != nil {
		about := s.pageData(last, addressOf(name))
		about.LastGood = true
		sendContent(w, r, name, bytes.NewReader(inject(good, about)))
		return
	}
	plainError(w, http.StatusServiceUnavailable, "nothing to show yet: the files cannot be read or keep changing")
}

// readFile and openFile read a file of the site. The request is in flight only while the file is made, not while it is
// sent.
func (s *Server) readFile(v *served, name string) ([]byte, error) {
	defer s.inFlight.begin()()
	return fs.ReadFile(v.Site, name)
}

func (s *Server) openFile(v *served, name string) (fs.File, error) {
	defer s.inFlight.begin()()
	return v.Site.Open(name)
}

// fileName returns the name of the file in the site for an address. It returns false if the address cannot be that of
// a file.
func fileName(address string) (string, bool) {
	name := strings.TrimPrefix(address, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if !fs.ValidPath(name) || strings.Contains(name, "\x00") {
		return "", false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != ".well-known" {
			return "", false
		}
	}
	return name, true
}

// serveFile answers with one file. If it returns an error, nothing was sent.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, v *served, name string) error {
	if path.Ext(name) == ".html" && !v.PageInfo(addressOf(name)).Foreign {
		return s.servePage(w, r, v, name)
	}
	f, err := s.openFile(v, name)
	if errors.Is(err, fs.ErrNotExist) {
		return s.serveNotFound(w, r, v)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	content, ok := f.(io.ReadSeeker)
	switch {
	case info.IsDir():
		redirect(w, "/"+name+"/", r.URL.RawQuery)
	case !ok:
		return s.serveNotFound(w, r, v)
	default:
		if isDocument(name) {
			w.Header().Add("Content-Security-Policy", "sandbox") // so that it cannot act as a page of the site
		}
		sendContent(w, r, name, content)
	}
	return nil
}

// isDocument reports whether a browser shows a file as a document that can run scripts.
func isDocument(name string) bool {
	kind, _, _ := strings.Cut(contentType(name), ";")
	return kind == "text/html" || strings.HasSuffix(kind, "/xml") || strings.HasSuffix(kind, "+xml")
}

// servePage answers with an HTML page.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request, v *served, name string) error {
	data, err := s.readFile(v, name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return s.serveNotFound(w, r, v)
	}
	if err != nil {
		return err
	}
	address := addressOf(name)
	about := s.pageData(v, address)
	if !about.Broken {
		s.lastGood.put(address, data)
	} else if good, ok := s.lastGood.get(address); ok {
		data, about.LastGood = good, true
	}
	sendContent(w, r, name, bytes.NewReader(inject(data, about)))
	return nil
}

// addressOf returns the address of the page with this file name.
func addressOf(name string) string { return "/" + strings.TrimSuffix(name, "index.html") }

func (s *Server) pageData(v *served, address string) pageData {
	about := pageData{Version: s.versionName(v), ThemeHash: v.ThemeHash, PageInfo: v.PageInfo(address)}
	if about.Source != "" {
		about.EditorLink = s.opts.EditorLink(about.Source, 1, 1)
	}
	return about
}

// serveNotFound redirects to a page that has moved, or answers with 404.html.
func (s *Server) serveNotFound(w http.ResponseWriter, r *http.Request, v *served) error {
	if to, moved := s.movedTo(r.URL.Path); moved {
		redirect(w, to, r.URL.RawQuery)
		return nil
	}
	data, err := s.readFile(v, "404.html")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	about := pageData{Version: s.versionName(v), ThemeHash: v.ThemeHash, Missing: true}
	w.Header().Set("Content-Type", contentType("404.html"))
	w.WriteHeader(http.StatusNotFound)
	if r.Method == http.MethodGet {
		_, _ = w.Write(inject(data, about))
	}
	return nil
}

// redirect redirects to an address of the site, which is not escaped yet.
func redirect(w http.ResponseWriter, address, query string) {
	w.Header().Set("Location", (&url.URL{Path: address, RawQuery: query}).String())
	w.WriteHeader(http.StatusFound)
}

// sendContent answers with the content, or with the requested ranges of it.
func sendContent(w http.ResponseWriter, r *http.Request, name string, content io.ReadSeeker) {
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(time.Minute)) // not every writer has one
	w.Header().Set("Content-Type", contentType(name))
	http.ServeContent(w, r, name, time.Time{}, content)
}

// contentTypes has the types of files that guides usually have, because the tables of a system may differ.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".mjs":  "text/javascript; charset=utf-8",
	".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
	".csv": "text/csv; charset=utf-8",
	".htm": "text/html; charset=utf-8", ".xhtml": "application/xhtml+xml", ".xht": "application/xhtml+xml",
	".xsl": "application/xml", ".xslt": "application/xml", ".svgz": "image/svg+xml",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".ico": "image/vnd.microsoft.icon",
	".pdf": "application/pdf", ".ics": "text/calendar; charset=utf-8", ".woff2": "font/woff2",
	".webmanifest": "application/manifest+json",
}

func contentType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	return cmp.Or(contentTypes[ext], mime.TypeByExtension(ext), "application/octet-stream")
}

// discardLog drops net/http's messages about errors of clients.
var discardLog = log.New(io.Discard, "", 0)
