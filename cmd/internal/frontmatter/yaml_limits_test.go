package frontmatter

import (
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/cputest"
)

// fillYAML repeats s to n bytes.
func fillYAML(s string, n int) string { return strings.Repeat(s, n/len(s)) }

// TestPathologicalYAML proves that hostile YAML ends soon, in problems.
func TestPathologicalYAML(t *testing.T) {
	texts := map[string]func(n int) string{
		"one line of keys alike":     func(n int) string { return "{" + fillYAML("a: 1, ", n) + "}" },
		"lines of keys alike":        func(n int) string { return fillYAML("a: 1\n", n) },
		"one line of entries":        func(n int) string { return "[" + fillYAML("a, ", n) + "]" },
		"entries that miss all keys": func(n int) string { return "checklist: [" + fillYAML("{}, ", n) + "]" },
		"allowances":                 func(n int) string { return fillYAML("# allow: a b\n", n) + "title: T\n" },
		"an uneven list":             func(n int) string { return "outcomes:\n- a\n" + fillYAML(" - b\n", n) },
		"hyphens in a text":          func(n int) string { return "title: a\n" + fillYAML(" b - \n", n) },
		"quotation marks":            func(n int) string { return fillYAML("\"", n) },
		"one long value":             func(n int) string { return "title: " + fillYAML("a ", n) },
		"brackets that are closed":   func(n int) string { return fillYAML("[]", n) },
		"question marks":             func(n int) string { return fillYAML("? ", n) },
		"indentation": func(n int) string {
			var b strings.Builder
			for i := 0; b.Len() < n; i++ {
				b.WriteString(strings.Repeat(" ", i) + "a:\n")
			}
			return b.String()
		},
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			cputest.Limit(t, 30*time.Second)
			step, whole := text(60_000), text(100_000)
			_, a := Parse(KindStep, "f", []byte(withFrontMatter(step)))
			_, b := ParseSettings("f", []byte(whole))
			_, c := ParseGlossary("f", []byte(whole))
			if len(a) == 0 || len(b) == 0 || len(c) == 0 {
				t.Errorf("%d, %d and %d problems", len(a), len(b), len(c))
			}
		})
	}
}
