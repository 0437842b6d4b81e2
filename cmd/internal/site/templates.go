package site

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/page"
)

// loadTemplates parses every *.html of the templates folder, each under its own name. In place of an
// editor's that cannot be parsed the program's own is used.
func (l *look) loadTemplates(templates overlay) error {
	l.sources = templates
	l.templates = template.New("").Funcs(template.FuncMap{
		"word": l.word,
		"date": l.dateWords,
		"span": l.spanWords,
		"permalink": func(id, title string) template.HTML {
			return template.HTML(page.Permalink(id, title, l.word("permalink")))
		},
	})
	entries, err := fs.ReadDir(templates, ".")
	if err != nil {
		l.report(diag.Unreadable("templates", err))
		templates.top = templates.base
		entries, err = fs.ReadDir(templates, ".")
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if p, leftBehind := diag.LeftBehind("templates/" + e.Name()); leftBehind {
			l.report(p)
		}
		if path.Ext(e.Name()) != ".html" || diag.Ignored(e.Name()) {
			continue
		}
		bad, err := l.parseTemplate(templates, e.Name())
		switch {
		case bad != nil:
			l.report(l.templateProblem(bad))
		case err != nil:
			l.report(diag.Unreadable("templates/"+e.Name(), err))
		default:
			continue
		}
		if _, err = l.parseTemplate(templates.base, e.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// parseTemplate parses one template; bad says what is wrong with it.
func (l *look) parseTemplate(templates fs.FS, name string) (bad, err error) {
	data, err := fs.ReadFile(templates, name)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(l.id, "%s %d\n%s", name, len(data), data)
	_, bad = l.templates.New(name).Parse(string(data))
	return bad, nil
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// execute makes a page with a template. What fails is a problem; the page ends where it failed.
func (s *Site) execute(name string, v *View) ([]byte, error) {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := s.templates.ExecuteTemplate(buf, name, v); err != nil {
		s.cut.Store(v.Address, s.templateProblem(err))
	} else {
		s.cut.Delete(v.Address)
	}
	return bytes.Clone(buf.Bytes()), nil
}

// templateError is how the template packages say where something is wrong; there is no other way to
// learn it.
var templateError = regexp.MustCompile(`^(?:html/)?template: ?([^:\s]+\.html)(?::(\d+))?(?::(\d+))?: ?(?s)(.*)$`)

// templateProblem gives a template's error its own place: that of the innermost template.
func (l *look) templateProblem(err error) diag.Problem {
	p := diag.Problem{File: "templates", Severity: diag.Error, Code: "template", Message: strings.TrimPrefix(err.Error(), "html/template: ")}
	var m []string
	for ; err != nil; err = errors.Unwrap(err) {
		if inner := templateError.FindStringSubmatch(err.Error()); inner != nil {
			m = inner
		}
	}
	if m == nil {
		return p
	}
	p.File, p.Message = "templates/"+m[1], m[4]
	p.Line, _ = strconv.Atoi(m[2])
	if data, err := fs.ReadFile(l.sources, m[1]); err == nil && m[3] != "" {
		lines := diag.NewLines(data)
		bytesBefore, _ := strconv.Atoi(m[3]) // the template packages count bytes of the line from 0
		_, p.Column = lines.Position(lines.LineStart(p.Line) + bytesBefore)
	}
	return p
}
