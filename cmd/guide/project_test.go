package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/site"
)

func testProject() *project {
	return &project{now: time.Now(), source: fstest.MapFS{
		"content/guide.yaml": {Data: []byte("id: test\ntitle: Test\nsummary: A test.\nlanguage: en\n")},
		"content/index.md":   {Data: []byte("---\ntitle: Home\n---\nText.\n")},
	}}
}

// TestReloadStaleGuide counts how often a guide is loaded if its files keep changing.
func TestReloadStaleGuide(t *testing.T) {
	other := errors.New("another error")
	stale := fmt.Errorf("content/index.md: %w", site.ErrStale)
	for _, tt := range []struct {
		name    string
		results []error // of each attempt
		want    string
	}{
		{"at once", []error{nil}, ""},
		{"the second time", []error{stale, nil}, ""},
		{"the last time", []error{stale, stale, nil}, ""},
		{"never", []error{stale, stale, stale},
			"the files keep changing: content/index.md: a file changed while the guide was being read"},
		{"another error", []error{other}, "another error"},
		{"another error later", []error{stale, other}, "another error"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := 0
			seen := map[*guide.Guide]bool{}
			err := testProject().withSite(t.Context(), func(g *guide.Guide, _ *site.Site) error {
				seen[g] = true
				n++
				return tt.results[n-1]
			})
			if got := fmt.Sprint(err); err != nil && got != tt.want || err == nil && tt.want != "" {
				t.Errorf("got error %v, want %q", err, tt.want)
			}
			if n != len(tt.results) || len(seen) != n {
				t.Errorf("%d attempts with %d guides, want %d", n, len(seen), len(tt.results))
			}
		})
	}
}

// TestChangedWhileReading changes a file after the guide was loaded, once or always.
func TestChangedWhileReading(t *testing.T) {
	for _, tt := range []struct {
		changes int
		want    string
	}{{0, ""}, {2, ""}, {3, "keep changing"}} {
		p := testProject()
		files := p.source.(fstest.MapFS)
		n := 0
		err := p.withSite(t.Context(), func(_ *guide.Guide, s *site.Site) error {
			if n++; n <= tt.changes {
				files["content/index.md"] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\ntitle: Home\n---\nText %d.\n",
					n)}
			}
			_, err := s.Check(t.Context())
			return err
		})
		if (err != nil) != (tt.want != "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("after %d changes: got error %v, want %q", tt.changes, err, tt.want)
		}
	}
}
