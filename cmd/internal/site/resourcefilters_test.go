package site

import (
	"fmt"
	"strings"
	"testing"
)

// resourceDoc returns a step with resources of these front matter keys.
func resourceDoc(title string, resources ...string) string {
	var b strings.Builder
	for i, keys := range resources {
		fmt.Fprintf(&b, "  - {id: %s-%d, title: T, url: \"https://example.org/\", why: Why, %s}\n",
			strings.ToLower(title), i, keys)
	}
	return markdownDoc(title, "resources:\n"+b.String(), "Text.\n")
}

const audiencesYAML = "id: g\ntitle: G\nsummary: S\nlanguage: en\naudiences: {new: New here, old: Old hand}\n"

// Every option of a filter says how many resources it leaves, and what is not stated is an option.
func TestResourceFilters(t *testing.T) {
	s := newSite(t, sourceFiles{
		"content/guide.yaml": audiencesYAML,
		"content/steps/1-a.md": resourceDoc("A", "type: video, cost: paid", "type: article, cost: free, for: [old]",
			"type: article, for: [new, old]"),
		"content/steps/2-b.md": resourceDoc("B", "type: article"),
		"content/steps/3-c.md": markdownDoc("C", "", "Text.\n"),
	}.mapFS())
	page := mustRead(t, s, "resources/index.html")
	for name, want := range map[string]string{
		"type": `="">Any ="article">Article (3) ="video">Video (1)`,
		"cost": `="">Any ="free">Free (1) ="paid">Paid (1) ="unknown">Not stated (2)`,
		"step": `="">Any ="a">1. A (3) ="b">2. B (1)`,
		"for":  `="">Everyone ="new">New here (3) ="old">Old hand (4)`,
	} {
		_, options, _ := strings.Cut(page, `<select autocomplete="off" name="`+name+`">`)
		options, _, _ = strings.Cut(options, "</select>")
		options = strings.NewReplacer("<option value", "", "</option>", "").Replace(options)
		if got := strings.Join(strings.Fields(options), " "); got != want {
			t.Errorf("%s: got  %s\nwant %s", name, got, want)
		}
	}
	wantContains(t, page, ">4 of 4 shown<", "4 resources. ", `<a href="#ui-step-2">B</a>`)
	wantNotContains(t, page, "#ui-step-3")
}

// When the links were opened is said once, for all of them.
func TestLinksChecked(t *testing.T) {
	const book = "type: book"
	for _, tt := range []struct {
		resources []string
		want      string
	}{
		{[]string{book, book},
			"We have not checked these links yet. If one fails, search for its title."},
		{[]string{book + ", checked: 2026-11-05", book + ", checked: 2026-01-02"},
			"We opened these links between 2 January 2026 and 5 November 2026 to see that they work."},
		{[]string{book + ", checked: 2026-11-05", book},
			"We opened these links on 5 November 2026 to see that they work. 1 of them has not been opened yet."},
		{[]string{book, book + ", checked: 2026-11-05", book, book + ", checked: 2026-11-06",
			book + ", gone: 2026-11-01"},
			"We opened these links between 5 November 2026 and 6 November 2026 to see that they work. " +
				"2 of them have not been opened yet."},
	} {
		s := newSite(t, sourceFiles{"content/steps/1-a.md": resourceDoc("A", tt.resources...)}.mapFS())
		page := mustRead(t, s, "resources/index.html")
		wantContains(t, page, `<p class="hint wide links-checked">`+tt.want+"</p>")
		wantNotContains(t, page, "not yet checked")
	}
}
