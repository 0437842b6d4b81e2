package main

import (
	"fmt"
	"strings"

	"guide/cmd/internal/diag"
)

const rulesIntro = `Every problem ends in the code of its rule in square brackets. These are the rules, with examples.
Lines such as "-- content/pages/about.md --" begin a file. What is above them, or stands alone, is from
content/steps/1-begin/index.md: its front matter, or its text.

An error prevents a build, a warning only with --strict, a notice never. The key rules: of content/guide.yaml changes
the severity of a rule in the whole guide to off, notice, warning or error; rules that are off here can be turned on
so:`

// writeRules explains every rule.
func writeRules(m *manual) {
	m.section("RULES")
	m.text(rulesIntro)
	m.example("rules:\n  skipped-level: off\n")
	rules := diag.Rules()
	for i, r := range rules {
		if i == 0 || r.Area != rules[i-1].Area {
			m.section(strings.ToUpper(r.Area.String()))
		}
		m.WriteByte('\n')
		explainRule(m, r.Code)
	}
}

// explainRule explains the rule with a code, if there is one.
func explainRule(m *manual, code string) bool {
	r := diag.FindRule(code)
	if r == nil {
		return false
	}
	fmt.Fprintf(m, "%s (%s", r.Code, r.Severity)
	if r.OnlyWarns != "" {
		fmt.Fprintf(m, "; a warning %s", r.OnlyWarns)
	}
	if r.Flag != "" {
		fmt.Fprintf(m, "; only with guide check %s", r.Flag)
	}
	fmt.Fprintf(m, ")\n%s", wrap(r.Meaning, 2))
	if r.NoExample == "" {
		fmt.Fprintf(m, "  wrong:\n%s  right:\n%s", indentExample(r.Wrong), indentExample(r.Right))
	}
	m.WriteString(wrap("to silence it: "+howToSilence(r), 2))
	return true
}

func indentExample(example string) string {
	if example == "" {
		return "      (nothing)\n"
	}
	return indentBy(6, example)
}

// howToSilence returns the comment that silences a rule and where it goes.
func howToSilence(r *diag.Rule) string {
	switch {
	case r.NoAllow != "":
		return "not possible: " + r.NoAllow
	case r.Area == diag.Files:
		return fmt.Sprintf("# allow: %s reason, anywhere in content/guide.yaml", r.Code)
	case r.Area == diag.Text || r.Area == diag.Links:
		return fmt.Sprintf("<!-- allow: %s reason -->, above the block", r.Code)
	}
	return fmt.Sprintf("# allow: %s reason, above the key", r.Code)
}
