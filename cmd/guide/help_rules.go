package main

import (
	"fmt"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/suggest"
)

const rulesIntro = `Every problem ends in the code of its rule in square brackets. These are the rules, with examples.
Lines such as "-- content/pages/about.md --" begin a file. What is above them, or stands alone, is from
content/steps/1-begin/index.md: its front matter, or its text.

An error prevents a build, a warning only with --strict, a notice never. rules: in content/guide.yaml changes the
severity of a rule in the whole guide to off, notice, warning or error; rules that are off here can be turned on so:

  rules:
    skipped-level: off
`

// helpOnRules returns the help on a rule, or on all of them if code is "".
func helpOnRules(code string) (string, error) {
	if code != "" {
		r := diag.FindRule(code)
		if r == nil {
			return "", usageError{fmt.Errorf("there is no rule %q", code), ruleHint(code)}
		}
		return describeRule(r), nil
	}
	var b strings.Builder
	b.WriteString(rulesIntro)
	rules := diag.Rules()
	for i, r := range rules {
		if i == 0 || r.Area != rules[i-1].Area {
			fmt.Fprintf(&b, "\n%s\n", strings.ToUpper(r.Area.String()))
		}
		b.WriteString("\n" + describeRule(r))
	}
	return b.String(), nil
}

func ruleHint(code string) string {
	if near := suggest.Nearest(code, diag.RuleCodes()); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "guide help rules lists them all"
}

// describeRule returns what an editor needs to know of a rule.
func describeRule(r *diag.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s", r.Code, r.Severity)
	if r.OnlyWarns != "" {
		fmt.Fprintf(&b, "; a warning %s", r.OnlyWarns)
	}
	if r.Flag != "" {
		fmt.Fprintf(&b, "; only with guide check %s", r.Flag)
	}
	fmt.Fprintf(&b, ")\n  %s\n", r.Meaning)
	if r.NoExample == "" {
		fmt.Fprintf(&b, "  wrong:\n%s  right:\n%s", indent(r.Wrong), indent(r.Right))
	}
	fmt.Fprintf(&b, "  to silence it: %s\n", howToSilence(r))
	return b.String()
}

func indent(example string) string {
	if example == "" {
		return "      (nothing)\n"
	}
	var b strings.Builder
	for line := range strings.Lines(example) {
		if strings.TrimSpace(line) != "" {
			line = "      " + line
		}
		b.WriteString(line)
	}
	return b.String()
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
