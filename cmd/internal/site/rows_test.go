package site

import (
	"html/template"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"guide/cmd/internal/frontmatter"
	"guide/templates"
)

// TestRows checks that rows are written byte for byte as the templates make them.
func TestRows(t *testing.T) {
	s := newSite(t, sourceFiles{"content/steps/1-a.md": "Text.\n"}.mapFS())
	if !s.writesRows {
		t.Fatal("rows are made by templates")
	}
	byTemplate := template.New("").Funcs(s.funcs)
	for _, name := range rowTemplates {
		template.Must(byTemplate.New(name).Parse(readTemplate(t, name)))
	}
	template.Must(byTemplate.New("tag.html").Parse(readTemplate(t, "tag.html")))
	rnd := rand.New(rand.NewPCG(1, 7))
	for range 3000 {
		for name, data := range map[string]any{
			"item.html": randomItem(rnd), "resource.html": randomResource(rnd), "index-entry.html": AZEntry{
				KindLabel: randomText(rnd), Title: randomText(rnd), Href: "../a/" + randomText(rnd),
				PageTitle: randomText(rnd),
			},
		} {
			var want, got strings.Builder
			if err := byTemplate.ExecuteTemplate(&want, name, data); err != nil {
				t.Fatal(err)
			}
			if err := s.templates.Lookup(name).Execute(&got, data); err != nil {
				t.Fatal(err)
			}
			if got.String() != want.String() {
				t.Fatalf("%s of %+v:\ngot  %q\nwant %q", name, data, got.String(), want.String())
			}
		}
	}
}

func readTemplate(t *testing.T, name string) string {
	f, err := templates.FS.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// randomText returns a text with characters that mean something in HTML, or "".
func randomText(rnd *rand.Rand) string {
	const alphabet = "ab <>&\"'+é漢\x00\u2028%2f%zz#?/:;=@[]\\`{}|^~!$*,-._\n\t\xff"
	runes := strings.Split(alphabet, "")
	var b strings.Builder
	for range rnd.IntN(12) {
		b.WriteString(runes[rnd.IntN(len(runes))])
	}
	return b.String()
}

func randomItem(rnd *rand.Rand) Item {
	i := Item{
		Item: &frontmatter.Item{Level: pick(rnd, frontmatter.Levels)}, ID: randomText(rnd),
		TextHTML: template.HTML(randomText(rnd)), DetailHTML: template.HTML(randomText(rnd)),
		IsOpen: rnd.IntN(2) == 0, Facts: randomText(rnd), AudienceKeys: randomText(rnd),
	}
	if rnd.IntN(2) == 0 {
		i.Passage = Passage{"../a/" + randomText(rnd), randomText(rnd)}
	}
	return i
}

func randomResource(rnd *rand.Rand) Resource {
	r := Resource{
		Resource: &frontmatter.Resource{
			Level: pick(rnd, frontmatter.Levels), Type: randomText(rnd), Language: pick(rnd, []string{"", "de"}),
			Cost: pick(rnd, []string{"", "free"}), Gone: frontmatter.Text{Value: pick(rnd, []string{"", "2026-01-01"})},
		},
		Archive: pick(rnd, []string{"", "https://archive.example/" + randomText(rnd)}),
		ID:      randomText(rnd), Title: randomText(rnd),
		URL:     template.URL(pick(rnd, []string{"https://a.example/", "tel:"}) + randomText(rnd)),
		WhyHTML: template.HTML(randomText(rnd)), Facts: randomText(rnd), AudienceKeys: randomText(rnd),
		StepSlug: pick(rnd, []string{"", randomText(rnd)}),
	}
	if rnd.IntN(2) == 0 {
		r.Was = []frontmatter.Text{{Value: randomText(rnd)}, {Value: "b"}}
	}
	if minutes := rnd.Int32N(60); minutes > 0 {
		amount := frontmatter.Amount{Value: minutes, Unit: frontmatter.Minute}
		r.Effort = frontmatter.Span{Min: amount, Max: amount}
	}
	return r
}

func pick[T any](rnd *rand.Rand, from []T) T { return from[rnd.IntN(len(from))] }

// An editor's own row is used, and so is an own tag in it.
func TestOwnRows(t *testing.T) {
	in := sourceFiles{
		"content/steps/1-a.md": markdownDoc("A", "checklist:\n  - {id: one, text: Do, level: essential}\n", "Text.\n"),
		"templates/item.html":  "<li>MINE {{.ID}}</li>\n",
	}
	wantContains(t, mustRead(t, newSite(t, in.mapFS()), "steps/a/index.html"), "<li>MINE one</li>")
	delete(in, "templates/item.html")
	in["templates/tag.html"] = "<i>TAG</i>"
	wantContains(t, mustRead(t, newSite(t, in.mapFS()), "steps/a/index.html"), `<span class="facts"><i>TAG</i>`)
}
