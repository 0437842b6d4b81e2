package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/suggest"
)

// topic is a part of the manual. Whatever the program has in a table is written from that table.
type topic struct {
	name, short string
	file        string // which it is about, and by whose name it is found, too; "" for none
	write       func(m *manual)
	// explain explains one thing of the topic, and returns false if there is none with the name; nil for a topic that
	// has no such things. names lists them, or some of them.
	names   func() []string
	explain func(m *manual, name string) bool
}

var topics = []topic{
	{name: "settings", short: "The keys of " + guide.SettingsFile, file: "guide.yaml",
		write: writeSettings, names: keyNames(frontmatter.SettingsFile), explain: explainKey(frontmatter.SettingsFile)},
	{name: "front-matter", short: "The keys of steps, topics, pages and the home page", file: "index.md",
		write: writeFrontMatter, names: keyNames(pageFiles...), explain: explainKey(pageFiles...)},
	{name: "markdown", short: "What texts may have: links, pictures, alerts, ...", write: writeMarkdown},
	{name: "glossary", short: "The keys of " + guide.GlossaryFile, file: "glossary.yaml",
		write: writeGlossary, names: keyNames(frontmatter.GlossaryFile), explain: explainKey(frontmatter.GlossaryFile)},
	{name: "themes", short: "Your own templates, styles, scripts and files", write: writeThemes},
	{name: "languages", short: "A site in another language, and your own words", write: writeLanguages,
		names: func() []string { return sampleLanguages }, explain: explainLanguage},
	{name: "hosting", short: "What to do with the folder that guide build writes", write: writeHosting},
	{name: "record", short: "What " + guide.ManifestFile + " is for", file: "published.yaml",
		write: writeRecord, names: keyNames(frontmatter.ManifestFile), explain: explainKey(frontmatter.ManifestFile)},
	{name: "rules", short: "The rules that problems name, with examples",
		write: writeRules, names: diag.RuleCodes, explain: explainRule},
}

// findTopic returns the topic with a name, or the one about the file with that name; nil if there is none.
func findTopic(name string) *topic {
	base := name[strings.LastIndexByte(name, '/')+1:]
	i := slices.IndexFunc(topics, func(t topic) bool { return t.name == name || t.file != "" && t.file == base })
	if i < 0 {
		return nil
	}
	return &topics[i]
}

// print prints the topic, or what it says about the one name in args.
func (t *topic) print(cmd *cobra.Command, args []string) error {
	var m manual
	switch {
	case len(args) == 0:
		t.write(&m)
	case len(args) > 1 || t.explain == nil:
		return usageErrorf("unexpected argument %q", args[len(args)-1])
	case !t.explain(&m, strings.TrimSuffix(args[0], ":")):
		hint := "guide help " + t.name + " lists what it explains"
		if near := suggest.Nearest(args[0], t.names()); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return usageError{fmt.Errorf("guide help %s does not know %q", t.name, args[0]), hint}
	}
	_, err := fmt.Fprint(cmd.OutOrStdout(), m.String())
	return err
}

// keyNames returns a function that lists the keys of files, whatever they stand under, and those below others with what
// these are called, too: logo and brand.logo.
func keyNames(files ...frontmatter.File) func() []string {
	return func() []string {
		var names []string
		for _, f := range files {
			walkKeys("", f.Keys, func(under string, k frontmatter.Key) { names = append(names, k.Name, under+k.Name) })
		}
		slices.Sort(names)
		return slices.Compact(names)
	}
}

// explainKey returns a function that explains a key of files in each place where it may stand, and the keys below it.
// The name may begin with the keys that it stands under, as in brand.logo. Where it means the same in several files, it
// is explained once.
func explainKey(files ...frontmatter.File) func(m *manual, name string) bool {
	return func(m *manual, name string) bool {
		var seen []string
		for _, f := range files {
			walkKeys("", f.Keys, func(under string, k frontmatter.Key) {
				if k.Name != name && under+k.Name != name || slices.Contains(seen, under+k.Meaning) {
					return
				}
				seen = append(seen, under+k.Meaning)
				title, path := k.Name, strings.Split(under, ".")
				switch {
				case under != "":
					title += ", under " + path[len(path)-2] + ":"
				case len(files) > 1:
					title += ", in " + strings.ToLower(f.Title[:1]) + f.Title[1:]
				}
				m.section(title + " (" + describeValue(k) + ")")
				m.WriteString(wrap(k.Meaning, 2))
				m.WriteString(indentBy(6, k.YAML()))
				m.explainBelow(k)
			})
		}
		return len(seen) > 0
	}
}

// explainBelow explains the keys below a key, and shows an example of each.
func (m *manual) explainBelow(k frontmatter.Key) {
	if len(k.Type.Keys) == 0 {
		return
	}
	if k.Example != "" {
		k.Example = ""
		m.section("With each key:")
		m.WriteString(indentBy(6, k.YAML()))
	}
	m.section("Under " + k.Name + ":")
	m.keys(k.Type.Keys)
}

// walkKeys calls f for keys, and for the keys of their values, with the keys that these stand under, such as "brand.".
func walkKeys(under string, keys []frontmatter.Key, f func(under string, k frontmatter.Key)) {
	for _, k := range keys {
		f(under, k)
		walkKeys(under+k.Name+".", k.Type.Keys, f)
	}
}
