package site

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"guide/cmd/internal/diag"
)

// loadTemplates parses every *.html of the templates folder, each under its own name.
func (s *Site) loadTemplates(templates fs.FS) error {
	s.templates = template.New("").Funcs(template.FuncMap{
		"word": s.word,
		"date": s.dateWords,
		"span": s.spanWords,
	})
	entries, err := fs.ReadDir(templates, ".")
	if err != nil {
		return fmt.Errorf("templates: %w", err)
	}
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".html" {
			continue
		}
		data, err := fs.ReadFile(templates, e.Name())
		if err != nil {
			return fmt.Errorf("templates: %w", err)
		}
		if _, err := s.templates.New(e.Name()).Parse(string(data)); err != nil {
			s.report(templateProblem(err, ""))
		}
	}
	return nil
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// execute makes a page with a template. What fails is a problem; the page ends where it failed.
func (s *Site) execute(name string, v *View) ([]byte, error) {
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := s.templates.ExecuteTemplate(buf, name, v); err != nil {
		s.report(templateProblem(err, v.Address))
	}
	return bytes.Clone(buf.Bytes()), nil
}

// templateError is how the template packages say where something is wrong; there is no other way to
// learn it.
var templateError = regexp.MustCompile(`^(?:html/)?template: ?([^:\s]+\.html):(\d+)(?::(\d+))?: ?(?s)(.*)$`)

// templateProblem gives a template's error its own place, and names the page that was being made.
func templateProblem(err error, address string) diag.Problem {
	p := diag.Problem{File: "templates", Severity: diag.Error, Code: "template", Message: err.Error()}
	if m := templateError.FindStringSubmatch(err.Error()); m != nil {
		p.File = "templates/" + m[1]
		p.Line, _ = strconv.Atoi(m[2])
		if m[3] != "" {
			p.Column, _ = strconv.Atoi(m[3])
			p.Column++ // the template packages count bytes of the line from 0
		}
		p.Message = m[4]
	} else if name, ok := strings.CutPrefix(err.Error(), "html/template: "); ok {
		p.Message = name
	}
	if address != "" {
		p.Message += ", while making " + address
	}
	return p
}
