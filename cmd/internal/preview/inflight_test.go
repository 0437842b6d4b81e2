package preview

import (
	"context"
	"errors"
	"io/fs"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"guide/cmd/internal/diag"
)

// A slowSite takes a second to open a file.
type slowSite struct{ fstest.MapFS }

func (s slowSite) ReadFile(name string) ([]byte, error) {
	time.Sleep(time.Second)
	return s.MapFS.ReadFile(name)
}

// get requests an address without a network.
func (s *Server) get(address string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost"+address, nil))
	return w
}

// WaitIdle waits for requests that read files, but not for those that wait for a version.
func TestIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{Source: fstest.MapFS{}})
		begun := time.Now()
		wants := func(what string, want time.Duration) {
			t.Helper()
			s.WaitIdle(t.Context())
			if took := time.Since(begun); took != want {
				t.Errorf("%s: idle after %v, want %v", what, took, want)
			}
		}
		go s.get("/") // it waits for the first version
		synctest.Wait()
		wants("a request that waits for a version", 0)
		v := newVersion(nil)
		v.Site = slowSite{siteFS(smallSite)}
		s.Publish(v)
		synctest.Wait()
		wants("a request that makes a page", time.Second)
		go s.get("/")
		time.Sleep(time.Second / 2)
		go s.get("/steps/a/")
		synctest.Wait()
		wants("two of them", 2*time.Second+time.Second/2)
		go s.get("/")
		synctest.Wait()
		ctx, stop := context.WithTimeout(t.Context(), time.Millisecond)
		defer stop()
		s.WaitIdle(ctx)
		if ctx.Err() == nil {
			t.Error("WaitIdle did not wait")
		}
		s.WaitIdle(t.Context())
	})
}

// Before the first version, its state cannot be changed.
func TestBeforeFirstVersion(t *testing.T) {
	s := New(Options{Source: fstest.MapFS{}})
	s.SetProblems([]diag.Problem{{File: "content/x.md", Message: "m"}})
	s.MarkUnavailable()
	s.Publish(newVersion(smallSite))
	if w := s.get("/"); w.Code != 200 {
		t.Errorf("%d", w.Code)
	}
}

// The files of an unreadableSite cannot be read.
type unreadableSite struct{}

func (unreadableSite) Open(string) (fs.File, error) { return nil, errors.New("gone") }

// If the files are unavailable, no request waits, and pages keep their last good bytes.
func TestMarkUnavailable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		told := 0
		s := New(Options{Source: fstest.MapFS{}, OnReadError: func(error) { told++ }})
		s.Publish(newVersion(smallSite))
		s.get("/")
		v := newVersion(nil)
		v.Site = unreadableSite{}
		s.Publish(v)
		begun := time.Now()
		waits := make(chan *httptest.ResponseRecorder)
		go func() { waits <- s.get("/") }()
		time.Sleep(time.Second)
		s.MarkUnavailable()
		want := func(what string, w *httptest.ResponseRecorder, code int, text string) {
			t.Helper()
			if w.Code != code || !strings.Contains(w.Body.String(), text) || time.Since(begun) != time.Second {
				t.Errorf("%s: %d after %v: %s", what, w.Code, time.Since(begun), w.Body)
			}
		}
		want("a request that waited", <-waits, 200, "kept&#34;:true")
		want("a page that was seen", s.get("/"), 200, "Home")
		s.SetProblems(nil)
		want("the same, when more is known", s.get("/"), 200, "Home")
		want("another page", s.get("/steps/a/"), 503, "cannot be read")
		want("a file", s.get("/data.bin"), 503, "cannot be read")
		if told != 5 {
			t.Errorf("OnReadError was called %d times", told)
		}
		s.Publish(newVersion(smallSite))
		want("the next version", s.get("/steps/a/"), 200, "A")
	})
}

// If no readable version comes in time, a page keeps its last good bytes.
func TestLastGoodAfterTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{Source: fstest.MapFS{}})
		s.Publish(newVersion(smallSite))
		s.get("/")
		v := newVersion(nil)
		v.Site = unreadableSite{}
		s.Publish(v)
		begun := time.Now()
		if w := s.get("/"); w.Code != 200 || time.Since(begun) != waitTimeout {
			t.Errorf("%d after %v", w.Code, time.Since(begun))
		}
	})
}
