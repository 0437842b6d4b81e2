package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// HomeView is the view of the home page. What the key home lacks is empty.
type HomeView struct {
	*DocView
	homeParts
	Promise    []string
	StartSteps []Ref            // the steps of the first actions
	StartTime  frontmatter.Span // how long the first actions take
}

// homeParts are the converted parts of the key home.
type homeParts struct {
	Doors   []HomeDoor
	Start   []Item
	Sample  HomeSample
	Reasons []HomeReason

	results []markdown.Result
}

// HomeDoor leads readers of one audience to the page where they begin.
type HomeDoor struct {
	Href, Audience, Title string
	Position              int // of the step that the page is or belongs to; 0 for another page
}

// HomeSample is one thing before and after it.
type HomeSample struct {
	Title         string
	Before, After template.HTML
}

// HomeReason is a reason to use the guide.
type HomeReason struct {
	Title string
	HTML  template.HTML
}

func newHomeView(s *Site, v *DocView, parts homeParts) *HomeView {
	if v.Summary == "" {
		v.Summary = v.Guide.Summary
	}
	out := &HomeView{DocView: v, homeParts: parts, Promise: textValues(v.Doc.Home.Promise)}
	var times []frontmatter.Span
	for _, t := range s.guide.Start {
		times = append(times, t.Item().Effort)
		step := v.Guide.stepOf(t.Doc).Ref
		if !slices.ContainsFunc(out.StartSteps, func(r Ref) bool { return r.Address == step.Address }) {
			out.StartSteps = append(out.StartSteps, step)
		}
	}
	out.StartTime = sumSpans(times)
	return out
}

// convertHome converts the key home of the home page, in the order in which the page shows it.
func (s *Site) convertHome(d *guide.Doc, env markdown.Env) (out homeParts) {
	home := d.Home
	env.HeadingOffset++ // below the headings of the parts
	for _, door := range home.Doors {
		if converted, ok := s.convertDoor(d, door, env, &out); ok {
			out.Doors = append(out.Doors, converted)
		}
	}
	for _, t := range s.guide.Start {
		out.Start = append(out.Start, s.startItem(t, env))
	}
	blocks := 0
	block := func(t frontmatter.Text) template.HTML {
		if t.Value == "" {
			return ""
		}
		blocks++ // whose footnotes and headings have ids of their own
		r := s.converter.Block(t.Value, t.Locator(d.File), frontMatterEnv(env, fmt.Sprintf("home_%d", blocks)))
		out.results = append(out.results, r)
		return template.HTML(r.HTML)
	}
	out.Sample = HomeSample{home.Sample.Title.Value, block(home.Sample.Before), block(home.Sample.After)}
	for _, r := range home.Reasons {
		out.Reasons = append(out.Reasons, HomeReason{r.Title.Value, block(r.Text)})
	}
	return out
}

// convertDoor resolves the link of a door, and adds what is wrong with it, or still to be checked, to the results.
func (s *Site) convertDoor(d *guide.Doc, door frontmatter.Door, env markdown.Env, parts *homeParts) (HomeDoor, bool) {
	pos := door.To.In(d.File)
	broken := func(rule *diag.Rule, message, hint string) (HomeDoor, bool) {
		problems := []diag.Problem{rule.At(pos, "to: "+message, hint)}
		parts.results = append(parts.results, markdown.Result{Problems: problems})
		return HomeDoor{}, false
	}
	target, err := s.guide.Resolve(d, door.To.Value)
	switch {
	case door.To.Value == "": // which was reported
		return HomeDoor{}, false
	case err != nil:
		return broken(err.Rule, err.Message, err.Hint)
	case target.Doc == nil || target.Doc == d:
		return broken(diag.BrokenLink, door.To.Value+" is not another text of this guide",
			"name the file of a step, a topic or a page, such as steps/1-first-step/index.md")
	case target.Fragment != "":
		link := markdown.FragmentLink{Address: target.Address, Fragment: target.Fragment, Pos: pos}
		parts.results = append(parts.results, markdown.Result{FragmentLinks: []markdown.FragmentLink{link}})
	}
	out := HomeDoor{Href: env.Resolve(door.To.Value, false).Href, Title: s.guide.Title(target.Doc)}
	if step := s.guideView.stepOf(target.Doc); step != nil {
		out.Position = step.Position
	}
	audience := s.audienceTitles([]frontmatter.Text{door.For})
	out.Audience = strings.Join(audience, "")
	return out, len(audience) > 0 // an unknown one was reported
}

// startItem returns the row of an action of a step or topic for the home page. It links to the action on its own page,
// where its passage is known. Problems in its texts are those of that page.
func (s *Site) startItem(t guide.ItemRef, env markdown.Env) Item {
	item := *t.Item()
	item.Read = frontmatter.Text{}
	env.Resolve = s.resolver(t.Doc, guide.HomeAddress, nil)
	out := s.convertItem(t.Doc, &item, nil, env)
	out.Passage = Passage{s.urls.link(guide.HomeAddress, t.Doc.Address, out.ID), s.guide.Title(t.Doc)}
	return out
}
