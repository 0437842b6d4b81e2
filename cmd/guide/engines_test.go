package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/browser"
)

// The tests in engines_*_test.go run in Firefox and WebKit.

// engineFixture is a built guide open in one of the engines. Every fixture has its own server, and so its own storage.
type engineFixture struct {
	*testing.T
	browser.Engine
	site *siteFixture
	url  string
}

func TestFirefox(t *testing.T) {
	runEngineTests(t, browser.FirefoxForTest, append(engineTests, printTests...))
}
func TestWebKit(t *testing.T) { runEngineTests(t, browser.WebKitForTest, engineTests) }

// engineTest is a test with a guide made of files, or with the guide of this repository if files is nil.
type engineTest struct {
	name  string
	files map[string]string
	run   func(*engineFixture)
}

var engineTests = []engineTest{
	{"tick", checklistGuide, testTick},
	{"note", checklistGuide, testNote},
	{"two tabs", checklistGuide, testTwoTabs},
	{"back", checklistGuide, func(v *engineFixture) { v.testBack(0) }},
	{"full, then back", checklistGuide, testFullStorage},
	{"far back", checklistGuide, func(v *engineFixture) { v.testBack(9) }},
	{"import", checklistGuide, testImport},
	{"search", searchGuide, testSearch},
	{"term", fullGuide, testTerm},
	{"theme", fullGuide, testTheme},
	{"controls", fullGuide, testControls},
	{"structured data", cardGuide, testStructuredData},
}

var printTests = []engineTest{
	{"headings on paper", nil, testPrintedHeadings},
	{"boxes on paper", checklistGuide, testPrintedBoxes},
}

func runEngineTests(t *testing.T, start func(testing.TB) browser.Engine, tests []engineTest) {
	t.Parallel()
	engine := start(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { test.run(newEngineFixture(t, engine, test.files)) })
	}
}

func newEngineFixture(t *testing.T, engine browser.Engine, files map[string]string) *engineFixture {
	t.Helper()
	site := &siteFixture{T: t}
	site.share(files)
	site.serve()
	return &engineFixture{T: t, Engine: engine, site: site, url: site.url}
}

// openPage opens a page in a new tab.
func (v *engineFixture) openPage(page string) browser.Page {
	v.Helper()
	p, err := v.Engine.Open(600, 800)
	v.must(err)
	v.Cleanup(p.Close)
	v.must(p.Go(v.url + page))
	return p
}

func (v *engineFixture) must(err error) {
	v.Helper()
	if err != nil {
		v.Fatal(err)
	}
}

// exec runs a script and ignores its value.
func (v *engineFixture) exec(p browser.Page, script string) {
	v.Helper()
	_, err := browser.Eval[any](p, script)
	v.must(err)
}

// waitFor waits until an expression has a value.
func (v *engineFixture) waitFor(p browser.Page, expression, want string) {
	v.Helper()
	var got string
	var err error
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if got, err = browser.Eval[string](p, "String("+expression+")"); got == want && err == nil {
			return
		}
	}
	v.Fatalf("%s\ngot  %s %v\nwant %s", expression, got, err, want)
}

// testSearch checks that results appear during input, link to the place that was found, and are still there after going
// back.
func testSearch(v *engineFixture) {
	p := v.openPage("/search/")
	const first = `document.querySelector("[data-result-count]").textContent +
		document.querySelector(".results > li")?.textContent.includes("charts") + location.search`
	v.must(p.Click("#ui-query"))
	v.must(p.Press("chart"))
	v.waitFor(p, first, "2 pages foundtrue?q=chart")
	v.must(p.Click(`.results a[href$="#draw-chart"]`))
	v.waitFor(p, `location.pathname + location.hash +
		(document.activeElement === document.querySelector("#draw-chart input"))`, "/steps/first/#draw-charttrue")
	v.must(p.Click("#draw-chart input"))
	v.must(p.Back())
	v.waitFor(p, first+` + document.querySelector("#ui-query").value`, "2 pages foundtrue?q=chartchart")
	v.waitFor(p, `document.querySelector("[data-of=draw-chart]").textContent`, "Done")
}

// testTerm checks the style of a term, that it opens its meaning in place, and that Escape closes it.
func testTerm(v *engineFixture) {
	p := v.openPage("/steps/first/topic/")
	v.waitFor(p, `((s) => [s.textDecorationLine, s.textDecorationStyle, s.textDecorationColor !== s.color].join())(
		getComputedStyle(document.querySelector("`+termSelector+`")))`, "underline,dotted,true")
	v.must(p.Click(termSelector))
	v.waitFor(p, termPopoverOpen+` + document.getElementById("ui-meaning").textContent.trim().slice(0, 16)`,
		"trueWhat may happen.")
	v.must(p.Press("\x1b"))
	v.waitFor(p, termPopoverOpen, "false")
	v.exec(p, `document.querySelector("`+termSelector+`").focus()`)
	v.must(p.Press("\r"))
	v.waitFor(p, termPopoverOpen, "true")
	v.must(p.Press("\t"))
	v.waitFor(p, `document.getElementById("ui-meaning").contains(document.activeElement)`, "true")
	v.must(p.Press("\x1b"))
	v.waitFor(p, termPopoverOpen+` + document.activeElement.className`, "falseterm")
}

// testTheme checks that the chosen colours are kept.
func testTheme(v *engineFixture) {
	p := v.openPage("/")
	const ground = `getComputedStyle(document.body).backgroundColor`
	for _, theme := range []struct{ name, ground string }{
		{"light", "rgb(255, 255, 255)"},
		{"dark", "rgb(15, 23, 25)"},
	} {
		v.must(p.Click("[name=theme][value=" + theme.name + "]"))
		v.waitFor(p, ground, theme.ground)
	}
	v.must(p.Go(v.url + "/about/"))
	v.waitFor(p, ground, "rgb(15, 23, 25)")
}

// testControls checks that the font size of controls is at least 16 px, since phones zoom in on smaller ones, and that
// the legend of a group of controls is in line with its first row.
func testControls(v *engineFixture) {
	p := v.openPage("/")
	for _, page := range []string{"/steps/first/", "/resources/", "/progress/", "/search/"} {
		v.must(p.Go(v.url + page))
		v.waitFor(p, `[...document.querySelectorAll("input, select, textarea")]
			.filter((e) => !e.matches("[type=checkbox], [type=radio], [type=file]"))
			.map((e) => e.localName + " " + getComputedStyle(e).fontSize)
			.filter((text) => parseFloat(text.split(" ")[1]) < 16)`, "")
		v.waitFor(p, `[...document.querySelectorAll("fieldset:not([hidden])")].filter((group) => {
			if (group.querySelector("legend.visually-hidden")) return false;
			const middle = (e) => {
				const r = document.createRange();
				r.selectNodeContents(e);
				const b = r.getBoundingClientRect();
				return (b.top + b.bottom) / 2
			};
			return Math.abs(middle(group.querySelector("legend")) - middle(group.querySelector("label"))) > 6;
		}).map((group) => group.className)`, "")
	}
}

// headingTexts are texts that must not be the last on a sheet.
const headingTexts = `[...document.querySelectorAll(
	"main :is(h1, h2, h3, h4), .outcomes-title",
)].map((e) => {
	const copy = e.cloneNode(true);
	copy.querySelectorAll(".permalink, .visually-hidden").forEach((x) => x.remove());
	return copy.textContent;
})`

// testPrintedHeadings checks that no printed sheet ends with a heading: of a long step, in long runs of all texts.
func testPrintedHeadings(v *engineFixture) {
	page, wantHeadings, wantSheets := "/all/", 200, 100
	if os.Getenv("GUIDE_SEEDS") == "" {
		for _, page = range v.site.samplePages() {
			if strings.HasPrefix(page, "/steps/") && page != "/steps/" {
				break
			}
		}
		wantHeadings, wantSheets = 10, 5
	}
	p := v.openPage(page)
	texts, err := browser.Eval[[]string](p, headingTexts)
	v.must(err)
	heads := map[string]bool{}
	for _, text := range texts {
		heads[removeSpaces(text)] = true
	}
	paper, err := p.PDF()
	v.must(err)
	sheets := pdfLines(v.T, paper, "-layout")
	found := map[string]bool{}
	for i, lines := range sheets {
		if head := lastHeading(lines, heads); head != "" {
			v.Errorf("%s: sheet %d of %d ends with %q", page, i+1, len(sheets), head)
		}
		for n := range lines {
			found[lastHeading(lines[:n+1], heads)] = true
		}
	}
	delete(found, "")
	if len(found) < len(heads) || len(heads) < wantHeadings || len(sheets) < wantSheets {
		v.Errorf("%s: found %d of %d headings on %d sheets", page, len(found), len(heads), len(sheets))
	}
}

// lastHeading returns the heading that is the last one, two or three lines, or "". A line that ends with the words of a
// heading is none: the link to a passage names it.
func lastHeading(lines []string, heads map[string]bool) string {
	text := ""
	for n := 1; n <= min(3, len(lines)); n++ {
		text = removeSpaces(lines[len(lines)-n]) + text
		if heads[text] {
			return text
		}
	}
	return ""
}

// testPrintedBoxes checks that the states of actions are printed.
func testPrintedBoxes(v *engineFixture) {
	p := v.openPage("/steps/first/")
	v.must(p.Click("#one input"))
	v.openDetails(p, "#two")
	v.must(p.Press("\t "))
	v.waitFor(p, `document.querySelector("#two").dataset.state`, "doing")
	paper := strings.Join(v.printSheets(p), " ")
	for _, text := range []string{"1 of 4 done.", "Doing"} {
		if strings.Count(paper, text) != 1 {
			v.Errorf("%q is not once in %s", text, paper)
		}
	}
}

// printSheets returns the texts of the sheets of a printed page.
func (v *engineFixture) printSheets(p browser.Page) []string {
	v.Helper()
	paper, err := p.PDF()
	v.must(err)
	return pdfSheets(v.T, paper)
}
