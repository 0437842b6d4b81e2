package lint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// withRules returns a guide in a language with the rules that are off by default turned on.
func withRules(language string) *guide.Guide {
	on := map[*diag.Rule]diag.Severity{}
	for _, r := range []*diag.Rule{diag.ChoppySentences, diag.LongSentence, diag.UnsourcedNumber, diag.UnusedTerm} {
		on[r] = diag.Warning
	}
	return &guide.Guide{Settings: frontmatter.Settings{Language: frontmatter.Text{Value: language}, Rules: on}}
}

// TestQuality has texts with the code and the place of what is found in them.
func TestQuality(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 40))
	for body, want := range map[string]string{
		"[Click here](a.md) and [the form](b.md)":          "vague-link 1:1",
		"See **[here](a.md)**.":                            "vague-link 1:7",
		"![A map](a.svg) [](b.md)":                         "vague-link 1:17",
		"[![A map](a.svg)](b.md) and [Go](https://go.dev)": "",
		"[`:link`](a.md) and <https://example.org/>":       "",
		"##\n\nText.":                                     "empty-heading 1:1",
		"In 2025, 60% of projects were late.":             "unsourced-number 1:10",
		"It cost £2.5 million.":                           "unsourced-number 1:9",
		"One in five is late.":                            "unsourced-number 1:1",
		"Put it in a box, in 2 days":                      "",
		"If 60% of it is late, ask.":                      "",
		"[60%](https://example.org/) are late.":           "",
		"> 60% done":                                      "",
		"| a |\n| - |\n| 60% |":                           "",
		"So 60% it is.[^a]\n\n[^a]: 10% more":             "",
		long + ".":                                        "",
		"Yes. One " + long + ".":                          "long-sentence 1:6",
		"- " + long + "\n  *word*, yes":                   "long-sentence 1:3",
		"> " + long + " word.":                            "",
		"Of all, 100% ask and 60% get it.":                "unsourced-number 1:22",
		"Ask first. Listen well. Take notes. Say thanks.": "choppy-sentences 1:1",
		"Say: 1. Ask 2. Listen 3. Note 4. Thank.\n\nLee, A. (2020, March 3). A plan. London.": "",
		"Well, this sentence is not really a short one. Ask. Listen. Note. Thank.":            "choppy-sentences 1:48",
		"Who? What? When? Where? Ask.": "",
		"- Ask. Listen. Note. Thank.":  "",
		"Ask. Listen. Note.\n\nThank.": "",
	} {
		converter := markdown.NewConverter(func(key string) string { return key })
		text := converter.Body("x.md", []byte(body), 0, markdown.Env{Prose: true})
		find := func(language string) string {
			var got []string
			for _, p := range Rules.CheckText(withRules(language), &text) {
				got = append(got, fmt.Sprintf("%s %d:%d", p.Rule, p.Line, p.Column))
			}
			return strings.Join(got, ", ")
		}
		if got := find("en-GB"); got != want {
			t.Errorf("%q: %q, want %q", body, got, want)
		}
		if got := find("fr"); got != "" && (got != want || !strings.Contains(body, "[](") && body[0] != '#') {
			t.Errorf("%q in French: %q", body, got)
		}
		if got := Rules.CheckText(english, &text); len(got) > 0 && got[0].Rule.Severity == diag.Off {
			t.Errorf("%q: %v is off", body, got)
		}
	}
}

func TestAppendAddress(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org":                             "example.org/",
		"HTTP://WWW.Example.org:80/":                      "example.org/",
		"https://example.org:443/a/B/":                    "example.org/a/B",
		"https://example.org/a?utm_source=x&id=2&utm_y=z": "example.org/a?id=2",
		"https://example.org/a?utm_source=x#part":         "example.org/a#part",
		"https://example.org/a/#part":                     "example.org/a/#part",
		"tel:116123":                                      "tel:116123",
		"":                                                "",
	} {
		if got := string(appendAddress(nil, address)); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

// TestAcrossPages has rules that look at all pages.
func TestAcrossPages(t *testing.T) {
	page := func(keys, body string) string { return "---\ntitle: T\nsummary: S\n" + keys + "---\n" + body }
	const item = "checklist:\n  - {id: %s, text: %s, for: [%s]}\n"
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"an abbreviation that another page explains", map[string]string{
			"content/steps/1-a.md": page("", "Ask for the SLO."), "content/steps/2-b.md": page("", "See the PDM.\n"),
			"content/steps/3-c.md": page("", "A service level objective (SLO), the PDM and an xSLO.\n")},
			[]string{"content/steps/2-b.md:5:9: nothing explains PDM, which 2 pages use [unexplained-abbreviation]"}},
		{"an abbreviation that is allowed", map[string]string{
			"content/steps/1-a.md": page("", "<!-- allow: unexplained-abbreviation our firm -->\n\nAsk the PDM.\n"),
			"content/steps/2-b.md": page("", "The PDM knows.\n")}, nil},
		{"an abbreviation alone", map[string]string{
			"content/steps/1-a.md": page("", "| Mark | Means |\n|---|---|\n| PDM | No changes |\n\n- PKQ\n"),
			"content/steps/2-b.md": page("", "- [QDM](https://example.org/)\n\nAsk the QDM.\n")}, nil},
		{"an abbreviation in the glossary", map[string]string{
			"content/steps/1-a.md":  page("", "Ask the PDM, then the QDMs.\n"),
			"content/glossary.yaml": "- {term: plan manager, means: M, aka: [PDM]}\n- {term: The QDM, means: M}\n",
		}, nil},
		{"the same action for others", map[string]string{
			"content/guide.yaml":   settings + "audiences: {new: New, old: Old}\n",
			"content/steps/1-a.md": page(fmt.Sprintf(item, "a", "Ask", "new"), ""),
			"content/steps/2-b.md": page(fmt.Sprintf(item, "b", "Ask!", "old"), ""),
			"content/steps/3-c.md": page(fmt.Sprintf(item, "c", "'*ask*'", "old, new"), "")},
			[]string{
				`content/steps/3-c.md:5:19: the action "*ask*" is already at content/steps/1-a.md:5 [duplicate-item]`}},
		{"a term of a heading, a link and an item", map[string]string{
			"content/guide.yaml": settings + "rules: {unused-term: warning}\n",
			"content/steps/1-a.md": page("checklist: [{id: a, text: Note a risk}]\n",
				"## A plan\n\n[The aim](/glossary/)\n"),
			"content/glossary.yaml": "- {term: risk, means: M}\n- {term: plan, means: \"A goal, or plan\"}\n" +
				"- {term: aim, means: M}\n- {term: goal, means: M}\n- {term: dream, means: No dream}\n"},
			[]string{`content/glossary.yaml:5:10: no text uses the term "dream" [unused-term]`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, p := range problemsOf(t, Rules, test.files) {
				got = append(got, fmt.Sprintf("%s: %s [%s]", position(p), p.Message, p.Rule))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
