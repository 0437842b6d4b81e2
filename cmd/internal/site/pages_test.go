package site

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"guide/static"
	"guide/templates"
)

func TestStepPage(t *testing.T) {
	s := newSite(t, smallGuide.mapFS())
	text := mustRead(t, s, "steps/begin/index.html")
	wantContains(t, text,
		"<title>Begin - A guide</title>",
		`<meta name="description" content="About Begin">`,
		"Step 1 of 2",
		"<li>Know <em>why</em></li>",
		"<dt>Actions</dt><dd>3, of which 2 essential</dd>",
		"<dt>Essentials take about</dt><dd>30 minutes</dd>",
		`<li class="item" id="read-it" data-item data-level="essential" data-for="new">`,
		`<input type="checkbox" autocomplete="off" disabled>`,
		`Read <a href="kinds/#big-ones">the kinds</a>`,
		"Essential</span> 30 minutes, over 1 to 2 weeks, milestone. For: New here</span>",
		`<h3 id="read-it---more">More <a class="permalink" href="#read-it---more"`,
		`id="read-it---fn:1"`,
		`<a href="https://example.org/book" hreflang="de" lang="de" dir="auto">The book</a>`,
		"Book, free, ACME, language: de",
		`<p class="no-details"><span class="facts">1 to 2 hours, stretch</span></p>`,
		`<li class="item" id="choose-kind" data-item data-level="essential">`,
		`In <a href="kinds/#choose-kind">Kinds</a>`,
		`<h2 id="ui-footnotes">Footnotes</h2>`,
		`<a href="#read-it">the items</a>`,
		`<a href="kinds/"><b>Kinds</b></a>`,
		`<a rel="next" href="../go-on/">`,
		"Last reviewed on 1 November 2026",
		`aria-current="step"><a href="./" aria-current="page">`,
		"Note</",
	)
	wantNotContains(t, text, `rel="prev"`, "Best after")
	wantContains(t, mustRead(t, s, "steps/go-on/index.html"),
		`<dt>Best after</dt><dd><a href="../begin/">Step 1: Begin</a></dd>`,
		`<a rel="prev" href="../begin/">`,
	)
	topic := mustRead(t, s, "steps/begin/kinds/index.html")
	wantContains(t, topic,
		`<a href="../">Step 1: Begin</a>`,
		`<a rel="prev" href="../">`,
		`<a rel="next" href="../../go-on/">`,
		`<li aria-current="step"><a href="../">`,
		`<a href="../#second">Up</a>`,
		`<a href="../../../resources/#the-book">the book</a>`,
	)
}

func TestTOC(t *testing.T) {
	s := newSite(t, sourceFiles{
		"content/steps/1-a.md": markdownDoc("A",
			"checklist:\n  - {id: one, text: Do it}\n",
			"## One\n\n### Deep\n\n## Two *stars*\n\n## Three {#third}\n",
		),
		"content/steps/2-b.md": markdownDoc("B", "", "## One\n\n### Deep\n\n## Two\n"),
	}.mapFS())
	text := mustRead(t, s, "steps/a/index.html")
	wantContains(t, text,
		`<a href="#one-2">One</a>`,
		`<a href="#two-stars">Two stars</a>`,
		`<a href="#third">Three</a>`,
		`<a href="#ui-checklist">What to do</a>`,
	)
	wantNotContains(t, text, `<a href="#deep">`, `<a href="#ui-resources">`)
	// A table of contents needs three headings.
	wantNotContains(t, mustRead(t, s, "steps/b/index.html"), `<a href="#one">`)
}

// The first use of a term in a text links to it.
func TestTerms(t *testing.T) {
	s := newSite(t, sourceFiles{
		"content/glossary.yaml": "- {term: Risk, means: 'What may happen. A risk.', aka: [danger]}\n- {term: UI " +
			"main, means: The middle}\n",
		"content/steps/1-a/index.md": markdownDoc("A",
			"checklist:\n  - {id: one, text: Write down each risk, detail: A risk.}\n",
			"## A risk\n\n`risk`, [risk](b.md), risk, a danger and the UI main.\n",
		),
		"content/steps/1-a/b.md": "A Danger.\n\nRisks.\n",
	}.mapFS())
	wantProblems(t, s)
	text := mustRead(t, s, "steps/a/index.html")
	wantContains(t, text,
		`<code>risk</code>, <a href="b/">risk</a>, <a href="../../glossary/#risk" class="term">risk</a>, a danger `+
			`and the <a href="../../glossary/#term-ui-main" class="term">UI main</a>.`,
		"Write down each risk</span>",
		"<p>A risk.</p>",
		">A risk <",
	)
	wantContains(t, mustRead(t, s, "steps/a/b/index.html"),
		`A <a href="../../../glossary/#risk" class="term">Danger</a>.`,
		"<p>Risks.</p>",
	)
	glossary := mustRead(t, s, "glossary/index.html")
	wantContains(t,
		glossary,
		`<div id="risk">`,
		"<dt>Risk <",
		"<p>What may happen. A risk.</p>",
		"Also called: danger",
		`<div id="term-ui-main">`,
	)
	if n := strings.Count(glossary, `id="ui-main"`); n != 1 {
		t.Errorf("the id of the page's own middle is there %d times", n)
	}
}

func TestDraftsAreMarked(t *testing.T) {
	fsys := sourceFiles{
		"content/steps/1-a/index.md": markdownDoc("A", "draft: true\n", ""),
		"content/steps/1-a/b.md":     markdownDoc("B", "", ""),
		"content/steps/2-c/index.md": markdownDoc("C", "", ""),
		"content/steps/2-c/d.md":     markdownDoc("D", "publishOn: 2027-03-01\n", ""),
		"content/pages/e.md":         markdownDoc("E", "draft: true\n", ""),
	}.mapFS()
	s, err := New(
		loadGuide(t, fsys, true),
		Options{Source: fsys, Templates: templates.FS, Static: static.FS, Lint: textRules},
	)
	if err != nil {
		t.Fatal(err)
	}
	wantProblems(t, s)
	const draft, until = `<strong class="tag tag-now">Draft</strong>`,
		`<strong class="tag tag-now">Not public until 1 March 2027</strong>`
	for _, name := range []string{"index.html", "steps/index.html", "steps/a/index.html", "steps/a/b/index.html",
		"e/index.html", "all/index.html"} {
		wantContains(t, mustRead(t, s, name), draft)
	}
	for _, name := range []string{"steps/c/index.html", "steps/c/d/index.html", "all/index.html"} {
		wantContains(t, mustRead(t, s, name), until)
	}
	wantNotContains(t, mustRead(t, s, "steps/c/index.html"), draft)
	public := newSite(t, fsys)
	for _, name := range fileNames(t, public) {
		if strings.HasSuffix(name, ".html") {
			wantNotContains(t, mustRead(t, public, name), `class="tag tag-now"`)
		}
	}
}

func TestResources(t *testing.T) {
	s := newSite(t, sourceFiles{
		"content/guide.yaml": settingsYAML + "audiences: {new: New here, lead: Leading}\n",
		"content/steps/1-a/index.md": markdownDoc("A", `resources:
  - {id: r-gone, title: Gone, url: "https://gone.example/", type: book, why: It was good, gone: 2026-10-01,
     archive: "https://archive.example/gone"}
  - {id: r-lost, title: Lost, url: "https://lost.example/", type: tool, why: It was good, gone: 2026-10-02}
  - {id: r-kept, title: Kept, url: "https://kept.example/", type: course, why: "See [b](b.md#x)",
     checked: 2026-11-01, archive: "https://archive.example/kept", for: [lead, new]}
`, ""),
		"content/steps/1-a/b.md": markdownDoc("B",
			"resources:\n  - {id: r-topic, title: Of a topic, url: \"https://topic.example/\", type: video, why: "+
				"Watch it, level: recommended, cost: members}\n",
			"## x\n",
		),
		"content/steps/2-c.md": markdownDoc("C", "", ""),
	}.mapFS())
	wantProblems(t, s)
	for _, name := range []string{"resources/index.html", "steps/a/index.html"} {
		text := mustRead(t, s, name)
		wantContains(t,
			text,
			`<a href="https://archive.example/gone">Gone (archived copy)</a>`,
			"Gone since 1 October 2026",
			`<p class="title">Lost</p>`,
			"Gone since 2 October 2026",
			`<a href="https://kept.example/">Kept</a>`,
			"Link checked on 1 November 2026",
			`<a href="https://archive.example/kept">archived copy`,
			"For: New here, Leading",
		)
		wantNotContains(t, text, "https://gone.example/", "https://lost.example/")
	}
	text := mustRead(t, s, "resources/index.html")
	wantContains(t, text,
		"4 resources",
		`<span class="number"><span class="visually-hidden">Step </span>1</span> <a href="../steps/a/">A</a></h2>`,
		`<li class="item" id="r-topic"`,
		"Video, for members<",
		`See <a href="../steps/a/b/#x">b</a>`,
	)
	wantNotContains(t, text, "ui-step-2")
}

func TestEditAndReport(t *testing.T) {
	s := newSite(t, sourceFiles{
		"content/guide.yaml": settingsYAML + "edit: \"https://example.org/edit/{path}?x=1\"\nreport: " +
			"\"https://example.org/new?title={title}\"\ncontact: mailto:me@example.org\n",
		"content/steps/1-a.md":   markdownDoc("\"A & B?\"", "", ""),
		"content/pages/über.md":  "Text.\n",
		"content/pages/about.md": "Text.\n", "content/pages/accessibility.md": "Text.\n",
	}.mapFS())
	wantProblems(t, s)
	wantContains(t, mustRead(t, s, "steps/a/index.html"),
		`href="https://example.org/edit/content/steps/1-a.md?x=1"`,
		`href="https://example.org/new?title=A&#43;%26&#43;B%3F"`,
	)
	wantContains(t, mustRead(t, s, "über/index.html"),
		`href="https://example.org/edit/content/pages/%C3%BCber.md?x=1"`)
	for _, name := range []string{"index.html", "404.html", "steps/a/index.html", "about/index.html"} {
		wantContains(t, mustRead(t, s, name), `<li><a href="mailto:me@example.org">Get in touch</a></li>`)
	}
	wantContains(t, mustRead(t, s, "glossary/index.html"), `href="https://example.org/new?title=Glossary"`)
	wantNotContains(t, mustRead(t, s, "index.html"), "example.org/edit") // the home page has no file
}

// Texts of editors are escaped.
func TestEscaping(t *testing.T) {
	evil := `"<script>alert(1)</script>"`
	s := newSite(t, sourceFiles{
		"content/guide.yaml": "id: g\ntitle: " + evil + "\nsummary: " + evil + "\nlanguage: en\naudiences: " +
			"{new: " + evil + "}\n",
		"content/steps/1-a.md": "---\ntitle: " + evil + "\nsummary: " + evil + "\noutcomes: [\"a & b\"]\n" +
			"resources:\n  - {id: r, title: " + evil + ", url: \"https://example.org/?a=1&b=2\", type: book, " +
			"why: Yes, publisher: " + evil + ", for: [new]}\n---\nText.\n",
		"content/glossary.yaml": "- {term: " + evil + ", means: It, aka: [\"<b>\"]}\n",
	}.mapFS())
	for _, name := range fileNames(t, s) {
		if strings.HasSuffix(name, ".html") {
			wantNotContains(t, mustRead(t, s, name), "<script>alert", "<b>", "javascript:")
		}
	}
	wantContains(t, mustRead(t, s, "steps/a/index.html"), "&lt;script&gt;", `href="https://example.org/?a=1&amp;b=2"`)
}

// TestOpenFilesKeepTheirBytes opens, reads and closes files in any order: what is recycled belongs to no open file.
func TestOpenFilesKeepTheirBytes(t *testing.T) {
	files := sourceFiles{}
	for i := range 20 {
		files[fmt.Sprintf("content/steps/%d-s/index.md", i+1)] = strings.Repeat(fmt.Sprint("Words ", i, ". "), i*20+1)
	}
	s := newSite(t, files.mapFS())
	var names []string
	for name, f := range s.files {
		if f.render != nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	r := rand.New(rand.NewPCG(1, 3))
	open := map[string]fs.File{}
	for range 700 {
		name := names[r.IntN(len(names))]
		f := open[name]
		if f == nil {
			f, err := s.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			open[name] = f
			continue
		}
		got, err := io.ReadAll(f)
		want, wantErr := s.ReadFile(name)
		if err != nil || wantErr != nil || !bytes.Equal(got, want) {
			t.Fatalf("%s: %v, %v\ngot  %q\nwant %q", name, err, wantErr, got, want)
		}
		clear(want) // which the caller may change
		f.Close()
		f.Close()
		if rest, err := io.ReadAll(f); len(rest) > 0 || err != nil {
			t.Fatalf("%s: after it was closed there is %q, %v", name, rest, err)
		}
		delete(open, name)
	}
}
