package site

import (
	"bytes"
	"errors"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/markdown"
)

// baseTemplate is the layout of all pages. A file that defines its block "main" is the template of a page kind.
const baseTemplate = "base.html"

// loadTemplates parses every *.html of the templates folder, each under its own name.
func (t *theme) loadTemplates(templates overlay) error {
	t.templateFS = templates
	t.pages = map[string]*template.Template{}
	t.funcs = template.FuncMap{
		"word": t.msg,
		"date": t.formatDate,
		"span": t.formatSpan,
		"permalink": func(id, title string) template.HTML {
			return template.HTML(markdown.Permalink(id, title, t.msg("permalink")))
		},
	}
	if t.writesRows = writesRows(templates); t.writesRows {
		t.funcs["rows"] = t.rows
	}
	t.templates = template.New("").Funcs(t.funcs)
	entries, err := fs.ReadDir(templates, ".")
	if err != nil {
		t.report(diag.UnreadableFile("templates", err))
		t.templateFS.top = templates.base
		entries, err = fs.ReadDir(templates.base, ".")
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if p, leftBehind := diag.CheckLeftBehind("templates/" + e.Name()); leftBehind {
			t.report(p)
		}
		if path.Ext(e.Name()) != ".html" || diag.Ignored(e.Name()) {
			continue
		}
		if err := t.loadTemplate(e.Name()); err != nil {
			return err
		}
	}
	t.reportUnknownBlocks()
	return t.fillBase()
}

// fillBase gives each page kind a copy of all shared templates with the blocks that the kind defines.
func (t *theme) fillBase() error {
	for name, blocks := range t.pages {
		page, err := t.templates.Clone()
		if err != nil {
			return err
		}
		for _, block := range blocks.Templates() {
			if _, err := page.AddParseTree(block.Name(), block.Tree); err != nil {
				return err
			}
		}
		t.pages[name] = page
	}
	return nil
}

// compile rewrites a template of the program into one that takes less time and writes the same.
func (t *theme) compile(name string, data []byte) []byte {
	if t.writesRows {
		if slices.Contains(rowTemplates, name) {
			return []byte("{{rows .}}")
		}
		data = rowsAction.ReplaceAll(data, []byte("{{rows $1}}"))
	}
	return wordAction.ReplaceAllFunc(data, t.constantWord)
}

// wordAction matches an action that writes a message without placeholders. In the program's own templates, messages are
// text or in attributes with quotes, so what they write is the same on every page.
var wordAction = regexp.MustCompile(`\{\{word "([^"]+)"\}\}`)

// constantWord returns what an action that wordAction matches writes. It returns the action if the message is missing,
// or if a template cannot have it as text: trim markers would remove spaces from its ends.
func (t *theme) constantWord(action []byte) []byte {
	key := string(wordAction.FindSubmatch(action)[1])
	if t.messages.Messages[key] == nil {
		return action
	}
	text := t.msg(key)
	if strings.Contains(text, "{{") || text != strings.TrimSpace(text) {
		return action
	}
	w := htmlWriter{new(bytes.Buffer)}
	w.text(text)
	return w.Bytes()
}

var bufferPool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// maxPooled is the capacity in bytes of the largest buffer that is worth keeping.
const maxPooled = 256 << 10

// recycle gives the memory of a rendered file, which nobody uses any more, to the next one.
func recycle(data []byte) {
	if cap(data) <= maxPooled {
		bufferPool.Put(bytes.NewBuffer(data[:0]))
	}
}

// execute returns a page: its template is executed with data, which is or embeds v. A template that does not define
// the block "main" is executed alone, without base.html. If the template fails, that is recorded as a problem, and the
// page ends there.
func (s *Site) execute(v *View, data any) ([]byte, error) {
	buf := bufferPool.Get().(*bytes.Buffer)
	buf.Reset()
	name := v.pageType.Template
	set, entry := s.pages[name], baseTemplate
	if set == nil {
		set, entry = s.templates, name
	}
	if err := set.ExecuteTemplate(buf, entry, data); err != nil {
		p := s.templateProblem(err)
		if p.File == "templates/"+baseTemplate && p.Line == 0 {
			p.File = "templates/" + name // base.html with the blocks of this file
		}
		s.templateErrors.put(v.Address, p)
	} else {
		s.templateErrors.remove(v.Address)
	}
	return buf.Bytes(), nil
}

// templateErrorPattern matches the position in errors of the template packages, which is only in their text.
var templateErrorPattern = regexp.MustCompile(`^(?:html/)?template: ?([^:\s]+\.html)(?::(\d+))?(?::(\d+))?: ?(?s)(.*)$`)

// templateProblem returns the problem for an error of a template, at its position in the innermost template.
func (t *theme) templateProblem(err error) diag.Problem {
	p := diag.Template.In("templates", strings.TrimPrefix(err.Error(), "html/template: "), "")
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
	if data, err := fs.ReadFile(t.templateFS, match[1]); err == nil && match[3] != "" {
		lines := diag.NewLines(data)
		bytesBefore, _ := strconv.Atoi(match[3]) // the template packages count bytes of the line from 0
		_, p.Column = lines.Position(lines.LineStart(p.Line) + bytesBefore)
	}
	return p
}
