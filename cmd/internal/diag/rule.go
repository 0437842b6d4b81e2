package diag

import (
	"cmp"
	"slices"
)

// Rule is one kind of mistake. Every problem has one, which gives it its code and its severity. All rules are declared
// in the files rules_*.go of this package; `guide help rules` prints them.
type Rule struct {
	Code     string // stable, in kebab case; what `allow:` names
	Severity Severity
	// OnlyWarns says where a problem is a warning although Severity is Error, see [Problem.Lowered].
	OnlyWarns string
	Area      Area
	Meaning   string // one line
	// Wrong is an example that has this problem and no other; Right has none, "" stands for leaving Wrong out. Each
	// is in the txtar format: files after lines such as `-- content/pages/about.md --`. The text before the first of
	// them is that of a step: its front matter in [FrontMatter], else its body.
	Wrong, Right string
	// Flag is the flag of guide check without which nothing has this problem, such as "--links"; "" for none.
	Flag string
	// NoExample says why there is no example.
	NoExample string
	// NoAllow says why neither a comment nor rules: in guide.yaml can silence the rule.
	NoAllow string
}

// Area is the part of a guide that a rule is about.
type Area int

const (
	FrontMatter Area = iota
	Text
	Links
	Files
	WholeGuide
	Theme
)

func (a Area) String() string {
	return [...]string{"Front matter", "Text", "Links and pictures", "Files", "The guide as a whole",
		"Templates and static files"}[a]
}

var rules []*Rule

// register adds a rule to those that Rules returns.
func register(r Rule) *Rule {
	rules = append(rules, &r)
	return &r
}

// Rules returns every rule, sorted by area and code.
func Rules() []*Rule {
	return slices.SortedFunc(slices.Values(rules), func(a, b *Rule) int {
		return cmp.Or(cmp.Compare(a.Area, b.Area), cmp.Compare(a.Code, b.Code))
	})
}

// FindRule returns the rule with a code, or nil.
func FindRule(code string) *Rule {
	if i := slices.IndexFunc(rules, func(r *Rule) bool { return r.Code == code }); i >= 0 {
		return rules[i]
	}
	return nil
}

// RuleCodes returns the codes of all rules.
func RuleCodes() []string {
	codes := make([]string, len(rules))
	for i, r := range rules {
		codes[i] = r.Code
	}
	return codes
}

// ApplySeverities gives problems the severities that a guide has chosen for rules, and removes those that are Off.
func ApplySeverities(chosen map[*Rule]Severity, problems []Problem) []Problem {
	for i := range problems {
		if s, ok := chosen[problems[i].Rule]; ok {
			problems[i].Severity = s
		}
	}
	return slices.DeleteFunc(problems, func(p Problem) bool { return p.Severity == Off })
}

// At returns a problem at the position of pos.
func (r *Rule) At(pos Problem, message, hint string) Problem {
	pos.Rule, pos.Severity, pos.Message, pos.Hint = r, r.Severity, message, hint
	return pos
}

// In returns a problem of a whole file or folder.
func (r *Rule) In(file, message, hint string) Problem {
	return r.At(Problem{File: file}, message, hint)
}

// Lowered returns the problem as a warning. The rule says when in OnlyWarns.
func (p Problem) Lowered() Problem {
	p.Severity = Warning
	return p
}

// String returns the code; "" for the nil Rule of a problem that is only a position.
func (r *Rule) String() string {
	if r == nil {
		return ""
	}
	return r.Code
}

// MarshalText returns the code.
func (r *Rule) MarshalText() ([]byte, error) { return []byte(r.String()), nil }
