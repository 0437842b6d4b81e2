package frontmatter

// minimalMeta is the front matter that every step, topic and page needs.
const minimalMeta = "title: T\nsummary: S\n"

// withFrontMatter wraps YAML as the front matter of a file.
func withFrontMatter(yaml string) string { return "---\n" + yaml + "---\ntext\n" }

// pageKeys is a hint that lists the keys of a page.
const pageKeys = "a page may have title, summary, reviewed, reviewEvery, owner, draft, publishOn, aliases"

func keyNames[T any](s schema[T]) []string {
	var out []string
	for _, f := range s.fields {
		out = append(out, f.Name)
	}
	return out
}
