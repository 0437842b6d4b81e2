package frontmatter

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/edit"
)

const (
	oldURL, newURL = "https://example.org/old?a=1", "https://example.org/new?b='2',c"
	newDate        = Date("2026-11-27")
)

// changeAll changes the date, and the address if it is the old one, of every resource.
func changeAll(page *Page) (changes []ResourceChange) {
	for i := range page.Resources {
		c := ResourceChange{Resource: &page.Resources[i], Checked: newDate}
		if page.Resources[i].URL.Value == oldURL {
			c.URL = newURL
		}
		changes = append(changes, c)
	}
	return changes
}

func TestEditResources(t *testing.T) {
	for _, tt := range []struct{ name, before, after string }{
		{"a date", "- {url: https://a.org, checked: 2026-01-01}", "- {url: https://a.org, checked: 2026-11-27}"},
		{"quotes", "- url: 'https://a.org'\n  checked: \"2026-01-01\" # by Ann",
			"- url: 'https://a.org'\n  checked: \"2026-11-27\" # by Ann"},
		{"no date", "- id: a\n  url: https://a.org  # the # of comments\n  why: |\n    x\n\n",
			"- id: a\n  url: https://a.org  # the # of comments\n  checked: 2026-11-27\n  why: |\n    x\n\n"},
		{"the first key",
			"-   url: https://a.org\n    id: a", "-   url: https://a.org\n    checked: 2026-11-27\n    id: a"},
		{"on a line of its own", "- url:\n    \"https://a.org\"\n  id: a",
			"- url:\n    \"https://a.org\"\n  checked: 2026-11-27\n  id: a"},
		{"in braces", "- {id: a, url: https://a.org}", "- {id: a, url: https://a.org, checked: 2026-11-27}"},
		{"in braces, with quotes", "- {url: 'https://a.org' , id: a,}",
			"- {url: 'https://a.org', checked: 2026-11-27 , id: a,}"},
		{"in braces on many lines", "- {\n  url: https://a.org,\n  id: a\n  }",
			"- {\n  url: https://a.org, checked: 2026-11-27,\n  id: a\n  }"},
		{"moved", "- url: " + oldURL + "\n", "- url: \"" + newURL + "\"\n  checked: 2026-11-27\n"},
		{"moved, in single quotes", "- url: '" + oldURL + "'\n",
			"- url: 'https://example.org/new?b=''2'',c'\n  checked: 2026-11-27\n"},
		{"moved, in braces", "- {url: \"" + oldURL + "\", checked: 2026-01-01}",
			"- {url: \"" + newURL + "\", checked: 2026-11-27}"},
		{"umlauts before it", "- {title: Größe, url: https://a.org}",
			"- {title: Größe, url: https://a.org, checked: 2026-11-27}"},
		{"two on a line", "- {url: https://a.org}\n- {url: https://a.org}",
			"- {url: https://a.org, checked: 2026-11-27}\n- {url: https://a.org, checked: 2026-11-27}"},
	} {
		for _, style := range []*strings.Replacer{strings.NewReplacer(), strings.NewReplacer("\n", "\r\n")} {
			for _, bom := range []string{"", "\ufeff"} {
				whole := func(resources string) []byte {
					return []byte(bom + style.Replace("---\ntitle: T\nresources:\n"+resources+"\n---\n\nText\n"))
				}
				data := whole(tt.before)
				page, _ := Parse(KindStep, "f", data)
				edits, refused := EditResources(data, changeAll(page))
				got, err := edit.Apply(data, edits)
				if err != nil || len(refused) > 0 {
					t.Fatalf("%s: %v, refused %v", tt.name, err, refused)
				}
				if diff := cmp.Diff(string(whole(tt.after)), string(got)); diff != "" {
					t.Errorf("%s: %s", tt.name, diff)
				}
			}
		}
	}
}

// TestEditResourcesRefuses checks that what cannot be changed safely is left alone.
func TestEditResourcesRefuses(t *testing.T) {
	for name, resource := range map[string]string{
		"a folded address":  "- url: >-\n    https://a.org\n",
		"an escaped one":    `- url: "https://a.org/\x41` + "\\\n      b\"\n",
		"an empty date":     "- url: https://a.org\n  checked:\n",
		"a date as a list":  "- url: https://a.org\n  checked: [2026-01-01]\n",
		"an anchored date":  "- url: https://a.org\n  checked: &day 2026-01-01\n",
		"an alias":          "- url: https://a.org\n  checked: *day\n",
		"a folded date":     "- url: https://a.org\n  checked: >-\n    2026-01-01\n",
		"a tag":             "- url: https://a.org\n  checked: !!str 2026-01-01\n",
		"two dates":         "- url: https://a.org\n  checked: [2026-01-01]\n  checked: 2026-01-01\n",
		"another address":   "- url: https://b.org\n",
		"no front matter":   "---\n",
		"broken after that": "- url: https://a.org\n- {\n",
	} {
		data := []byte("---\ndays: &day 2026-01-01\nresources:\n" + resource + "---\n")
		page, _ := Parse(KindStep, "f", data)
		resources := page.Resources
		if len(resources) == 0 || resources[0].URL.Value == "https://b.org" {
			resources = []Resource{{URL: Text{Value: "https://a.org", Line: 4, Column: 8}}}
		}
		edits, refused := EditResources(data, []ResourceChange{{Resource: &resources[0], Checked: newDate}})
		if len(edits) > 0 || len(refused) != 1 {
			after, _ := edit.Apply(data, edits)
			t.Errorf("%s: it became\n%s", name, after)
		}
	}
}

// randomResources returns the YAML of some resources in random styles.
func randomResources(rnd *rand.Rand) string {
	pick := func(values ...string) string { return values[rnd.IntN(len(values))] }
	quoted := func(s string) string { return pick(s, `"`+s+`"`, "'"+s+"'") }
	var b strings.Builder
	for n := range 1 + rnd.IntN(4) {
		keys := []string{
			fmt.Sprintf("id: %s", quoted(fmt.Sprintf("r%d", n))),
			"title: " + pick("Plain", quoted("Größe 😀"), "'A # B'"), "type: " + pick("book", "video"),
			"url: " + quoted(pick("https://a.org", oldURL, "https://a.org/#part", "https://a.org/ü")),
		}
		if rnd.IntN(2) == 0 {
			keys = append(keys, "checked: "+quoted("2026-01-01"))
		}
		isFlow := rnd.IntN(3) == 0
		if !isFlow {
			keys = append(keys, "why: "+pick("Good.", "|\n      Two\n\n      lines\n", ">-\n      folded\n      text",
				"plain text\n      that goes on"))
		} else {
			keys = append(keys, "why: Good.")
		}
		rnd.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		if isFlow {
			b.WriteString("  - {" + strings.Join(keys, pick(", ", ",\n     ", " , ")) + pick("}", " }", ",}") + "\n")
			continue
		}
		for i, key := range keys {
			lead := "    "
			if i == 0 {
				lead = "  - "
			}
			comment := ""
			if !strings.Contains(key, "\n") {
				comment = pick("", "  # note", "\n    # checked: 2020-01-01", "   ")
			}
			b.WriteString(lead + key + comment + "\n")
		}
	}
	return b.String()
}

// TestEditResourcesOfRandomFiles checks that only the bytes of dates and addresses change, whatever the style, and that
// a second run changes nothing.
func TestEditResourcesOfRandomFiles(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		text := "---\ntitle: T # a comment\nsummary: S\nresources:\n" + randomResources(rnd) +
			"reviewed: 2026-01-01\n---\nText\n\nchecked: 2026-01-01\n"
		if rnd.IntN(2) == 0 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		if rnd.IntN(2) == 0 {
			text = "\ufeff" + text
		}
		checkEdits(t, []byte(text))
	}
}

// checkEdits changes all resources of a file.
func checkEdits(t *testing.T, data []byte) {
	t.Helper()
	before, problems := Parse(KindStep, "f", data)
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, data)
	}
	edits, refused := EditResources(data, changeAll(before))
	after, err := edit.Apply(data, edits)
	if err != nil || len(refused) > 0 {
		t.Fatalf("%v, refused %v:\n%s", err, refused, data)
	}
	var rest []byte
	done := 0
	for _, e := range slices.SortedFunc(slices.Values(edits), func(a, b edit.Edit) int { return a.From - b.From }) {
		if old := string(data[e.From:e.To]); old != oldURL && old != "2026-01-01" && old != "" {
			t.Fatalf("%+v replaces %q in\n%s", e, old, data)
		}
		if old := e.From == e.To; old && strings.Trim(e.Text, " ,\r\n") != "checked: "+string(newDate) {
			t.Fatalf("%+v inserts something else", e)
		}
		rest, done = append(rest, data[done:e.From]...), e.To
	}
	if rest = append(rest, data[done:]...); bytes.Count(after, []byte("\r")) < bytes.Count(rest, []byte("\r")) {
		t.Fatalf("line breaks are lost in\n%s", after)
	}
	want := before.Meta
	want.Resources = slices.Clone(want.Resources)
	for i := range want.Resources {
		r := &want.Resources[i]
		if r.Checked.Value = string(newDate); r.URL.Value == oldURL {
			r.URL.Value = newURL
		}
	}
	got, problems := Parse(KindStep, "f", after)
	if diff := cmp.Diff(want, got.Meta, ignorePositions); diff != "" || len(problems) > 0 {
		t.Fatalf("%v %s\nbefore:\n%s\nafter:\n%s", problems, diff, data, after)
	}
	edits, _ = EditResources(after, changeAll(got))
	if again, err := edit.Apply(after, edits); err != nil || !bytes.Equal(again, after) {
		t.Fatalf("a second run changes\n%s\nto\n%s", after, again)
	}
}
