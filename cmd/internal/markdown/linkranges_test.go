package markdown

import (
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/diag"
)

func TestLinkRanges(t *testing.T) {
	for text, want := range map[string]string{
		"See [step *4*](../4-x/index.md \"Title\").":   "../4-x/index.md (step 4)",
		"![a](b.svg) [![c](d.svg)](e.pdf)":             "b.svg, e.pdf (c), d.svg",
		"[a](<b c.md>) [d]( e.md )":                    "b c.md (a), e.md (d)",
		"[a][b] and [b]\n\n[b]: c.md\n\n[d]: <e f.md>": "c.md (a), c.md (b), c.md, e f.md",
		"[a](\r\nb.md) [c](d.md)\r\n[e](f.md)":         "b.md (a), d.md (c), f.md (e)",
		"> [a](b.md)\n> text\n>\n> - [c](\n>   d.md)":  "b.md (a), d.md (c)",
		"x[^1]\n\n[^1]: [a](b.md)":                     "b.md (a)",
		"| a |\n| - |\n| [b](c.md) |":                  "c.md (b)",
		"<https://example.org/a> and www.example.org":  "https://example.org/a, www.example.org",
		"`[a](b.md)` <!-- [a](b.md) --> \\[a](b.md)":   "",
		"[a]() [b](#c)":                                "-1 (a), #c (b)",
	} {
		links, err := LinkRanges([]byte(text))
		var got []string
		for _, l := range links {
			words := ""
			if l.Words != "" {
				words = " (" + l.Words + ")"
			}
			if l.From < 0 {
				got = append(got, "-1"+words)
			} else {
				got = append(got, text[l.From:l.To]+words)
			}
		}
		if all := strings.Join(got, ", "); err != nil || all != want {
			t.Errorf("%q: %s, %v, want %s", text, all, err, want)
		}
	}
	if _, err := LinkRanges([]byte(strings.Repeat("> ", 200) + "[a](b.md)")); err == nil {
		t.Error("a text that takes long to parse is parsed")
	}
}

// What is escaped in a text stays so.
func TestLinkRangeEscape(t *testing.T) {
	for text, want := range map[string]string{
		"[a](b(1).md)": "[a](c(1).md)", "[a](<b 1.md>)": "[a](<c 1.md>)", "[a](b\\(1.md)": "[a](c%281.md)",
		"[a](b&amp;1.md)": "[a](c&amp;1.md)", "[a](b&1.md)": "[a](c&1.md)",
	} {
		links, _ := LinkRanges([]byte(text))
		l := links[0]
		got := text[:l.From] + l.Escape([]byte(text), strings.Replace(l.Dest, "b", "c", 1)) + text[l.To:]
		again, _ := LinkRanges([]byte(got))
		if got != want || len(again) != 1 || unescapePercent(again[0].Dest) != strings.Replace(l.Dest, "b", "c", 1) {
			t.Errorf("%s: %s, %v", text, got, again)
		}
	}
}

func unescapePercent(dest string) string { return strings.ReplaceAll(dest, "%28", "(") }

// FuzzLinkRanges checks that the ranges hold the destinations: where one is written otherwise, exactly that link leads
// elsewhere, with the same words.
func FuzzLinkRanges(f *testing.F) {
	for _, text := range []string{"[a](b.md)\r\n> [c](d.md)\n\n[e]\n\n[e]: f.md 'g'", "- [a](<b c>)\n\t[d](e)",
		"*[a](b)*", "1.\t[a](b)\n\n\t> [c](\n\t> d)", "<https://a.org>", "![a[b](c)](d)", "[a](b&amp;c \\\n)",
		"[a]: b\n[a]: c\n[a]"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		links, err := LinkRanges(text)
		if err != nil || diag.FindInvisible(string(text)) != 0 {
			return
		}
		checkDestinations(t, text, links)
		for i, l := range links {
			if l.From < 0 || strings.Contains(l.Dest, ":") || strings.HasPrefix(l.Dest, "www.") {
				continue // its new place is unknown, or it is an address in the text, which ends elsewhere then
			}
			if string(text[l.From:l.To]) == l.Dest && l.Escape(text, "x") != "x" {
				t.Fatalf("%q: %v is escaped", text, l)
			}
			after := slices.Concat(text[:l.From], []byte("2-x.md"), text[l.To:])
			got, err := LinkRanges(after)
			if err != nil || len(got) != len(links) || got[i].Dest != "2-x.md" || got[i].Words != l.Words {
				t.Fatalf("%q became %q: %v\n%v\n%v", text, after, i, links, got)
			}
			for j := range got {
				if links[j].From != l.From && got[j].Dest != links[j].Dest {
					t.Fatalf("%q became %q: %v\n%v", text, after, links, got)
				}
			}
		}
	})
}

// checkDestinations checks that all destinations of LinkDestinations are among those of the ranges.
func checkDestinations(t *testing.T, text []byte, links []LinkRange) {
	t.Helper()
	for _, dest := range LinkDestinations(text) {
		if !slices.ContainsFunc(links, func(l LinkRange) bool { return l.Dest == dest }) {
			t.Fatalf("%q: %q is not among %v", text, dest, links)
		}
	}
}
