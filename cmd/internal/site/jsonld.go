package site

import (
	"encoding/json"
	"html/template"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/naming"
)

// What search engines get of a page: JSON-LD (https://www.w3.org/TR/json-ld11/) with the vocabulary of
// https://schema.org. It says only what the page shows. Its URLs are absolute, so there is none if the address of the
// site is not known.

// learningResource is a guide, step or topic.
type learningResource struct {
	Context     string             `json:"@context,omitempty"`
	Type        string             `json:"@type"`
	Name        string             `json:"name"`
	Description string             `json:"description,omitempty"`
	URL         string             `json:"url"`
	InLanguage  string             `json:"inLanguage,omitempty"`
	Position    int                `json:"position,omitempty"` // of a step
	IsPartOf    string             `json:"isPartOf,omitempty"` // a URL
	HasPart     []learningResource `json:"hasPart,omitempty"`
}

// breadcrumbList is the way from the home page to a page.
type breadcrumbList struct {
	Type  string       `json:"@type"`
	Items []breadcrumb `json:"itemListElement"`
}

type breadcrumb struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item,omitempty"` // its URL; "" for the page itself
}

// definedTermSet is the glossary.
type definedTermSet struct {
	Context    string        `json:"@context"`
	Type       string        `json:"@type"`
	Name       string        `json:"name"`
	URL        string        `json:"url"`
	InLanguage string        `json:"inLanguage"`
	Terms      []definedTerm `json:"hasDefinedTerm"`
}

type definedTerm struct {
	Type          string   `json:"@type"`
	Name          string   `json:"name"`
	AlternateName []string `json:"alternateName,omitempty"`
	URL           string   `json:"url"`
}

// graph is several things about one page.
type graph struct {
	Context string `json:"@context"`
	Things  []any  `json:"@graph"`
}

const schemaOrg = "https://schema.org"

// StructuredData returns what search engines get of the page, as JSON-LD, or "". The data of a step stands on the home
// page, since its own page has no bytes to spare.
func (v *View) StructuredData() (template.JS, error) {
	if v.site.urls.base == "" || v.site.urls.offline {
		return "", nil
	}
	switch v.Kind {
	case guide.HomePage:
		return encodeData(v.guideResource())
	case guide.TopicPage:
		topic := v.resource(Ref{Address: v.Address, Title: v.Title, Summary: v.Summary})
		topic.InLanguage, topic.IsPartOf = v.Guide.Language, v.site.urls.absolute(v.Step.Address)
		return encodeData(graph{schemaOrg, []any{topic, v.breadcrumbs()}})
	case guide.GlossaryPage:
		return encodeData(v.termSet())
	}
	return "", nil
}

// encodeData returns JSON for a script element.
func encodeData(data any) (template.JS, error) {
	out, err := json.Marshal(data) // which escapes < and >
	return template.JS(out), err
}

func (v *View) resource(r Ref) learningResource {
	return learningResource{
		Type: "LearningResource", Name: r.Title, Description: r.Summary, URL: v.site.urls.absolute(r.Address),
		Position: r.Position,
	}
}

// guideResource returns the guide with its steps, as many as the navigation lists.
func (v *View) guideResource() learningResource {
	out := v.resource(Ref{Address: guide.HomeAddress, Title: v.Guide.Title, Summary: v.Guide.Summary})
	out.Context, out.InLanguage = schemaOrg, v.Guide.Language
	for _, step := range v.Guide.Steps[:min(len(v.Guide.Steps), guide.MaxNavLinks)] {
		out.HasPart = append(out.HasPart, v.resource(step.Ref))
	}
	return out
}

// breadcrumbs returns the way from the home page to a topic.
func (v *View) breadcrumbs() breadcrumbList {
	step := v.Guide.Steps[v.Step.Index]
	crumbs := []breadcrumb{
		{Name: v.Guide.Title, Item: v.site.urls.absolute(guide.HomeAddress)},
		{Name: step.Title, Item: v.site.urls.absolute(step.Address)},
		{Name: v.Title},
	}
	for i := range crumbs {
		crumbs[i].Type, crumbs[i].Position = "ListItem", i+1
	}
	return breadcrumbList{Type: "BreadcrumbList", Items: crumbs}
}

// termSet returns the terms of the glossary, with their links. The page has their meanings.
func (v *View) termSet() definedTermSet {
	url := v.site.urls.absolute(v.Address)
	out := definedTermSet{Context: schemaOrg, Type: "DefinedTermSet", Name: v.Title, URL: url,
		InLanguage: v.Guide.Language, Terms: []definedTerm{}}
	for _, t := range v.site.guide.Glossary {
		link := v.site.urls.base + relativeURL("/", v.Address, guide.TermID(naming.TermSlug(t.Term.Value)))
		out.Terms = append(out.Terms, definedTerm{"DefinedTerm", t.Term.Value, textValues(t.Aka), link})
	}
	return out
}
