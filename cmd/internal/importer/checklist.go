package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
)

// list is a part of a checklist.
type list struct {
	title, intro string
	line         int
	items        []frontmatter.Value
	resources    []frontmatter.Value // each with the key of the list that it is in
	parts        []*list
}

// The keys by which files of data are understood, the usual ones first. What others hold stays as text.
var (
	textKeys = []string{"text", "point", "task", "item", "action", "question", "check", "todo", "title", "name",
		"label"}
	titleKeys = []string{"title", "name", "section", "category", "heading", "label", "group", "phase"}
	introKeys = []string{"intro", "introduction", "preface", "description", "summary", "about", "details"}
	listKeys  = []string{"checklist", "checklists", "items", "tasks", "points", "actions", "checks", "questions",
		"steps", "sections", "categories", "groups", "children", "list", "entries", "todos", "phases", "topics"}
	groupKeys = []string{"section", "category", "group", "phase", "step", "chapter", "stage", "topic", "area"}
)

// readChecklists makes steps of the files of data.
func (im *importer) readChecklists() error {
	root := &list{}
	var failed error
	for _, name := range slices.Sorted(maps.Keys(im.files)) {
		ext := strings.ToLower(path.Ext(name))
		if !slices.Contains(append(dataFormats, ".csv", ".tsv"), ext) {
			continue
		}
		v, err := im.readTable(name, ext)
		if err != nil {
			im.note(name, 0, "it cannot be read, so it is left out: %s", oneLine(err.Error()))
			failed = errors.Join(failed, fmt.Errorf("%s: %w", name, err))
			continue
		}
		part := &list{title: titleOfName(strings.TrimSuffix(path.Base(name), path.Ext(name)))}
		addParts(part, v)
		if part.count() == 0 {
			im.note(name, 0, "it has no list of actions, so it is left out")
			continue
		}
		if len(part.items) == 0 && part.intro == "" { // its parts are the steps
			root.parts = append(root.parts, part.parts...)
		} else {
			root.parts = append(root.parts, part)
		}
		im.source(root, name)
	}
	if len(root.parts) == 0 {
		if failed != nil {
			return failed
		}
		return errors.New("there is neither Markdown nor a list of actions")
	}
	for len(root.parts) == 1 && len(root.parts[0].parts) > 0 && len(root.parts[0].items) == 0 &&
		root.parts[0].intro == "" {
		root.parts = root.parts[0].parts
	}
	im.writeSteps(root)
	return nil
}

// source says which file the parts that were added last are of.
func (im *importer) source(root *list, name string) {
	if im.sources == nil {
		im.sources = map[*list]string{}
	}
	var set func(l *list)
	set = func(l *list) {
		if _, known := im.sources[l]; !known {
			im.sources[l] = name
		}
		for _, part := range l.parts {
			set(part)
		}
	}
	for _, part := range root.parts {
		set(part)
	}
}

func (l *list) count() int {
	n := len(l.items)
	for _, part := range l.parts {
		n += part.count()
	}
	return n
}

// readTable reads a file of data. The rows of a table are mappings by its first row.
func (im *importer) readTable(name, ext string) (frontmatter.Value, error) {
	data, err := im.read(name)
	if err != nil {
		return frontmatter.Value{}, err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if ext != ".csv" && ext != ".tsv" {
		return frontmatter.ReadData(ext, data)
	}
	first, _, _ := bytes.Cut(data, []byte{'\n'})
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	for _, comma := range ";\t" {
		if bytes.ContainsRune(first, comma) && bytes.Count(first, []byte(string(comma))) >=
			bytes.Count(first, []byte{byte(r.Comma)}) {
			r.Comma = comma
		}
	}
	table := frontmatter.Value{Form: frontmatter.List}
	var head []string
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return table, nil
		}
		if err != nil {
			return table, err
		}
		if head == nil {
			head = row
			continue
		}
		line, _ := r.FieldPos(0)
		entry := frontmatter.Value{Form: frontmatter.Mapping, Line: line}
		for i, cell := range row {
			key := fmt.Sprintf("Column %d", i+1)
			if i < len(head) && strings.TrimSpace(head[i]) != "" {
				key = strings.TrimSpace(head[i])
			}
			if strings.TrimSpace(cell) != "" {
				entry.Entries = append(entry.Entries, frontmatter.Value{Key: key, Line: line, Text: cell})
			}
		}
		if len(entry.Entries) > 0 {
			table.Entries = append(table.Entries, entry)
		}
	}
}

// addParts adds what a value holds to a part.
func addParts(l *list, v frontmatter.Value) {
	if v.Form == frontmatter.List {
		byTitle := map[string]*list{}
		for _, e := range v.Entries {
			switch {
			case e.Form == frontmatter.List:
				addParts(l, e)
			case hasList(e):
				part := &list{line: e.Line}
				addMapping(part, e)
				l.parts = append(l.parts, part)
			case itemText(e).Text != "":
				addItem(l, e, byTitle)
			case e.Form == frontmatter.Mapping && len(e.Entries) > 0:
				l.items = append(l.items, e)
			}
		}
		return
	}
	addMapping(l, v)
}

// addItem adds an item to a part, or to the part of it that the item names.
func addItem(l *list, e frontmatter.Value, byTitle map[string]*list) {
	group := e.Get(groupKeys...)
	text := itemText(e)
	if group.Text == "" || group.Form != frontmatter.Scalar || group.Key == text.Key {
		l.items = append(l.items, e)
		return
	}
	title := oneLine(group.Text)
	if byTitle[title] == nil {
		byTitle[title] = &list{title: title, line: e.Line}
		l.parts = append(l.parts, byTitle[title])
	}
	e.Entries = slices.DeleteFunc(slices.Clone(e.Entries), func(k frontmatter.Value) bool { return k.Key == group.Key })
	byTitle[title].items = append(byTitle[title].items, e)
}

// addMapping adds what a mapping holds: a list by a usual key is its own, others are parts with their keys as titles.
func addMapping(l *list, v frontmatter.Value) {
	title := v.Get(titleKeys...)
	if title.Form == frontmatter.Scalar && title.Text != "" {
		l.title = title.Text
	}
	var intro []string
	for _, e := range v.Entries {
		key := strings.ToLower(e.Key)
		switch {
		case e.Form == frontmatter.Scalar && (e.Text == "" || e.Key == title.Key):
		case e.Form == frontmatter.Scalar && slices.Contains(introKeys, key):
			intro = append(intro, e.Text)
		case e.Form == frontmatter.Scalar:
			intro = append(intro, labelled(e.Key, e.Text))
		case e.Form == frontmatter.List && slices.Contains(listKeys, key):
			addParts(l, e)
		case hasLinks(e):
			for _, r := range e.Entries {
				if r.Key = e.Key; isResource(r) {
					l.resources = append(l.resources, r)
				} else {
					intro = append(intro, labelled(e.Key, flow(withoutKey(r))))
				}
			}
		default:
			part := &list{title: titleOfName(e.Key), line: e.Line}
			addParts(part, e)
			if part.count() > 0 {
				l.parts = append(l.parts, part)
			} else {
				intro = append(intro, labelled(e.Key, flow(withoutKey(e))))
			}
		}
	}
	l.intro = strings.Join(intro, "\n\n")
}

// labelled returns a text with the key that it has in the source.
func labelled(key, text string) string { return "**" + titleOfName(key) + ":** " + text }

func withoutKey(v frontmatter.Value) frontmatter.Value {
	v.Key = ""
	return v
}

// hasList reports whether a mapping has a list of items.
func hasList(v frontmatter.Value) bool {
	return v.Form == frontmatter.Mapping && slices.ContainsFunc(v.Entries, func(e frontmatter.Value) bool {
		if hasLinks(e) {
			return false
		}
		isMapping := func(e frontmatter.Value) bool { return e.Form == frontmatter.Mapping }
		return e.Form == frontmatter.List && len(e.Entries) > 0 &&
			(slices.Contains(listKeys, strings.ToLower(e.Key)) || slices.ContainsFunc(e.Entries, isMapping))
	})
}

// itemText returns the entry of an item that is its text.
func itemText(v frontmatter.Value) frontmatter.Value {
	if v.Form == frontmatter.Scalar {
		return v
	}
	for _, key := range append(textKeys, "description") {
		if e := v.Get(key); e.Form == frontmatter.Scalar && strings.TrimSpace(e.Text) != "" {
			return e
		}
	}
	return frontmatter.Value{}
}
