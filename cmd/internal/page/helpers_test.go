package page

// minimalMeta is the front matter that every step, topic and page needs.
const minimalMeta = "title: T\nsummary: S\n"

// withFrontMatter wraps YAML as the front matter of a file.
func withFrontMatter(yaml string) string { return "---\n" + yaml + "---\ntext\n" }

func testConverter() *Converter { return NewConverter(func(key string) string { return key }) }

// convertBody converts a body that begins at line 1.
func convertBody(markdown string, env Env) Result {
	return testConverter().Body("f.md", []byte(markdown), 0, env)
}
