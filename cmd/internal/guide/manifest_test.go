package guide

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
)

// updateManifestOn updates the manifest on a day of 2027, counted from 0, and returns it. It fails on errors.
func updateManifestOn(t *testing.T, fsys fstest.MapFS, day int) *manifest {
	t.Helper()
	return updateManifestAt(t, fsys, time.Date(2027, 1, 1+day, 12, 0, 0, 0, time.UTC))
}

func updateManifestAt(t *testing.T, fsys fstest.MapFS, now time.Time) *manifest {
	t.Helper()
	g, err := Load(t.Context(), fsys, Options{Now: now, UpdateManifest: true})
	if err != nil || len(g.Problems) > 0 {
		t.Fatal(err, problemLines(g))
	}
	if data, _, _ := g.EncodeManifest(); data != nil {
		fsys[ManifestFile] = &fstest.MapFile{Data: data}
	}
	return g.manifest
}

// randomChecklist returns a checklist: with some of twelve items, or "".
func randomChecklist(r *rand.Rand) string {
	list := ""
	for i := range 12 {
		if r.IntN(2) == 0 {
			list += fmt.Sprintf("  - {id: item-%d, text: Words %d}\n", i, r.IntN(3))
		}
	}
	if list == "" {
		return ""
	}
	return "checklist:\n" + list
}

// Over many random changes of a guide no number is given to a second id, no id loses its number or its first date, and
// a second update on the same day changes nothing.
func TestManifestNumbersAreKept(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	numbers, since, owner := map[string]int{}, map[string]frontmatter.Date{}, map[int]string{}
	in := files{}.fs()
	for day := range 200 {
		in["content/steps/1-a.md"] = &fstest.MapFile{Data: []byte("---\ntitle: A\nsummary: S\n" +
			randomChecklist(rnd) + "---\nText.\n")}
		g, err := Load(t.Context(), in, Options{Now: time.Date(2027, 1, 1+day, 12, 0, 0, 0, time.UTC),
			UpdateManifest: true})
		if err != nil {
			t.Fatal(err)
		}
		if data, _, _ := g.EncodeManifest(); data != nil {
			in[ManifestFile] = &fstest.MapFile{Data: data}
		}
		first := in[ManifestFile].Data
		if again := g.ManifestMatches(first); again == g.manifest.changed {
			t.Fatalf("day %d: the manifest matches the file: %v; it changed: %v", day, again, g.manifest.changed)
		}
		if again, err := Load(t.Context(), in, Options{Now: time.Date(2027, 1, 1+day, 12, 0, 0, 0, time.UTC),
			UpdateManifest: true}); err != nil || again.manifest.changed {
			t.Fatalf("a second update: %v\n%s", err, first)
		}
		p, problems := frontmatter.ParseManifest(ManifestFile, first)
		if len(problems) > 0 {
			t.Fatalf("the written file cannot be read: %v\n%s", problems, first)
		}
		for _, r := range p.IDs {
			id, n := r.Key.Value, r.Value.Number
			if numbers[id] == 0 {
				numbers[id], since[id] = n, r.Value.Since
			}
			if numbers[id] != n || since[id] != r.Value.Since || owner[n] != "" && owner[n] != id ||
				r.Value.Changed < r.Value.Since {
				t.Fatalf("day %d, %s: %+v; before: %d since %s, the number belonged to %q", day, id, r.Value,
					numbers[id], since[id], owner[n])
			}
			owner[n] = id
		}
		if len(p.IDs) != len(numbers) {
			t.Fatalf("day %d: %d ids of %d in the manifest", day, len(p.IDs), len(numbers))
		}
	}
	if len(numbers) != 12 {
		t.Errorf("only %d ids were tried", len(numbers))
	}
}

// dates returns since and changed of an id or a page, or "" if the manifest does not have it.
func (m *manifest) dates(key string) string {
	e, ok := m.idEntries[key]
	if !ok {
		e, ok = m.pageEntries[key]
	}
	if !ok {
		return ""
	}
	return strings.TrimPrefix(string(e.Since), "2027-") + " " + strings.TrimPrefix(string(e.Changed), "2027-")
}

// scheduledTopic returns a topic with an item.
func scheduledTopic(keys string) string {
	return pageWith(keys + "checklist: [{id: a, text: Words}]\n")
}

// scheduledTests are changes of a guide and the dates in its manifest on a day.
var scheduledTests = []struct {
	day          int    // of 2027, from 0
	file, text   string // what is written before, or deleted if text is ""
	page, topic  string // the dates; those of the item are the topic's
	what, warned string // the warnings of a build without --record before
}{
	{0, "", "", "02-01 02-01", "03-01 03-01", "scheduled", ""},
	{1, "steps/1-s/t.md", scheduledTopic("publishOn: 2027-03-01\noutcomes: [Other]\n"),
		"02-01 02-01", "03-01 03-01", "edited before its day", ""},
	{2, "pages/p.md", pageWith("publishOn: 2027-02-10\n"), "02-10 02-10", "03-01 03-01",
		"put off", ""},
	{3, "steps/1-s/index.md", pageWith("publishOn: 2027-04-01\n"), "02-10 02-10",
		"04-01 04-01", "put off with its step", ""},
	{4, "steps/1-s/index.md", pageWith(""), "02-10 02-10", "03-01 03-01",
		"the step is back", ""},
	{5, "pages/p.md", pageWith("publishOn: 2027-01-03\n"), "01-06 01-06", "03-01 03-01",
		"a day that has passed", ""},
	{6, "pages/p.md", pageWith("publishOn: 2027-05-01\n"), "01-06 01-06", "03-01 03-01",
		"withheld after it was public", ""},
	{7, "pages/p.md", pageWith("") + "More.\n", "01-06 01-08", "03-01 03-01",
		"public and edited", ""},
	{8, "steps/1-s/t.md", pageWith("draft: true\n"), "01-06 01-08", "",
		"a draft before its day", "withdrawn"},
	{9, "steps/1-s/t.md", scheduledTopic("publishOn: 2027-03-01\n"), "01-06 01-08", "03-01 03-01",
		"scheduled again", "not on record"},
	{10, "steps/1-s/t.md", "", "01-06 01-08", "", "withdrawn before its day",
		"withdrawn"},
	{11, "steps/1-s/t.md", scheduledTopic(""), "01-06 01-08", "01-12 01-12", "public at once",
		"not on record"},
}

// A scheduled page has the date on which readers will see it, whatever happens to it until then.
func TestManifestOfScheduled(t *testing.T) {
	in := files{"steps/1-s/index.md": "", "steps/1-s/t.md": scheduledTopic("publishOn: 2027-03-01\n"),
		"pages/p.md": pageWith("publishOn: 2027-02-01\n")}.fs()
	for _, tt := range scheduledTests {
		if delete(in, "content/"+tt.file); tt.text != "" {
			in["content/"+tt.file] = &fstest.MapFile{Data: []byte(tt.text)}
		}
		now := time.Date(2027, 1, 1+tt.day, 12, 0, 0, 0, time.UTC)
		plain, err := Load(t.Context(), in, Options{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(problemLines(plain), "\n"); (got == "") != (tt.warned == "") ||
			!strings.Contains(got, tt.warned) || strings.Contains(got, "lost-") {
			t.Errorf("%s: a build warns %q, want %q", tt.what, got, tt.warned)
		}
		m := updateManifestAt(t, in, now)
		if got := []string{m.dates("/p/"), m.dates("/steps/s/t/"), m.dates("a")}; !slices.Equal(got,
			[]string{tt.page, tt.topic, tt.topic}) {
			t.Errorf("%s: the dates are %q, want %q and twice %q", tt.what, got, tt.page, tt.topic)
		}
	}
	if n := updateManifestOn(t, in, 12).idEntries["a"].Number; n != 3 {
		t.Errorf("the id that was removed and added again has the number %d, want 3", n)
	}
}

// A draft in a scheduled step is not recorded: on the day of the step it would be a lost page.
func TestManifestOfDraftInScheduledStep(t *testing.T) {
	in := files{"steps/1-s/index.md": pageWith("publishOn: 2027-02-01\n"),
		"steps/1-s/t.md": pageWith("draft: true\n")}.fs()
	if got := updateManifestOn(t, in, 0).dates("/steps/s/t/"); got != "" {
		t.Errorf("the draft is on record: %s", got)
	}
	g, err := Load(t.Context(), in, Options{Now: time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	wantProblems(t, g)
}

// Dates are in the time zone of the guide.
func TestManifestTimeZone(t *testing.T) {
	for zone, want := range map[string]string{"UTC": "01-01 01-01", "Pacific/Auckland": "01-02 01-02",
		"America/Los_Angeles": "01-01 01-01"} {
		for _, keys := range []string{"", "publishOn: 2026-12-31\n", "publishOn: 2027-01-01\n"} {
			in := files{"guide.yaml": "id: g\ntitle: A guide\nsummary: About it\nlanguage: en\ntimezone: " + zone +
				"\n", "pages/p.md": pageWith(keys)}.fs()
			if got := updateManifestOn(t, in, 0).dates("/p/"); got != want { // noon in UTC
				t.Errorf("%s with %q: %s, want %s", zone, keys, got, want)
			}
		}
	}
}

// A wrong clock for one day does not change the manifest.
func TestManifestWrongClock(t *testing.T) {
	in := files{"pages/p.md": ""}.fs()
	updateManifestOn(t, in, 10)
	in["content/pages/q.md"] = &fstest.MapFile{Data: []byte(pageWith(""))}
	if m := updateManifestOn(t, in, -400); m.dates("/p/") != "01-11 01-11" {
		t.Errorf("with a clock before the last update the page has the dates %s", m.dates("/p/"))
	}
	delete(in, "content/pages/p.md")
	g, err := Load(t.Context(), in, Options{Now: time.Date(2027, 1, 12, 0, 0, 0, 0, time.UTC), UpdateManifest: true})
	if err != nil || len(g.Problems) != 1 || g.Problems[0].Rule != diag.LostPage {
		t.Errorf("a public page was removed without a problem: %v, %q", err, problemLines(g))
	}
}

// A manifest in the first format keeps its dates, except for scheduled pages, which had the date of the update.
func TestManifestFormat1(t *testing.T) {
	const step,
		scheduled = "---\ntitle: A\nsummary: S\nchecklist:\n  - {id: one, text: Do one}\n  - {id: two, text: Do " +
		"two}\nresources:\n  - {id: book, title: Book, url: \"https://example.org/\", type: book, why: " +
		"Why}\n---\nText.\n",
		"---\ntitle: P\nsummary: S\npublishOn: 2028-01-01\n---\n"
	const old = `guide: g
ids:
  one: {n: 1, since: 2026-01-01, changed: 2026-01-02, hash: "bd60a413"}
  two: {n: 2, since: 2026-01-01, changed: 2026-01-01, hash: "49cdb6f6"}
  book: {n: 3, since: 2026-01-01, changed: 2026-01-01, hash: "424e9a53"}
pages:
  "/p/": {since: 2026-01-01, changed: 2026-01-01, hash: "8bc99f6b"}
  "/steps/a/": {since: 2026-01-01, changed: 2026-01-03, hash: "834fe749"}
`
	for _, tt := range []struct {
		name, step, one, page string
	}{
		{"as it was", step, "2026-01-01 2026-01-02", "2026-01-01 2026-01-03"},
		{"CRLF", strings.ReplaceAll(step, "\n", "\r\n"), "2026-01-01 2026-01-02", "2026-01-01 2026-01-03"},
		{"a mark", "\ufeff" + step, "2026-01-01 2026-01-02", "2026-01-01 2026-01-03"},
		{"another word", strings.Replace(step, "Do one", "Do 1", 1), "2026-01-01 01-01", "2026-01-01 01-01"},
	} {
		in := files{"pages/p.md": scheduled, "published.yaml": old}.fs()
		in["content/steps/1-a.md"] = &fstest.MapFile{Data: []byte(tt.step)}
		m := updateManifestOn(t, in, 0)
		got := []string{m.dates("one"), m.dates("two"), m.dates("/steps/a/"), m.dates("/p/")}
		if want := []string{tt.one, "2026-01-01 2026-01-01", tt.page, "2028-01-01 2028-01-01"}; !slices.Equal(got,
			want) || !m.changed {
			t.Errorf("%s: %q, want %q", tt.name, got, want)
		}
		if updateManifestOn(t, in, 1).changed {
			t.Errorf("%s: a second update changes it", tt.name)
		}
	}
	g := load(t, files{"pages/p.md": "", "published.yaml": "guide: g\nformat: 3\nids: {}\npages: {}\n"}.fs(), false)
	wantProblems(t, g,
		`published.yaml:2: format: this version of guide cannot read the format "3" [unknown-value]`+
			` (use the version of guide that wrote it, or a newer one)`)
}
