package main

import (
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

func writeSettings(m *manual) {
	m.section("SETTINGS, " + guide.SettingsFile)
	m.text(`The settings of the guide are keys with values, in YAML. Here is each of them with an example:`)
	m.example(frontmatter.SettingsFile.Example())
	m.keys(frontmatter.SettingsFile.Keys)
	m.text(`Guides at one host, such as user.github.io, share what a browser keeps: each needs an id of its own, or
their ticks mix. The address of baseURL: also gives each page its canonical address and data for search engines; guide
build --base-url takes another for once.`)
	m.section("BRAND")
	m.text(`Under brand: stands what makes the site look like yours; all of it may be left out. Files lie in static/,
beside content/. Here is each key with an example:`)
	m.example(frontmatter.SettingsFile.KeyNamed("brand").Type.Example())
	m.text(`The contrast of an accent colour with what it stands on is computed by WCAG 2.2, on light and on dark pages;
where it is too little, guide check names the nearest colour that has enough. Text is shown in a font of the reader's
system until yours is there. All fonts together should have at most 40 kB.`)
	m.section("ANALYTICS")
	m.text(`What analytics: names counts the visits. The pages then load its script, their Content-Security-Policy
allows that and no more, and their footer tells readers. A preview, guide build --drafts and guide build --offline count
nothing. One service or several:`)
	m.example(frontmatter.SettingsFile.KeyNamed("analytics").Type.Example())
	m.text(`The services that the program knows are told to set no cookies, and what readers tick and note is sent to
none of them. Of any other script the footer says that its own rules hold. guide check says what the page on privacy
must tell, such as content/pages/privacy.md, and reports scripts that a template or a file of static/ loads although
the policy blocks them.`)
}

// pageFiles are the files that begin with front matter.
var pageFiles = []frontmatter.File{frontmatter.StepFile, frontmatter.TopicFile, frontmatter.PageFile,
	frontmatter.HomeFile}

// pagePlaces are files of each kind, with their addresses.
var pagePlaces = []entry{
	{"a step", "content/steps/1-mentor-others/index.md at /steps/mentor-others/"},
	{"a topic", "content/steps/1-mentor-others/tools.md at /steps/mentor-others/tools/"},
	{"a free page", "content/pages/about.md at /about/"},
	{"the home page", "content/index.md at /"},
}

func writeFrontMatter(m *manual) {
	m.section("FRONT MATTER")
	m.text(`A page is a Markdown file that begins with front matter: keys with values, in YAML, between two lines of
---. Its place says what kind of page it is, and which address it gets:`)
	m.list(pagePlaces)
	m.text(`The number orders the steps and is no part of the address. Topics may have one, too. Pictures and
downloads lie beside the text that uses them.`)
	m.section("A STEP")
	m.example(betweenDelimiters(frontmatter.StepFile))
	m.keys(frontmatter.StepFile.Keys)
	step := frontmatter.StepFile.Keys
	m.section("A TOPIC")
	m.text("A topic has the keys of a step but " + listNames(without(step, frontmatter.TopicFile.Keys)) + ".")
	m.section("A FREE PAGE")
	m.text("A free page has of these " + listNames(frontmatter.PageFile.Keys) + ".")
	m.section("THE HOME PAGE")
	m.example(betweenDelimiters(frontmatter.HomeFile))
	m.keys(frontmatter.HomeFile.Keys)
	m.text(`A text below the front matter stands below the steps. The boxes of start: are those of the actions
themselves: what is ticked in one place is ticked in the other. A reader who has begun finds a button to continue in
place of the doors, and the next actions in place of the first ones.`)
}

// betweenDelimiters returns an example of front matter.
func betweenDelimiters(f frontmatter.File) string { return "---\n" + f.Example() + "---\n" }

// without returns the keys that are not among others.
func without(keys, others []frontmatter.Key) []frontmatter.Key {
	return slices.DeleteFunc(slices.Clone(keys), func(k frontmatter.Key) bool {
		return slices.ContainsFunc(others, func(o frontmatter.Key) bool { return o.Name == k.Name })
	})
}

// listNames returns the names of keys: "title:, summary: and draft:".
func listNames(keys []frontmatter.Key) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.Name + ":"
	}
	return joinWords(names)
}

// joinWords returns words as a sentence lists them: "a, b and c".
func joinWords(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

func writeGlossary(m *manual) {
	m.section("GLOSSARY, " + guide.GlossaryFile)
	m.text(`The glossary is a list of terms, in YAML. The first use of a term on a page becomes a link to what it
means, and all of them are at ` + guide.GlossaryAddress + `. Headings, links and code have no such links.`)
	m.example(frontmatter.GlossaryFile.Example())
	m.keys(frontmatter.GlossaryFile.Keys)
	m.text(`A text links to a term by the address ` + guide.GlossaryAddress + `#career-sponsor: its words in lower
case, with hyphens between them.`)
}

func writeRecord(m *manual) {
	m.section("RECORD, " + guide.ManifestFile)
	m.text(`Readers' ticks are kept in their browsers by the ids of actions and resources, and others link to your pages
by their addresses. So that no edit loses one, publish with guide build --record: it notes every id and address that is
public in ` + guide.ManifestFile + `, with the days on which they appeared and changed. Commit the file
and leave it as it is.

From then on a build fails where one is missing, and shows the line that keeps it:`)
	m.list([]entry{
		{"was:", "in an item or a resource: the ids that it had before"},
		{"aliases:", "in the front matter of a page: the addresses that it had before"},
		{"retired:", "in " + guide.SettingsFile + ": the ids and addresses that are gone on purpose"},
	})
	m.text(`guide rename writes the first two itself.

Drafts are left out. A scheduled page is recorded with the day of its publishOn:. The days are those of
` + guide.FeedAddress + ` and of the sitemap, and with showChanged: in ` + guide.SettingsFile + `
pages show them, too. What readers cannot see, such as a comment or another order of keys, changes none. A page that is
not on record has the day of the last commit of its file then, if git knows it: a shallow clone does not.`)
	m.example(frontmatter.ManifestFile.Example())
	m.keys(frontmatter.ManifestFile.Keys)
}
