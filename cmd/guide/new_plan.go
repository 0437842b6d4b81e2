package main

import (
	"io/fs"
	"strconv"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/refactor"
)

func (v newValues) page() refactor.PageText {
	return refactor.PageText{Title: *v.text["title"], Summary: *v.text["summary"], Draft: v.draft}
}

func planStep(g *guide.Guide, source fs.FS, v newValues) (*refactor.Change, error) {
	place := 0
	if v.to != "" {
		var err error
		if place, err = strconv.Atoi(v.to); err != nil || place < 1 {
			return nil, &refactor.Error{Message: "--to: " + strconv.Quote(v.to) + " is not a place",
				Hint: "write a number from 1: the step that has it, and those behind it, make room"}
		}
	}
	return refactor.AddStep(g, source, v.page(), place)
}

func planTopic(g *guide.Guide, source fs.FS, v newValues) (*refactor.Change, error) {
	d, err := v.findPage(g, frontmatter.KindStep)
	if err != nil {
		return nil, err
	}
	return refactor.AddTopic(g, source, g.Steps[d.Index], v.page())
}

func planPage(g *guide.Guide, source fs.FS, v newValues) (*refactor.Change, error) {
	return refactor.AddFreePage(g, source, v.page())
}

func planItem(g *guide.Guide, source fs.FS, v newValues) (*refactor.Change, error) {
	d, err := v.findPage(g, frontmatter.KindStep, frontmatter.KindTopic)
	if err != nil {
		return nil, err
	}
	return refactor.AddItem(g, source, d, *v.text["title"])
}

func planResource(g *guide.Guide, source fs.FS, v newValues) (*refactor.Change, error) {
	d, err := v.findPage(g, frontmatter.KindStep, frontmatter.KindTopic)
	if err != nil {
		return nil, err
	}
	var keys []frontmatter.Field
	for _, key := range []string{"url", "type", "why"} {
		keys = append(keys, frontmatter.Field{Key: key, Value: *v.text[key]})
	}
	return refactor.AddResource(g, source, d, *v.text["title"], keys...)
}

func planTerm(g *guide.Guide, source fs.FS, v newValues) (*refactor.Change, error) {
	return refactor.AddTerm(g, source, *v.text["title"], *v.text["means"])
}

// findPage returns the page that --to names, or the only one that can be meant.
func (v newValues) findPage(g *guide.Guide, kinds ...frontmatter.Kind) (*guide.Doc, error) {
	if v.to != "" {
		return refactor.FindPage(g, v.to, kinds...)
	}
	var names []string
	for _, s := range g.Steps {
		names = append(names, s.Slug)
	}
	switch len(names) {
	case 0:
		return nil, &refactor.Error{Message: "there is no step yet", Hint: `write guide new step --title "..."`}
	case 1:
		return g.Steps[0].Doc, nil
	}
	return nil, &refactor.Error{Message: "--to is missing: there are several steps",
		Hint: "write --to and one of " + strings.Join(names, ", ")}
}
