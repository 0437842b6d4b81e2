package diag

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// A palette holds the escape sequences of a terminal that begin what they are named for. The empty one has no colours.
type palette struct {
	position, code, frame, hint string
	severities                  [Notice + 1]string
	reset                       string
}

var terminalColours = palette{
	position: "\x1b[1m", code: "\x1b[2m", frame: "\x1b[2m", hint: "\x1b[1m",
	severities: [...]string{Error: "\x1b[1;31m", Warning: "\x1b[1;33m", Notice: "\x1b[1;36m"},
	reset:      "\x1b[0m",
}

// writeText writes problems in the text format.
func (o Options) writeText(w io.Writer, problems []Problem) error {
	var colours palette
	if o.Colour {
		colours = terminalColours
	}
	if !o.Notices {
		isNotice := func(p Problem) bool { return p.Severity == Notice }
		problems = slices.DeleteFunc(slices.Clone(problems), isNotice)
	}
	for len(problems) > 0 {
		file := problems[0].File
		n := slices.IndexFunc(problems, func(p Problem) bool { return p.File != file })
		if n < 0 {
			n = len(problems)
		}
		listed, more := o.limit(problems[:n])
		var b strings.Builder
		for _, p := range listed {
			p.writeText(&b, colours)
		}
		if len(more) > 0 {
			fmt.Fprintf(&b, "%s%s:%s %d more: %s; %s\n", colours.position, replaceControls(file), colours.reset,
				len(more), Count(more), o.MoreHint)
		}
		if _, err := io.WriteString(w, b.String()); err != nil {
			return err
		}
		problems = problems[n:]
	}
	return nil
}

// limit splits the problems of one file into those that are written and the others. The most severe are written.
func (o Options) limit(problems []Problem) (listed, more []Problem) {
	if o.PerFile == 0 || len(problems) <= o.PerFile {
		return problems, nil
	}
	sorted := slices.Clone(problems)
	slices.SortStableFunc(sorted, func(a, b Problem) int { return int(a.Severity - b.Severity) })
	return Sort(sorted[:o.PerFile:o.PerFile]), sorted[o.PerFile:]
}

// String returns the problem in the text format, with a final line break.
func (p Problem) String() string {
	var b strings.Builder
	p.writeText(&b, palette{})
	return b.String()
}

func (p Problem) writeText(b *strings.Builder, colours palette) {
	position := replaceControls(p.File)
	for _, n := range []int{p.Line, p.Column} {
		if n > 0 {
			position += fmt.Sprintf(":%d", n)
		}
	}
	if p.File != "" {
		position += ":"
		fmt.Fprintf(b, "%s%s%s ", colours.position, position, colours.reset)
	}
	severity := colours.severities[p.Severity]
	fmt.Fprintf(b, "%s%s:%s %s %s[%s]%s\n", severity, p.Severity, colours.reset, replaceControls(p.Message),
		colours.code, p.Rule, colours.reset)
	p.writeSnippet(b, colours)
	for i, line := range hintLines(p.Hint) {
		label := ""
		if rest, ok := strings.CutPrefix(line, hintLabel); ok && i == 0 {
			label, line = colours.hint+hintLabel+colours.reset, rest
		}
		b.WriteString("  " + label + line + "\n")
	}
}

const hintLabel = "hint:"

// hintLines returns the lines of a hint as they are written: the first after "hint: ", the others indented.
func hintLines(hint string) []string {
	if hint == "" {
		return nil
	}
	lines := strings.Split(hintLabel+" "+strings.TrimSuffix(hint, "\n"), "\n")
	for i, line := range lines {
		lines[i] = replaceControls(line)
		if i > 0 {
			lines[i] = "      " + lines[i]
		}
	}
	return lines
}

// writeSnippet writes the source line with a mark under the position. The line of the mark has the same tabs, so that
// the mark is under its text for every width of tabs.
func (p Problem) writeSnippet(b *strings.Builder, colours palette) {
	if strings.TrimSpace(p.Source) == "" {
		return
	}
	text, before := p.snippet()
	gutter := fmt.Sprintf("%4d |", p.Line)
	fmt.Fprintf(b, "%s%s%s %s\n", colours.frame, gutter, colours.reset, replaceControls(string(text)))
	if p.Column < 1 {
		return
	}
	fmt.Fprintf(b, "%s%*s%s ", colours.frame, len(gutter), "|", colours.reset)
	for _, r := range text[:before] {
		if r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	mark := strings.Repeat("^", max(1, min(p.EndColumn-p.Column, len(text)-before)))
	fmt.Fprintf(b, "%s%s%s\n", colours.severities[p.Severity], mark, colours.reset)
}

// A source line longer than maxSnippet code points is cut, with an ellipsis at each end that is cut: it starts at most
// maxBefore code points before the mark.
const (
	maxSnippet = 160
	maxBefore  = 40
)

// snippet returns the part of the source line to show and how many code points of it come before the mark.
func (p Problem) snippet() (text []rune, before int) {
	line := []rune(p.Source)
	before = min(max(p.Column-1, 0), len(line))
	if len(line) <= maxSnippet {
		return line, before
	}
	from := min(max(before-maxBefore, 0), len(line)-maxSnippet)
	if from > 0 {
		text = append(text, '…')
	}
	text = append(text, line[from:from+maxSnippet]...)
	before += len(text) - maxSnippet - from
	if from+maxSnippet < len(line) {
		text = append(text, '…')
	}
	return text, before
}
