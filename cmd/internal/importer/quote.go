package importer

import (
	"regexp"
	"slices"
	"strings"
)

// quote returns an alert with a text. A heading that begins it is its title; others become bold.
func (im *importer) quote(kind, title string, isFirst bool, inner []line) []line {
	n := 0
	if len(inner) > 0 {
		n = inner[0].n
	}
	for i := range inner {
		if m := headingPattern.FindStringSubmatch(inner[i].text); m != nil && !inner[i].isCode {
			inner[i].text = bold(m[2])
		}
	}
	if title != "" && isFirst && len(inner) > 0 && boldTitle.MatchString(inner[0].text) &&
		strings.EqualFold(strings.Trim(inner[0].text, "*"), title) {
		title = ""
	}
	out := []line{{text: "> [!" + kind + "]", n: n, alert: im.alerts}}
	if title != "" {
		out = append(out, line{text: "> " + bold(title), n: n, alert: im.alerts})
		if len(inner) > 0 {
			out = append(out, line{text: ">", n: n, alert: im.alerts})
		}
	}
	for _, l := range inner {
		l.text, l.alert = strings.TrimRight("> "+l.text, " "), im.alerts
		out = append(out, l)
	}
	if len(inner) == 0 && title == "" {
		out[0].text = "> **" + kind + "**"
	}
	return out
}

var labelOpening = regexp.MustCompile(`^(NOTE|INFO|TIP|HINT|IMPORTANT|WARNING|ATTENTION|CAUTION|DANGER):(?:\s+(.*))?$`)

// labelBlock returns the paragraph that begins with a word such as NOTE: in capitals.
func labelBlock(lines []line, i int) (block, bool) {
	m := labelOpening.FindStringSubmatch(lines[i].text)
	if m == nil || i > 0 && strings.TrimSpace(lines[i-1].text) != "" {
		return block{}, false
	}
	end := i + 1
	for end < len(lines) && strings.TrimSpace(lines[end].text) != "" && !lines[end].isCode {
		end++
	}
	inner := slices.Clone(lines[i:end])
	inner[0].text = m[2]
	kind, title := alertKind(m[1])
	return block{kind: kind, title: title, inner: inner, next: end}, m[2] != "" || end > i+1
}

// bold returns a text in bold, without what is bold in it.
func bold(text string) string {
	return "**" + strings.TrimSpace(strings.ReplaceAll(attributesPattern.ReplaceAllString(text, ""), "**", "")) + "**"
}

// trimBlank returns lines without the blank ones before and after them.
func trimBlank(lines []line) []line {
	isText := func(l line) bool { return strings.TrimSpace(l.text) != "" }
	first := slices.IndexFunc(lines, isText)
	if first < 0 {
		return nil
	}
	last := len(lines)
	for !isText(lines[last-1]) {
		last--
	}
	return slices.Clone(lines[first:last])
}

var outcomePattern = regexp.MustCompile(`^[-*+]\s+(.*)$`)

// addOutcomes makes outcomes of a list, if the lines are nothing else.
func (d *doc) addOutcomes(lines []line) bool {
	var outcomes []string
	for _, l := range lines {
		text := strings.TrimSpace(l.text)
		m := outcomePattern.FindStringSubmatch(l.text)
		switch {
		case text == "":
		case m != nil && !l.isCode:
			outcomes = append(outcomes, m[1])
		case l.isCode || len(outcomes) == 0 || indentOf(l.text) == 0 || listPattern.MatchString(l.text):
			return false
		default:
			outcomes[len(outcomes)-1] += " " + text
		}
	}
	for i := range outcomes {
		outcomes[i] = oneLine(outcomes[i])
	}
	d.outcomes = append(d.outcomes, outcomes...)
	return len(outcomes) > 0
}

var quotedAlert = regexp.MustCompile(`^([\s>]*>\s*)\[!([A-Za-z]+)\][+-]?[ \t]*(.*)$`)

// convertQuotations gives alerts that are quotations the names that the guide has, and their titles lines of their own.
func convertQuotations(lines []line) []line {
	var out []line
	for _, l := range lines {
		m := quotedAlert.FindStringSubmatch(l.text)
		if m == nil || l.isCode || l.alert > 0 {
			out = append(out, l)
			continue
		}
		kind, title := alertKind(m[2])
		if kind == "" {
			kind, title = "NOTE", titleOfName(m[2])
		}
		if m[3] != "" {
			title = m[3]
		}
		l.text = m[1] + "[!" + kind + "]"
		out = append(out, l)
		if title != "" {
			out = append(out, line{text: m[1] + bold(title), n: l.n}, line{text: strings.TrimRight(m[1], " "), n: l.n})
		}
	}
	return out
}
