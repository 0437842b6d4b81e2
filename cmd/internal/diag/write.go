package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode"
)

// Format is an output format for problems.
type Format string

const (
	FormatText   Format = "text"   // position, message, the line with a mark under it, hint
	FormatJSON   Format = "json"   // one object a line: file, line, column, endColumn, severity, code, message, hint
	FormatGitHub Format = "github" // workflow commands, which become annotations
)

// ParseFormat returns the format of that name. It fails if there is none.
func ParseFormat(name string) (Format, error) {
	switch f := Format(name); f {
	case FormatText, FormatJSON, FormatGitHub:
		return f, nil
	}
	return "", fmt.Errorf("unknown format %q: use text, json or github", name)
}

// FillSource sets Source of every problem from the files in fsys. Problems that are sorted cost one reading of each
// file. If a file cannot be read, Source stays empty.
func FillSource(fsys fs.FS, problems []Problem) {
	name, lines := "", NewLines(nil)
	for i := range problems {
		p := &problems[i]
		if p.File == "" || p.Line == 0 {
			continue
		}
		if p.File != name {
			name = p.File
			data, _ := fs.ReadFile(fsys, name) // no data, no lines
			lines = NewLines(data)
		}
		p.Source = lines.LineText(p.Line)
	}
}

// Write writes problems in the given format. It fails if w does.
func Write(w io.Writer, format Format, problems []Problem) error {
	for _, p := range problems {
		var err error
		switch format {
		case FormatJSON:
			err = writeJSON(w, p)
		case FormatGitHub:
			_, err = io.WriteString(w, githubAnnotation(p))
		default:
			_, err = io.WriteString(w, p.String())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func writeJSON(w io.Writer, p Problem) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(p)
}

// String returns the problem in the text format, with a final line break.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(replaceControls(p.File))
	for _, n := range []int{p.Line, p.Column} {
		if n > 0 {
			fmt.Fprintf(&b, ":%d", n)
		}
	}
	if p.File != "" {
		b.WriteString(": ")
	}
	fmt.Fprintf(&b, "%s: %s [%s]\n", p.Severity, replaceControls(p.Message), p.Rule)
	p.writeSnippet(&b)
	for _, line := range hintLines(p.Hint) {
		b.WriteString("  " + line + "\n")
	}
	return b.String()
}

// hintLines returns the lines of a hint as they are written: the first after "hint: ", the others indented.
func hintLines(hint string) []string {
	if hint == "" {
		return nil
	}
	lines := strings.Split("hint: "+strings.TrimSuffix(hint, "\n"), "\n")
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
func (p Problem) writeSnippet(b *strings.Builder) {
	if strings.TrimSpace(p.Source) == "" {
		return
	}
	text, before := p.snippet()
	gutter := fmt.Sprintf("%4d | ", p.Line)
	fmt.Fprintf(b, "%s%s\n", gutter, replaceControls(string(text)))
	if p.Column < 1 {
		return
	}
	b.WriteString(strings.Repeat(" ", len(gutter)-2) + "| ")
	for _, r := range text[:before] {
		if r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	b.WriteString(strings.Repeat("^", max(1, min(p.EndColumn-p.Column, len(text)-before))) + "\n")
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

// replaceControls replaces control and bidirectional characters, which could change a terminal or the order of text, by
// U+FFFD.
func replaceControls(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// githubAnnotation returns the problem as a GitHub workflow command,
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
func githubAnnotation(p Problem) string {
	var properties []string
	if p.File != "" {
		properties = append(properties, "file="+escapeProperty(replaceControls(p.File)))
	}
	for _, f := range []struct {
		name string
		n    int
	}{{"line", p.Line}, {"col", p.Column}, {"endColumn", p.EndColumn}} {
		if f.n > 0 {
			properties = append(properties, fmt.Sprintf("%s=%d", f.name, f.n))
		}
	}
	properties = append(properties, "title="+escapeProperty(p.Rule.String()))
	message := fmt.Sprintf("%s [%s]", replaceControls(p.Message), p.Rule)
	for _, line := range hintLines(p.Hint) {
		message += "\n" + line
	}
	return fmt.Sprintf("::%s %s::%s\n", p.Severity, strings.Join(properties, ","), escapeData.Replace(message))
}

var escapeData = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")

func escapeProperty(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(escapeData.Replace(s))
}
