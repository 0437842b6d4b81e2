package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode"
)

// Format is a way to print problems.
type Format string

const (
	Text   Format = "text"   // for people: place, message, the line with a mark under it, a hint
	JSON   Format = "json"   // one object a line: file, line, column, endColumn, severity, code, message, hint
	GitHub Format = "github" // workflow commands that become annotations
)

// ParseFormat returns the format of that name.
func ParseFormat(name string) (Format, error) {
	switch f := Format(name); f {
	case Text, JSON, GitHub:
		return f, nil
	}
	return "", fmt.Errorf("unknown format %q: use text, json or github", name)
}

// Excerpt fills in the source line of every problem. It keeps one file of fsys at a time, so sorted
// problems cost one reading of each. A file that can no longer be read leaves its problems without.
func Excerpt(fsys fs.FS, problems []Problem) {
	name, lines := "", NewLines(nil)
	for i := range problems {
		p := &problems[i]
		if p.File == "" || p.Line == 0 {
			continue
		}
		if p.File != name {
			name = p.File
			data, _ := fs.ReadFile(fsys, name) // without data there are no lines
			lines = NewLines(data)
		}
		p.Source = lines.Text(p.Line)
	}
}

// Write prints problems in the given format.
func Write(w io.Writer, format Format, problems []Problem) error {
	for _, p := range problems {
		var err error
		switch format {
		case JSON:
			err = writeJSON(w, p)
		case GitHub:
			_, err = io.WriteString(w, annotation(p))
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

// String is the problem as the text format prints it, with a final line break.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(printable(p.File))
	for _, n := range []int{p.Line, p.Column} {
		if n > 0 {
			fmt.Fprintf(&b, ":%d", n)
		}
	}
	if p.File != "" {
		b.WriteString(": ")
	}
	fmt.Fprintf(&b, "%s: %s [%s]\n", p.Severity, printable(p.Message), p.Code)
	p.writeFrame(&b)
	for _, line := range hintLines(p.Hint) {
		b.WriteString("  " + line + "\n")
	}
	return b.String()
}

// hintLines returns a hint as it is printed: named, and its further lines under the first.
func hintLines(hint string) []string {
	if hint == "" {
		return nil
	}
	lines := strings.Split("hint: "+strings.TrimSuffix(hint, "\n"), "\n")
	for i, line := range lines {
		lines[i] = printable(line)
		if i > 0 {
			lines[i] = "      " + lines[i]
		}
	}
	return lines
}

// writeFrame writes the source line with a mark under the place. Tabs are kept in the mark's
// indentation so that it stays under its text whatever a tab's width.
func (p Problem) writeFrame(b *strings.Builder) {
	if strings.TrimSpace(p.Source) == "" {
		return
	}
	text, before := p.window()
	gutter := fmt.Sprintf("%4d | ", p.Line)
	fmt.Fprintf(b, "%s%s\n", gutter, printable(string(text)))
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

// A source line longer than maxExcerpt code points is cut: from maxBefore before the place, with an
// ellipsis at each cut.
const (
	maxExcerpt = 160
	maxBefore  = 40
)

// window returns what is shown of the source line and how many code points of it stand before the mark.
func (p Problem) window() (text []rune, before int) {
	line := []rune(p.Source)
	before = min(max(p.Column-1, 0), len(line))
	if len(line) <= maxExcerpt {
		return line, before
	}
	from := min(max(before-maxBefore, 0), len(line)-maxExcerpt)
	if from > 0 {
		text = append(text, '…')
	}
	text = append(text, line[from:from+maxExcerpt]...)
	before += len(text) - maxExcerpt - from
	if from+maxExcerpt < len(line) {
		text = append(text, '…')
	}
	return text, before
}

// printable shows what could steer a terminal or turn the order of its text around as a replacement
// character.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// annotation is the problem as a GitHub workflow command,
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
func annotation(p Problem) string {
	var properties []string
	if p.File != "" {
		properties = append(properties, "file="+escapeProperty(printable(p.File)))
	}
	for _, f := range []struct {
		name string
		n    int
	}{{"line", p.Line}, {"col", p.Column}, {"endColumn", p.EndColumn}} {
		if f.n > 0 {
			properties = append(properties, fmt.Sprintf("%s=%d", f.name, f.n))
		}
	}
	properties = append(properties, "title="+escapeProperty(p.Code))
	message := fmt.Sprintf("%s [%s]", printable(p.Message), p.Code)
	for _, line := range hintLines(p.Hint) {
		message += "\n" + line
	}
	return fmt.Sprintf("::%s %s::%s\n", p.Severity, strings.Join(properties, ","), escapeData.Replace(message))
}

var escapeData = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")

func escapeProperty(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(escapeData.Replace(s))
}
