package guide

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/fstest"
	"time"

	"guide/cmd/internal/page"
)

// recordOn loads a guide on a day and returns its record.
func recordOn(t *testing.T, fsys fstest.MapFS, day int) string {
	t.Helper()
	now := time.Date(2027, 1, 1+day, 12, 0, 0, 0, time.UTC)
	g, err := Load(t.Context(), fsys, Options{Now: now, Record: true})
	if err != nil {
		t.Fatal(err)
	}
	data, _, _ := g.PublishedFile()
	return string(data)
}

// Over many random changes of a guide a number is never given to a second id, no id loses its number or its
// first day, and recording again the same day changes nothing.
func TestRecordForLife(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	numbers, since, owner := map[string]int{}, map[string]page.Date{}, map[int]string{}
	in := files{}.fs()
	for day := range 200 {
		list := ""
		for i := range 12 {
			if rnd.IntN(2) == 0 {
				list += fmt.Sprintf("  - {id: item-%d, text: Words %d}\n", i, rnd.IntN(3))
			}
		}
		if list != "" {
			list = "checklist:\n" + list
		}
		in["content/steps/1-a.md"] = &fstest.MapFile{Data: []byte("---\ntitle: A\nsummary: S\n" + list + "---\nText.\n")}
		first := recordOn(t, in, day)
		in["content/published.yaml"] = &fstest.MapFile{Data: []byte(first)}
		if again := recordOn(t, in, day); again != first {
			t.Fatalf("recorded twice:\n%s\n%s", first, again)
		}
		p, problems := page.ParsePublished(PublishedFile, []byte(first))
		if len(problems) > 0 {
			t.Fatalf("what was written cannot be read: %v\n%s", problems, first)
		}
		for _, r := range p.IDs {
			id, n := r.Key.Value, r.Value.N
			if numbers[id] == 0 {
				numbers[id], since[id] = n, r.Value.Since
			}
			if numbers[id] != n || since[id] != r.Value.Since || owner[n] != "" && owner[n] != id || r.Value.Changed < r.Value.Since {
				t.Fatalf("day %d, %s: %+v; before: %d since %s, the number was that of %q", day, id, r.Value, numbers[id], since[id], owner[n])
			}
			owner[n] = id
		}
		if len(p.IDs) != len(numbers) {
			t.Fatalf("day %d: %d ids on record of %d", day, len(p.IDs), len(numbers))
		}
	}
	if len(numbers) != 12 {
		t.Errorf("only %d ids were tried", len(numbers))
	}
}
