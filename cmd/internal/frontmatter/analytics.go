package frontmatter

import (
	"cmp"
	"regexp"

	"guide/cmd/internal/diag"
)

// Analytics is what counts the visits to the site. Every part may be missing.
type Analytics struct {
	GoatCounter Text // the address that counts
	Plausible   Plausible
	Umami       Umami
	Matomo      Matomo
	Script      ForeignScript
}

// Plausible is a site of Plausible.
type Plausible struct {
	Domain Text
	Script string // its address; it has a default
}

// Umami is a website of Umami.
type Umami struct {
	Website Text   // its id
	Script  string // its address; it has a default
}

// Matomo is a site of a Matomo server.
type Matomo struct {
	Server Text // its address
	Site   int  // the number of the site
}

// ForeignScript is a script of another host.
type ForeignScript struct {
	Src        Text
	Attributes []MapItem[Text]
	Connect    []Text // addresses to which it sends, besides its own host
}

// The scripts of the services' own hosts.
const (
	plausibleScript = "https://plausible.io/js/script.js"
	umamiScript     = "https://cloud.umami.is/script.js"
)

// setDefaults sets the addresses of scripts that are missing.
func (a *Analytics) setDefaults() {
	if a.Plausible.Domain.Value != "" {
		a.Plausible.Script = cmp.Or(a.Plausible.Script, plausibleScript)
	}
	if a.Umami.Website.Value != "" {
		a.Umami.Script = cmp.Or(a.Umami.Script, umamiScript)
	}
}

const exampleWebsite = "94db1cb1-74f4-4a40-ad6c-962362670409"

var analyticsSchema = schema[Analytics]{label: "analytics", fields: []field[Analytics]{
	optional("goatcounter", countText, func(a *Analytics) *Text { return &a.GoatCounter },
		"the address of GoatCounter that counts, which ends in /count", "https://example.goatcounter.com/count"),
	optional("plausible", mappingOf(plausibleSchema), func(a *Analytics) *Plausible { return &a.Plausible },
		"a site of Plausible", ""),
	optional("umami", mappingOf(umamiSchema), func(a *Analytics) *Umami { return &a.Umami },
		"a website of Umami", ""),
	optional("matomo", mappingOf(matomoSchema), func(a *Analytics) *Matomo { return &a.Matomo },
		"a site of Matomo, which is told to set no cookies", ""),
	optional("script", mappingOf(foreignScriptSchema), func(a *Analytics) *ForeignScript { return &a.Script },
		"the script of any other service", ""),
}, keyHints: map[string]string{
	"google": "write script: {src: ...}; it sets cookies, for which many countries ask you to get consent first",
}}

var plausibleSchema = schema[Plausible]{label: "plausible", fields: []field[Plausible]{
	required("domain", domainText, func(p *Plausible) *Text { return &p.Domain },
		"the name of the site in Plausible", "example.org"),
	optional("script", withoutPosition(secureText), func(p *Plausible) *string { return &p.Script },
		"the address of its script", "https://stats.example.org/js/script.js").withDefault(plausibleScript),
}}

var umamiSchema = schema[Umami]{label: "umami", fields: []field[Umami]{
	required("website", websiteText, func(u *Umami) *Text { return &u.Website },
		"the id of the website in Umami", exampleWebsite),
	optional("script", withoutPosition(secureText), func(u *Umami) *string { return &u.Script },
		"the address of its script", "https://stats.example.org/script.js").withDefault(umamiScript),
}, keyHints: map[string]string{"id": "use website:"}}

var matomoSchema = schema[Matomo]{label: "matomo", fields: []field[Matomo]{
	required("server", secureText, func(m *Matomo) *Text { return &m.Server },
		"the address of Matomo", "https://example.matomo.cloud/"),
	required("site", positiveInt, func(m *Matomo) *int { return &m.Site },
		"the number of the site in Matomo", "1"),
}, keyHints: map[string]string{"url": "use server:", "id": "use site:"}}

var foreignScriptSchema = schema[ForeignScript]{label: "a script", fields: []field[ForeignScript]{
	required("src", secureText, func(s *ForeignScript) *Text { return &s.Src },
		"its address", "https://stats.example.org/count.js"),
	optional("attributes", mapOf(dataAttribute, anyText), func(s *ForeignScript) *[]MapItem[Text] {
		return &s.Attributes
	}, "its attributes", "{data-site: mentoring}"),
	optional("connect", listOf(secureText), func(s *ForeignScript) *[]Text { return &s.Connect },
		"where it sends what it counts, if not to its own host", "[https://api.example.org/]"),
}}

// The addresses stand in a Content-Security-Policy, between spaces, commas, semicolons and quotation marks.
const (
	secureHost = `^https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?`
	policyChar = `[A-Za-z0-9._~:/?@!$&()*+=%-]`
)

var (
	secureText = matching(stringType("a web address", "web addresses", secureHost+"(/"+policyChar+"*)?$"),
		diag.BadAddress, "%q is not an address that pages can load from",
		"write the whole address, from https:// on, in the letters a to z")
	countText = matching(stringType("a web address", "", secureHost+"/("+policyChar+"*/)?count$"),
		diag.BadAddress, "%q is not the address that counts",
		"write the one that GoatCounter shows, from https:// to /count")
	domainText = matching(stringType("the name of a site", "", `^([a-z0-9-]+\.)+[a-z][a-z0-9-]*(/[a-z0-9/._-]*)?$`),
		diag.BadAddress, "%q is not the name of a site", "write it as in example.org")
	websiteText = matching(stringType("the id of a website", "", `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`),
		diag.BadID, "%q is not the id of a website", "copy the one that Umami shows, such as "+exampleWebsite)
	dataAttribute = matching(stringType("an attribute", "attributes", `^data-[a-z0-9]+(-[a-z0-9]+)*$`),
		diag.BadID, "%q is not an attribute for the settings of a script", "write it as in data-site")
)

// matching is a text that matches the pattern of its type; message says of another what it is not.
func matching(t Type, rule *diag.Rule, message, hint string) valueType[Text] {
	pattern := regexp.MustCompile(t.schema.Pattern)
	return validatedText(t, rule, func(s string) error {
		if !pattern.MatchString(s) {
			return valueErrorf(hint, message, s)
		}
		return nil
	})
}
