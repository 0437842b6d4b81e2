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
	"guide/cmd/internal/markdown"
)

// baseTemplate is the layout of all pages. A file that defines its block "main" is a page kind's template.
const baseTemplate = "base.html"

// loadTemplates parses every *.html of the templates folder, each under its own name. In place of an
// editor's that cannot be parsed the program's own is used.
func (l *theme) loadTemplates(templates overlay) error {
	l.templateFS = templates
	l.pages = map[string]*template.Template{}
	l.funcs = template.FuncMap{
		"word": l.msg,
		"date": l.formatDate,
		"span": l.formatSpan,
		"permalink": func(id, title string) template.HTML {
			return template.HTML(markdown.Permalink(id, title, l.msg("permalink")))
		},
	}
	l.templates = template.New("").Funcs(l.funcs)
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
		parseErr, err := l.parseTemplate(templates, e.Name())
		switch {
		case parseErr != nil:
			l.report(l.templateProblem(parseErr))
		case err != nil:
			l.report(diag.Unreadable("templates/"+e.Name(), err))
		default:
			continue
		}
		if _, err = l.parseTemplate(templates.base, e.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return l.fillBase()
}

// fillBase makes a copy of all shared templates for each page kind, with the blocks that the kind defines.
func (l *theme) fillBase() error {
	for name, blocks := range l.pages {
		page, err := l.templates.Clone()
		if err != nil {
			return err
		}
		for _, block := range blocks.Templates() {
			if _, err := page.AddParseTree(block.Name(), block.Tree); err != nil {
				return err
			}
		}
		l.pages[name] = page
	}
	return nil
}

// parseTemplate parses one template; bad says what is wrong with it.
func (l *theme) parseTemplate(templates fs.FS, name string) (parseErr, err error) {
	data, err := fs.ReadFile(templates, name)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(l.digest, "%s %d\n%s", name, len(data), data)
	file, parseErr := template.New(name).Funcs(l.funcs).Parse(string(data))
	if parseErr != nil {
		return parseErr, nil
	}
	if name != baseTemplate && file.Lookup("main") != nil {
		l.pages[name] = file
		return nil, nil
	}
	_, parseErr = l.templates.New(name).Parse(string(data))
	return parseErr, nil
}

var bufferPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// executeTemplate makes a page with the template of its kind: with base.html, or alone if it does not define the
// block "main". What fails is a problem; the page ends where it failed.
func (s *Site) executeTemplate(name string, v *View) ([]byte, error) {
	buf := bufferPool.Get().(*bytes.Buffer)
	defer bufferPool.Put(buf)
	buf.Reset()
	set, entry := s.pages[name], baseTemplate
	if set == nil {
		set, entry = s.templates, name
	}
	if err := set.ExecuteTemplate(buf, entry, v); err != nil {
		p := s.templateProblem(err)
		if p.File == "templates/"+baseTemplate && p.Line == 0 {
			p.File = "templates/" + name // base.html as this file fills it
		}
		s.templateErrors.Store(v.Address, p)
	} else {
		s.templateErrors.Delete(v.Address)
	}
	return bytes.Clone(buf.Bytes()), nil
}

// templateErrorPattern is how the template packages say where something is wrong; there is no other way to
// learn it.
var templateErrorPattern = regexp.MustCompile(`^(?:html/)?template: ?([^:\s]+\.html)(?::(\d+))?(?::(\d+))?: ?(?s)(.*)$`)

// templateProblem gives a template's error its own place: that of the innermost template.
func (l *theme) templateProblem(err error) diag.Problem {
	p := diag.Problem{File: "templates", Severity: diag.Error, Code: "template", Message: strings.TrimPrefix(err.Error(), "html/template: ")}
	var match []string
	for ; err != nil; err = errors.Unwrap(err) {
		if inner := templateErrorPattern.FindStringSubmatch(err.Error()); inner != nil {
			match = inner
		}
	}
	if match == nil {
		return p
	}
	p.File, p.Message = "templates/"+match[1], match[4]
	p.Line, _ = strconv.Atoi(match[2])
	if data, err := fs.ReadFile(l.templateFS, match[1]); err == nil && match[3] != "" {
		lines := diag.NewLines(data)
		bytesBefore, _ := strconv.Atoi(match[3]) // the template packages count bytes of the line from 0
		_, p.Column = lines.Position(lines.LineStart(p.Line) + bytesBefore)
	}
	return p
}
