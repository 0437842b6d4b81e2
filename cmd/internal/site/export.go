package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
)

// guideData is guide.json, the guide as data. Its schema is static/guide.schema.json (JSON Schema 2020-12), which is
// published with it. Addresses are relative to guide.json, in HTML too.
type guideData struct {
	Schema    string     `json:"$schema"`
	Version   int        `json:"version"`
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Summary   string     `json:"summary"`
	Language  string     `json:"language"`
	BaseURL   string     `json:"baseURL,omitempty"`
	Audiences namesData  `json:"audiences"`
	Types     namesData  `json:"resourceTypes,omitempty"`
	Levels    namesData  `json:"levels,omitempty"`
	Steps     []stepData `json:"steps"`
	Pages     []pageData `json:"pages"`
	Glossary  []termData `json:"glossary"`
}

// namesData is what readers see of keys, by key, in the order of guide.yaml.
type namesData []frontmatter.MapItem[frontmatter.Text]

// MarshalJSON returns an object.
func (d namesData) MarshalJSON() ([]byte, error) {
	out := []byte("{")
	for i, n := range d {
		member, err := marshalJSON(map[string]string{n.Key.Value: n.Value.Value})
		if err != nil {
			return nil, err
		}
		out = appendElement(out, i, member[1:len(member)-1])
	}
	return append(out, '}'), nil
}

type pageData struct {
	Slug     string           `json:"slug"`
	Address  string           `json:"address"`
	Title    string           `json:"title"`
	Summary  string           `json:"summary"`
	Reviewed frontmatter.Date `json:"reviewed,omitempty"`
	Owner    string           `json:"owner,omitempty"`
}

type topicData struct {
	pageData
	Outcomes  []template.HTML `json:"outcomes"`
	Checklist []itemData      `json:"checklist"`
	Resources []resourceData  `json:"resources"`
}

type stepData struct {
	Number int      `json:"number"`
	Needs  []string `json:"needs"`
	topicData
	Topics []topicData `json:"topics"`
}

// itemFields are the fields that items and resources share. Number and Since come from the manifest, if there is one.
type itemFields struct {
	ID     string           `json:"id"`
	Number int              `json:"number,omitempty"`
	Since  frontmatter.Date `json:"since,omitempty"`
	Level  string           `json:"level"`
	For    []string         `json:"for,omitempty"`
	Effort string           `json:"effort,omitempty"`
	Was    []string         `json:"was,omitempty"`
}

type itemData struct {
	itemFields
	Text      string        `json:"text"`
	HTML      template.HTML `json:"html"`
	Detail    template.HTML `json:"detail,omitempty"`
	Read      string        `json:"read,omitempty"`
	Takes     string        `json:"takes,omitempty"`
	Milestone bool          `json:"milestone,omitempty"`
}

type resourceData struct {
	itemFields
	Title     string           `json:"title"`
	URL       string           `json:"url"`
	Type      string           `json:"type"`
	Publisher string           `json:"publisher,omitempty"`
	Why       template.HTML    `json:"why"`
	Cost      string           `json:"cost,omitempty"`
	Language  string           `json:"language,omitempty"`
	Checked   frontmatter.Date `json:"checked,omitempty"`
	Archive   string           `json:"archive,omitempty"`
	Gone      frontmatter.Date `json:"gone,omitempty"`
}

type termData struct {
	ID         string        `json:"id"`
	Term       string        `json:"term"`
	Aka        []string      `json:"aka"`
	Definition template.HTML `json:"means"`
}

// writeGuideJSON returns guide.json. It is written a topic at a time, so that a large guide takes no more memory.
func writeGuideJSON(s *Site) ([]byte, error) {
	out, tail, err := cutList(s.guideData(), "steps")
	if err != nil {
		return nil, err
	}
	for i, step := range s.guide.Steps {
		row := stepData{
			Number: step.Position(), Needs: []string{}, topicData: s.topicData(step.Doc), Topics: []topicData{},
		}
		for _, need := range step.Needs {
			row.Needs = append(row.Needs, need.Slug)
		}
		stepHead, stepTail, err := cutList(row, "topics")
		if err != nil {
			return nil, err
		}
		out = appendElement(out, i, stepHead)
		for j, t := range step.Topics {
			topic, err := marshalJSON(s.topicData(t))
			if err != nil {
				return nil, err
			}
			out = appendElement(out, j, topic)
		}
		out = append(out, stepTail...)
	}
	return append(append(out, tail...), '\n'), nil
}

// appendElement appends the element i of a list.
func appendElement(out []byte, i int, element []byte) []byte {
	if i > 0 {
		out = append(out, ',')
	}
	return append(out, element...)
}

// cutList returns the JSON of an object before and after the elements of a list of it, which is empty.
func cutList(object any, list string) (before, after []byte, err error) {
	data, err := marshalJSON(object)
	empty := `"` + list + `":[]` // which no string has, since its quotes have backslashes
	end := bytes.Index(data, []byte(empty)) + len(empty) - 1
	return data[:end:end], data[end:], err
}

// marshalJSON returns a value as JSON without escapes for HTML.
func marshalJSON(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// guideData returns the data without the steps.
func (s *Site) guideData() guideData {
	settings := s.guide.Settings
	d := guideData{
		Schema: guideSchemaFile, Version: 1, ID: settings.ID.Value,
		Title: settings.Title.Value, Summary: settings.Summary.Value, Language: settings.Language.Value,
		BaseURL: s.urls.base, Audiences: settings.Audiences, Types: settings.ResourceTypes, Levels: settings.Levels,
		Steps: []stepData{}, Pages: []pageData{}, Glossary: []termData{},
	}
	for _, p := range s.guide.Pages {
		d.Pages = append(d.Pages, s.pageData(p))
	}
	env := markdown.Env{Resolve: s.resolver(guide.GlossaryDoc, guide.GuideJSONAddress, nil)}
	for _, t := range s.guide.Glossary {
		definition := s.converter.Block(t.Means.Value, t.Means.Locator(guide.GlossaryFile), env)
		id := guide.TermID(naming.TermSlug(t.Term.Value))
		d.Glossary = append(d.Glossary, termData{id, t.Term.Value, textValues(t.Aka), template.HTML(definition.HTML)})
	}
	return d
}

func (s *Site) pageData(d *guide.Doc) pageData {
	address := s.urls.link(guide.GuideJSONAddress, d.Address, "")
	data := pageData{Slug: d.Slug, Address: address, Title: s.guide.Title(d), Summary: d.Summary.Value,
		Reviewed: d.Reviewed.Date()}
	if s.guide.Settings.ShowOwner {
		data.Owner = s.guide.Owner(d)
	}
	return data
}

func (s *Site) topicData(d *guide.Doc) topicData {
	out := topicData{s.pageData(d), []template.HTML{}, []itemData{}, []resourceData{}}
	env := markdown.Env{Resolve: s.resolver(d, guide.GuideJSONAddress, nil)}
	for _, o := range d.Outcomes {
		out.Outcomes = append(out.Outcomes, template.HTML(s.converter.Inline(o.Value, o.Locator(d.File), env).HTML))
	}
	for i := range d.Checklist {
		it := &d.Checklist[i]
		text := s.converter.Inline(it.Text.Value, it.Text.Locator(d.File), env)
		row := itemData{
			itemFields: s.itemFields(it.ID, it.Level, it.For, it.Effort, it.Was),
			Text:       text.PlainText, HTML: template.HTML(text.HTML),
			Takes: encodeSpan(it.Takes), Milestone: it.Milestone,
		}
		if it.Detail.Value != "" {
			row.Detail = template.HTML(s.converter.Block(it.Detail.Value, it.Detail.Locator(d.File), env).HTML)
		}
		if t, err := s.guide.Resolve(d, it.Passage()); err == nil && it.Read.Value != "" {
			row.Read = s.urls.link(guide.GuideJSONAddress, t.Address, t.Fragment)
		}
		out.Checklist = append(out.Checklist, row)
	}
	for i := range d.Resources {
		r := &d.Resources[i]
		why := s.converter.Block(r.Why.Value, r.Why.Locator(d.File), env)
		out.Resources = append(out.Resources, resourceData{
			itemFields: s.itemFields(r.ID, r.Level, r.For, r.Effort, r.Was),
			Title:      r.Title.Value, URL: r.URL.Value, Type: r.Type, Publisher: r.Publisher,
			Why: template.HTML(why.HTML), Cost: r.Cost, Language: r.Language, Checked: r.Checked.Date(),
			Archive: r.Archive.Value, Gone: r.Gone.Date(),
		})
	}
	return out
}

func (s *Site) itemFields(
	id frontmatter.Text, level string, audiences []frontmatter.Text, effort frontmatter.Span, was []frontmatter.Text,
) itemFields {
	r, _ := s.guide.ManifestEntry(id.Value)
	return itemFields{id.Value, r.Number, r.Since, level, textValues(audiences), encodeSpan(effort), textValues(was)}
}

// encodeSpan returns a span as editors write it, "2h" or "2h-4h"; "" for the zero span.
func encodeSpan(s frontmatter.Span) string {
	switch {
	case s.IsZero():
		return ""
	case s.Min == s.Max:
		return fmt.Sprintf("%d%s", s.Min.Value, s.Min.Unit)
	}
	return fmt.Sprintf("%d%s-%d%s", s.Min.Value, s.Min.Unit, s.Max.Value, s.Max.Unit)
}
