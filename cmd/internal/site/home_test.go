package site

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// homeFiles is smallGuide with a home page that has the keys.
func homeFiles(keys string) sourceFiles {
	return smallGuide.merge(sourceFiles{"content/index.md": markdownDoc("Welcome", keys, "Read *on*.\n")})
}

// homeKeys are the parts of the key home, and homeMarks what shows each of them on the page.
var (
	homeKeys = map[string]string{
		"promise": "  promise: [Get in., Go on & up.]\n",
		"doors": "  doors:\n    - {for: new, to: steps/1-begin/index.md}\n" +
			"    - {for: lead, to: \"steps/1-begin/kinds.md#big-ones\"}\n    - {for: lead, to: pages/about.md}\n",
		"start": "  start: [do-it, choose-kind]\n",
		"sample": "  sample:\n    title: One thing\n    before: \"> Amber.\"\n    after: \"> Why.\\n\\nSee [the book]" +
			"(https://example.org/book) and [plan](steps/1-begin/index.md#first).\"\n",
		"reasons": "  reasons:\n    - {title: Yours, text: \"Keep [a copy](/progress/).\"}\n",
	}
	homeMarks = map[string]string{"promise": "<h1><span>", "doors": `class="doors"`, "start": `class="card"`,
		"sample": `class="sample"`, "reasons": `class="reasons"`}
)

func TestHomePage(t *testing.T) {
	s := newSite(t, homeFiles("home:\n"+strings.Join(slices.Collect(maps.Values(homeKeys)), "")).mapFS())
	wantProblems(t, s)
	text := mustRead(t, s, "index.html")
	wantContains(t, text,
		"<title>Welcome - A guide</title>",
		"<h1><span>Get in.</span> <span>Go on &amp; up.</span> </h1>",
		`<p class="summary">About Welcome</p>`,
		`<a href="steps/begin/"><span class="number"><span class="visually-hidden">Step </span>1</span> `+
			`<span>New here <small>Begin</small></span></a>`,
		`<a href="steps/begin/kinds/#big-ones"><span class="number">`,
		`<a href="about/"><span>Leading <small>About</small></span></a>`,
		`<span class="card-steps"><a href="steps/begin/">Step 1: Begin</a></span>`+
			`<span class="card-time">. About 1 to 2 hours.</span>`,
		`<li class="item" id="do-it" data-item>`,
		`<p>Read: <a href="steps/begin/#do-it">Begin</a></p>`,
		`<p>Read: <a href="steps/begin/kinds/#choose-kind">Kinds</a></p>`,
		"2 steps, 3 actions. 2 are essential; the others are for when you have time.",
		"<figcaption>Before</figcaption>\n<blockquote>\n<p>Amber.</p>",
		`<p>See <a href="https://example.org/book">the book</a> and `+
			`<a href="steps/begin/#first">plan</a>.</p>`,
		`<li><h2>Yours</h2>`+"\n"+`<p>Keep <a href="progress/">a copy</a>.</p>`,
		`<p>Read <em>on</em>.</p>`,
		`<progress value="0" max="3"`,
	)
	if n := strings.Count(text, `<li class="item"`); n != 2 {
		t.Errorf("%d rows, want 2", n)
	}
}

// Each part of the key home may be missing. Without the key the home page is its title, its summary and the steps.
func TestPartialHomePage(t *testing.T) {
	for only := range homeMarks {
		s := newSite(t, homeFiles("home:\n"+homeKeys[only]).mapFS())
		wantProblems(t, s)
		checkHomeParts(t, s, only)
	}
	s := newSite(t, smallGuide.mapFS())
	checkHomeParts(t, s, "")
	wantContains(t, mustRead(t, s, "index.html"), "<h1>Welcome</h1>", `<p class="summary">About Welcome</p>`)
}

func checkHomeParts(t *testing.T, s *Site, only string) {
	t.Helper()
	text := mustRead(t, s, "index.html")
	wantContains(t, text, `<a class="primary" data-resume href="steps/begin/">Start with step 1: Begin</a>`,
		`<ol role="list" class="step-cards">`, `<div class="text">`)
	for part, mark := range homeMarks {
		if has := strings.Contains(text, mark); has != (part == only) {
			t.Errorf("with %q alone, the page has %s: %t", only, part, has)
		}
	}
}

func TestHomeWithoutSteps(t *testing.T) {
	s := newSite(t, sourceFiles{
		"content/guide.yaml":     settingsYAML + "audiences: {new: New here}\n",
		"content/index.md":       markdownDoc("Welcome", "home: {doors: [{for: new, to: pages/about.md}]}\n", ""),
		"content/pages/about.md": "Text.\n",
	}.mapFS())
	wantProblems(t, s)
	text := mustRead(t, s, "index.html")
	wantContains(t, text, `<a href="about/"><span>New here <small>A title</small></span></a>`, "has no steps yet")
	wantNotContains(t, text, "data-resume", "step-cards")
}

func TestBrokenDoors(t *testing.T) {
	tests := []struct{ to, want string }{
		{"steps/1-lost/index.md", `error: to: there is no file content/steps/1-lost/index.md [broken-link] (`},
		{"steps/1-begin/index.md#lost", `error: the page /steps/begin/ has nothing with the id "lost" [broken-link] (`},
		{"/glossary/", `error: to: /glossary/ is not another text of this guide [broken-link] (name the file of a `},
		{"#a", `error: to: #a is not another text of this guide [broken-link] (name the file of a step`},
		{"https://example.org/", `error: to: "https://example.org/" is not an address of this guide [broken-link] (`},
		{"steps/1-begin/map.png", `error: to: steps/1-begin/map.png is not another text of this guide [broken-link] (`},
	}
	for _, tt := range tests {
		s := newSite(t, homeFiles("home:\n  doors:\n    - for: new\n      to: \""+tt.to+"\"\n").mapFS())
		got := problemLines(t, s)
		if len(got) != 1 || !strings.HasPrefix(got[0], "index.md:7:11: "+tt.want) {
			t.Errorf("%s: %q\nwant %q", tt.to, got, tt.want)
		}
	}
}

// The link of a door is checked even if the door has no audience.
func TestBrokenDoor(t *testing.T) {
	s := newSite(t, homeFiles("home: {doors: [{for: nobody, to: lost.md}]}\n").mapFS())
	wantProblems(t, s,
		`index.md:4:22: error: there is no audience "nobody" [unknown-audience] (audiences: in content/guide.yaml has `+
			`new, lead)`,
		"index.md:4:34: error: to: there is no file content/lost.md [broken-link] (links to other pages name the "+
			"file, such as ../1-first-step/index.md)")
	wantNotContains(t, mustRead(t, s, "index.html"), `class="doors"`)
}

// The steps stand in two columns, and after the last one stands a link: the first column is never the shorter one.
func TestLastInColumn(t *testing.T) {
	for steps := range 20 {
		last := (&GuideView{Steps: make([]StepRef, steps)}).LastInColumn()
		if first, second := last, steps+1-last; first-second != 0 && first-second != 1 {
			t.Errorf("%d steps: columns of %d and %d", steps, first, second)
		}
	}
}
