package diag

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Suppression is a comment `allow: code reason`: it removes the problems with that code in the lines From to To, both
// included.
type Suppression struct {
	Code     string
	From, To int
	Pos      Problem // the position of the comment
}

var allowDirective = regexp.MustCompile(`(?s)^allow:\s*([a-z][a-z0-9-]*)?(.*)$`)

// ParseSuppression parses the text of a comment at pos. ok is false if it is not a suppression; problem is set if it
// is an incomplete one. The caller sets From and To.
func ParseSuppression(comment string, pos Problem) (s Suppression, problem *Problem, ok bool) {
	m := allowDirective.FindStringSubmatch(strings.TrimSpace(comment))
	if m == nil {
		return s, nil, false
	}
	if m[1] == "" || strings.TrimSpace(m[2]) == "" {
		p := BadAllow.At(pos, "this silences nothing: it needs the code of a rule and a reason",
			"write allow: code reason, with the code in square brackets at the end of the problem")
		return s, &p, false
	}
	return Suppression{Code: m[1], Pos: pos}, nil, true
}

// Covers reports whether s silences p. A problem without a line is covered wherever s is, but not an error: what it is
// about would be missing in the site without a word.
func (s Suppression) Covers(p Problem) bool {
	inLines := s.From <= p.Line && p.Line <= s.To
	if p.Line == 0 {
		inLines = p.Severity != Error
	}
	return s.Code == p.Rule.String() && inLines
}

// ApplySuppressions removes the problems of one file that suppressions cover and adds a warning for each suppression
// that covers none, unless its rule is off by default, or has a Flag: the comment may be for a run with that flag, or
// for another answer of a server.
func ApplySuppressions(suppressions []Suppression, problems []Problem) []Problem {
	used := make([]bool, len(suppressions))
	kept := slices.DeleteFunc(problems, func(p Problem) bool {
		suppressed := false
		for i, s := range suppressions {
			if s.Covers(p) {
				used[i], suppressed = true, true
			}
		}
		return suppressed
	})
	for i, s := range suppressions {
		if r := FindRule(s.Code); !used[i] && (r == nil || r.Severity != Off && r.Flag == "") {
			message := fmt.Sprintf("there is no problem %q here to silence", Truncate(s.Code))
			kept = append(kept, UnusedAllow.At(s.Pos, message, "delete the comment, or check the code"))
		}
	}
	return kept
}
