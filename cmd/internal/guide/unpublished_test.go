package guide

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func unpublishedFiles(g *Guide) []string {
	var out []string
	for _, d := range g.Unpublished {
		out = append(out, d.File+" "+d.Reason.String())
	}
	return out
}

var draftSource = files{
	"steps/1-a/index.md":    "",
	"steps/1-a/draft.md":    pageWith("draft: true\n"),
	"steps/1-a/later.md":    pageWith("publishOn: 2026-12-01\n"),
	"steps/1-a/now.md":      pageWith("publishOn: 2026-11-22\n"),
	"steps/1-a/x.png":       "",
	"steps/2-b/index.md":    pageWith("draft: true\n"),
	"steps/2-b/topic.md":    "",
	"steps/2-b/later.md":    pageWith("publishOn: 2027-01-01\n"),
	"steps/2-b/pic.png":     "",
	"steps/2-b/sub/pic.png": "",
	"steps/3-c.md":          pageWith("publishOn: 2026-11-23\n"),
	"steps/3-c/pic.png":     "", // in the folder of a step whose file is beside the folder
	"steps/3-c/topic.md":    "",
	"steps/3-c/draft.md":    pageWith("draft: true\n"),
	"steps/3-c/later.md":    pageWith("publishOn: 2027-01-01\n"),
	"steps/4-d.md":          "",
	"pages/later.md":        pageWith("publishOn: 2030-01-01\n"),
	"pages/about.md":        "",
}

func TestUnpublished(t *testing.T) {
	g := load(t, draftSource.fs(), false)
	wantProblems(t, g)
	wantPages(t, g, "/", "/steps/a/", "/steps/a/now/", "/steps/d/", "/about/")
	want := []string{
		"content/pages/later.md not public until 2030-01-01",
		"content/steps/1-a/draft.md a draft",
		"content/steps/1-a/later.md not public until 2026-12-01",
		"content/steps/2-b/index.md a draft",
		"content/steps/2-b/later.md a draft",
		"content/steps/2-b/topic.md a draft",
		"content/steps/3-c.md not public until 2026-11-23",
		"content/steps/3-c/draft.md a draft",
		"content/steps/3-c/later.md not public until 2027-01-01",
		"content/steps/3-c/topic.md not public until 2026-11-23",
	}
	if diff := cmp.Diff(want, unpublishedFiles(g)); diff != "" {
		t.Errorf("unpublished (-want +got):\n%s", diff)
	}
	if len(g.Files) != 1 || g.Files[0].Path != "content/steps/1-a/x.png" {
		t.Errorf("files: %v", g.Files)
	}
	if s := g.Steps[1]; s.Position() != 2 || s.Number != 4 {
		t.Errorf("the step after two unpublished ones is %d with the number %d", s.Position(), s.Number)
	}
}

func TestDraftsShown(t *testing.T) {
	g := load(t, draftSource.fs(), true)
	wantProblems(t, g)
	wantPages(t, g, "/",
		"/steps/a/", "/steps/a/draft/", "/steps/a/later/", "/steps/a/now/",
		"/steps/b/", "/steps/b/later/", "/steps/b/topic/",
		"/steps/c/", "/steps/c/draft/", "/steps/c/later/", "/steps/c/topic/",
		"/steps/d/", "/about/", "/later/")
	if len(g.Unpublished) > 0 || len(g.Files) != 4 {
		t.Errorf("unpublished %v, files %v", unpublishedFiles(g), g.Files)
	}
	reasons := map[string]string{}
	for _, d := range g.Docs() {
		if !d.Reason.IsZero() {
			reasons[d.Address] = d.Reason.String()
		}
	}
	want := map[string]string{
		"/steps/a/draft/": "a draft", "/steps/a/later/": "not public until 2026-12-01",
		"/steps/b/": "a draft", "/steps/b/later/": "a draft", "/steps/b/topic/": "a draft",
		"/steps/c/": "not public until 2026-11-23", "/steps/c/topic/": "not public until 2026-11-23",
		"/steps/c/draft/": "a draft", "/steps/c/later/": "not public until 2027-01-01",
		"/later/": "not public until 2030-01-01",
	}
	if diff := cmp.Diff(want, reasons); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
}

func TestPublishOn(t *testing.T) {
	tests := []struct{ zone, day, first string }{
		{"", "2026-11-22", "2026-11-22T00:00:00Z"},
		{"Europe/London", "2026-11-22", "2026-11-22T00:00:00Z"},
		{"Europe/London", "2026-07-01", "2026-06-30T23:00:00Z"},       // summer time
		{"Europe/London", "2026-03-29", "2026-03-29T00:00:00Z"},       // summer time begins at one
		{"Europe/London", "2026-03-30", "2026-03-29T23:00:00Z"},       // the first whole day of it
		{"Europe/London", "2026-10-25", "2026-10-24T23:00:00Z"},       // summer time ends at two
		{"Europe/London", "2026-10-26", "2026-10-26T00:00:00Z"},       // the first whole day without it
		{"Pacific/Auckland", "2026-11-22", "2026-11-21T11:00:00Z"},    // far east
		{"America/Los_Angeles", "2026-11-22", "2026-11-22T08:00:00Z"}, // far west
		{"Asia/Kathmandu", "2026-11-22", "2026-11-21T18:15:00Z"},
	}
	for _, tt := range tests {
		settings := "id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n"
		if tt.zone != "" {
			settings += "timezone: " + tt.zone + "\n"
		}
		in := files{"guide.yaml": settings, "pages/x.md": pageWith("publishOn: " + tt.day + "\n")}.fs()
		first, err := time.Parse(time.RFC3339, tt.first)
		if err != nil {
			t.Fatal(err)
		}
		for at, want := range map[time.Time]int{first.Add(-time.Second): 0, first: 1, first.Add(time.Second): 1} {
			g, err := Load(t.Context(), in, Options{Now: at})
			if err != nil || len(g.Problems) > 0 {
				t.Fatal(err, problemLines(g))
			}
			if len(g.Pages) != want || len(g.Unpublished) != 1-want {
				t.Errorf("%s in %q at %v: %d pages, want %d", tt.day, tt.zone, at, len(g.Pages), want)
			}
		}
	}
}
