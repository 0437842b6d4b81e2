package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Each topic of a guide of real shape has a lesson, a checklist and resources.
const (
	itemsPerTopic     = 7
	resourcesPerTopic = 5
)

var stepTitles = []string{"Understand the role", "Get qualified", "Gain experience", "Build a network",
	"Keep learning", "Set goals", "Stay committed"}

// layout writes the same topics three times below dir: guide/ for this program, floor/ for the parsers alone, and hugo/
// for Hugo. It returns the size of the topics in bytes.
func layout(dir string, lessons []lesson, topics int) (size int64, err error) {
	w := &fileWriter{dir: dir}
	w.write("guide/content/guide.yaml", "id: lessons\ntitle: Guide\nsummary: A guide of lessons.\nlanguage: en\n"+
		"baseURL: https://example.org/\n")
	w.write("guide/content/index.md", "---\ntitle: Guide\nsummary: A guide of lessons.\n---\nHello.\n")
	for name, text := range hugoFiles {
		w.write("hugo/"+name, text)
	}
	for s, title := range stepTitles {
		w.write(fmt.Sprintf("guide/content/steps/%d-%s/index.md", s+1, slugOf(title)),
			fmt.Sprintf("---\ntitle: %s\nsummary: Step %d of the guide.\n%s---\n## About\n\n%s.\n", title, s+1,
				listKeys(topics+s), title))
		w.write(fmt.Sprintf("hugo/content/%s/_index.md", slugOf(title)),
			fmt.Sprintf("---\ntitle: %s\nweight: %d\n---\n", title, s+1))
	}
	for i := range topics {
		step, lesson := stepTitles[i%len(stepTitles)], lessons[i%len(lessons)].text
		title, keys := fmt.Sprintf("Lesson %d of %s", i, step), listKeys(i)
		own := fmt.Sprintf("---\ntitle: %s\nsummary: Lesson %d.\n%s---\n%s", title, i, keys, lesson)
		plain := fmt.Sprintf("---\ntitle: %s\nweight: %d\n%s---\n%s", title, i+1, keys, lesson)
		w.write("guide/content/"+topicFile(i), own)
		w.write(fmt.Sprintf("floor/%s/lesson-%06d.md", slugOf(step), i), plain)
		w.write(fmt.Sprintf("hugo/content/%s/lesson-%06d.md", slugOf(step), i), plain)
		size += int64(len(own))
	}
	return size, w.err
}

// topicFile returns the name of a topic in content/.
func topicFile(i int) string {
	n := i % len(stepTitles)
	return fmt.Sprintf("steps/%d-%s/lesson-%06d.md", n+1, slugOf(stepTitles[n]), i)
}

// topicAddress returns the address of a topic.
func topicAddress(i int) string {
	return fmt.Sprintf("/steps/%s/lesson-%06d/", slugOf(stepTitles[i%len(stepTitles)]), i)
}

// listKeys returns the keys checklist and resources of topic i.
func listKeys(i int) string {
	var b strings.Builder
	b.WriteString("checklist:\n")
	for k := 1; k <= itemsPerTopic; k++ {
		fmt.Fprintf(&b, "  - id: lesson-%d-item-%d\n    text: Do task %d of lesson %d\n", i, k, k, i)
	}
	b.WriteString("resources:\n")
	for k := 1; k <= resourcesPerTopic; k++ {
		fmt.Fprintf(&b, "  - id: lesson-%d-resource-%d\n    title: Resource %d for lesson %d\n"+
			"    url: https://example.org/%d/%d\n    type: article\n"+
			"    why: It shows the same thing from another side.\n    cost: free\n", i, k, k, i, i, k)
	}
	return b.String()
}

var notInSlug = regexp.MustCompile(`[^a-z0-9]+`)

func slugOf(title string) string { return notInSlug.ReplaceAllString(strings.ToLower(title), "-") }

// fileWriter writes files below a folder until one fails.
type fileWriter struct {
	dir string
	err error
}

func (w *fileWriter) write(name, text string) {
	if w.err != nil {
		return
	}
	name = filepath.Join(w.dir, filepath.FromSlash(name))
	if w.err = os.MkdirAll(filepath.Dir(name), 0o755); w.err == nil {
		w.err = os.WriteFile(name, []byte(text), 0o644)
	}
}

// hugoFiles are the settings and templates with which Hugo makes the pages of the topics alone: no lists of the whole
// guide, no search.
var hugoFiles = map[string]string{
	"hugo.toml": "baseURL = 'https://example.org/'\ntitle = 'Guide'\ndisableKinds = ['taxonomy', 'term', 'RSS']\n" +
		"[markup.highlight]\ncodeFences = false\n",
	"layouts/baseof.html": `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{.Title}}</title></head>
<body><header><nav><ol>{{range site.Sections}}<li><a href="{{.RelPermalink}}">{{.Title}}</a></li>{{end}}</ol></nav>
</header><main>{{block "main" .}}{{end}}</main></body></html>`,
	"layouts/page.html": `{{define "main"}}<h1>{{.Title}}</h1>{{.Content}}<h2>Checklist</h2>
<ul>{{range .Params.checklist}}<li><label><input type="checkbox" id="{{.id}}">{{.text}}</label></li>{{end}}</ul>
<h2>Resources</h2><ul>{{range .Params.resources}}<li><a href="{{.url}}">{{.title}}</a> {{.type}}</li>{{end}}</ul>
<nav>{{with .PrevInSection}}<a href="{{.RelPermalink}}">{{.Title}}</a>{{end}}
{{with .NextInSection}}<a href="{{.RelPermalink}}">{{.Title}}</a>{{end}}</nav>{{end}}`,
	"layouts/section.html": `{{define "main"}}<h1>{{.Title}}</h1>
<ul>{{range .Pages}}<li><a href="{{.RelPermalink}}">{{.Title}}</a></li>{{end}}</ul>{{end}}`,
	"layouts/home.html": `{{define "main"}}<h1>Guide</h1>{{end}}`,
}
