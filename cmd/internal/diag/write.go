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
	FormatJSON   Format = "json"   // one object a line, with the keys of Problem
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

// Options say how [Write] writes problems. All but Format are of the text format; the others have every problem.
type Options struct {
	Format  Format
	Colour  bool
	Notices bool // whether notices are written
	// PerFile is how many problems of a file are written, errors before warnings and warnings before notices; 0 stands
	// for all. MoreHint says how to see the others.
	PerFile  int
	MoreHint string
}

// Write writes sorted problems. It fails if w does.
func Write(w io.Writer, problems []Problem, opts Options) error {
	if opts.Format == FormatText {
		return opts.writeText(w, problems)
	}
	for _, p := range problems {
		var err error
		if opts.Format == FormatJSON {
			err = writeJSON(w, p)
		} else {
			_, err = io.WriteString(w, githubAnnotation(p))
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
