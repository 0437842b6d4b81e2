package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/cputest"
	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

// FuzzBody converts any text: the HTML is sound, the same each time, and every position is in the file.
func FuzzBody(f *testing.F) {
	for _, test := range pathological {
		f.Add(test.text(300))
	}
	for _, test := range meantTests {
		f.Add(strings.NewReplacer("«", "", "»", "").Replace(test.text))
	}
	for _, s := range []string{
		sampleBody, "## A {#b}\n\n## B\n\n[a][b] [^1]\n\n[^1]: c\n",
		"<!-- allow: a b -->\n<div>\n<script>\n\n</script>", "| a |\n|-|\n| `\\|` |\n",
		"> [!NOTE]\n> [!TIP]\n\n- [ ] a\n\nT\n: D\n", "[x](javascript&colon;y) <javascript:x> ![](data:x)\n",
		"\u2028\u0085\x0b\x0c\ra\r\nb\x00\xff", "{#a}\n===\n`a`{.b}", "[^a]: [^b]: [^a]: c\n[^a][^b]",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 10_000 {
			return
		}
		cputest.Limit(t, cpuLimit)
		env := glossaryEnv("a", "b c", "NOTE")
		env.IDPrefix = "p--"
		got := convertBody(text, env)
		second := convertBody(text, env)
		if got.HTML != second.HTML || diagtest.Format(got.Problems) != diagtest.Format(second.Problems) {
			t.Errorf("converted twice:\n%s\n%s", got.HTML, second.HTML)
		}
		checkHTML(t, []byte(got.HTML))
		positions := got.Problems
		for _, d := range got.Suspects {
			positions = append(positions, d.Pos)
		}
		for _, h := range got.Headings {
			if !strings.Contains(got.HTML, ` id="p--`+h.ID+`"`) {
				t.Errorf("no heading has the id %q in %s", h.ID, got.HTML)
			}
			positions = append(positions, h.Pos)
		}
		for _, l := range got.FragmentLinks {
			positions = append(positions, l.Pos)
		}
		for _, a := range got.Suppressions {
			positions = append(positions, a.Pos, diag.Problem{Line: a.From, Column: 1, EndColumn: 2},
				diag.Problem{Line: a.To, Column: 1, EndColumn: 2})
		}
		diagtest.CheckPositions(t, []byte(text), positions)
	})
}

var (
	htmlTag      = regexp.MustCompile(`<(/?)([a-zA-Z0-9]+)((?:\s+[a-z-]+="[^"<>]*")*)>`)
	idAttribute  = regexp.MustCompile(` id="([^"]*)"`)
	dangerousURL = regexp.MustCompile(`(?i)(href|src)="\s*(javascript|vbscript|data|file)[\s]*:`)
	voidElements = []string{"br", "hr", "img"}
)

// checkHTML proves that tags are whole and nest, that nothing in them runs, and that no id is used twice.
func checkHTML(t *testing.T, html []byte) {
	t.Helper()
	var open []string
	for _, m := range htmlTag.FindAllSubmatch(html, -1) {
		name := string(m[2])
		switch {
		case slices.Contains(voidElements, name):
		case len(m[1]) == 0:
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			t.Fatalf("</%s> closes %v in %s", name, open, html)
		default:
			open = open[:len(open)-1]
		}
	}
	rest := htmlTag.ReplaceAll(html, nil)
	if len(open) > 0 || bytes.ContainsAny(rest, "<>") || bytes.Contains(bytes.ToLower(html), []byte("<script")) {
		t.Fatalf("open %v, left %s, of %s", open, rest, html)
	}
	if m := dangerousURL.Find(html); m != nil {
		t.Fatalf("%s in %s", m, html)
	}
	seen := map[string]bool{}
	for _, m := range idAttribute.FindAllSubmatch(html, -1) {
		if id := string(m[1]); seen[id] {
			t.Fatalf("id %q twice in %s", id, html)
		} else {
			seen[id] = true
		}
	}
}
