package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/browser"
)

// The tests in this file drive every engine alike: what readers depend on holds in Chromium, Firefox and WebKit.

// engineFixture is a reader of a built guide, in one of the engines. Each has a server of its own, and so a store of its own.
type engineFixture struct {
	*testing.T
	browser.Engine
	url string
}

func TestFirefox(t *testing.T) {
	runEngineTests(t, browser.FirefoxForTest, append(engineTests, printTests...))
}
func TestWebKit(t *testing.T) { runEngineTests(t, browser.WebKitForTest, engineTests) }

// engineTest is a test of a guide of some files; of none, that of this repository.
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
	source, output := "../..", filepath.Join(t.TempDir(), "public")
	if files != nil {
		source = t.TempDir()
		writeFiles(t, source, files)
	}
	(&siteFixture{T: t, source: source, output: output}).build()
	server := httptest.NewServer(http.FileServer(http.Dir(output)))
	t.Cleanup(server.Close)
	return &engineFixture{T: t, Engine: engine, url: server.URL}
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

// exec runs a script for what it does.
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

// storedNoteJS is the note that is stored for an item.
func storedNoteJS(id string) string {
	return fmt.Sprintf(`JSON.parse(`+storedValue+`).items[%q]?.note`, "", id)
}

// A box, a choice and a resource, with the mouse and with the keyboard; all is there on the next visit.
func testTick(v *engineFixture) {
	p := v.openPage("/steps/first/")
	v.must(p.Click("#one label"))
	v.exec(p, `document.querySelector("#two select").focus()`)
	v.must(p.Press("D")) // the choice that begins with it
	v.exec(p, `document.querySelector("#three select").focus()`)
	v.must(p.Press("N"))
	v.exec(p, `document.querySelector("#book input").focus()`)
	v.must(p.Press(" "))
	const all = "one:done:done:x,two:doing:doing:-,three:skip:skip: ,book:done:done:x"
	v.waitFor(p, rowStates, all)
	v.waitFor(p, `document.querySelector(".progress-bar").textContent.trim()`, "Actions done in this step: 1 of 3; not for me: 1.")
	v.must(p.Go(v.url + "/steps/first/"))
	v.waitFor(p, rowStates, all)
	v.must(p.Click("#two input")) // half-ticked becomes ticked
	v.must(p.Click("#one input"))
	v.waitFor(p, rowStates, "one:open:open: ,two:done:done:x,three:skip:skip: ,book:done:done:x")
	v.must(p.Go(v.url + "/"))
	v.must(p.Click("[data-resume]"))
	v.waitFor(p, `location.hash + (document.activeElement === document.querySelector("#one input"))`, "#onetrue")
}

// A note is kept while it is written, also by one who leaves the page in the middle of it.
func testNote(v *engineFixture) {
	p := v.openPage("/steps/first/")
	v.must(p.Click("#two summary"))
	v.must(p.Click("#two textarea"))
	v.must(p.Press("ask <b>Änn</b>"))
	v.waitFor(p, storedNoteJS("two"), "ask <b>Änn</b>")
	v.must(p.Press(" at 9"))
	v.must(p.Go(v.url + "/all/"))
	v.waitFor(p, `document.querySelector("#two .item-note").textContent`, "ask <b>Änn</b> at 9")
}

// What one tab does the other shows, and what two do at once is not lost.
func testTwoTabs(v *engineFixture) {
	a, b := v.openPage("/steps/first/"), v.openPage("/steps/first/")
	v.must(a.Click("#one input"))
	v.waitFor(b, `document.querySelector("#one").dataset.state`, "done")
	v.must(b.Click("#two summary"))
	v.must(b.Click("#two textarea"))
	v.must(b.Press("mine"))
	v.waitFor(a, `document.querySelector("#two textarea").value`, "mine")
	v.exec(a, `document.querySelector("#two input").click()`)
	v.exec(b, `document.querySelector("#three input").click()`)
	for _, p := range []browser.Page{a, b} {
		v.waitFor(p, rowStates, "one:done:done:x,two:done:done:x,three:done:done:x,book:open:open: ")
	}
}

// testBack goes back to a page, which the browser has kept as it was or, where some more lie between, made anew: it
// shows what was done meanwhile on the next page and in another tab, and what is typed there goes on from that.
func (v *engineFixture) testBack(between int) {
	p := v.openPage("/steps/first/")
	v.exec(p, `addEventListener("pageshow", (event) => window.kept = event.persisted)`)
	v.must(p.Click("#one input"))
	v.must(p.Click("#one summary"))
	v.must(p.Click("#one textarea"))
	v.must(p.Press("call Ann"))
	v.must(p.Click(`.guide-nav a[href$="all/"]`))
	v.waitFor(p, `location.pathname + document.querySelector("#one .item-note")?.textContent`, "/all/call Ann")
	v.must(p.Click("#one input"))
	v.must(p.Click("#two input"))
	v.must(p.Click("#one summary"))
	v.must(p.Click("#one textarea"))
	v.must(p.Press(" and Ben"))
	v.waitFor(p, storedNoteJS("one"), "call Ann and Ben")
	other := v.openPage("/steps/first/")
	v.must(other.Click("#three input"))
	other.Close()
	for n := range between {
		v.must(p.Go(fmt.Sprintf("%s/404.html?%d", v.url, n)))
	}
	if between > 0 {
		v.exec(p, fmt.Sprintf("void history.go(%d)", -between))
		v.waitFor(p, "location.pathname + document.readyState", "/all/complete")
	}
	v.must(p.Back())
	v.waitFor(p, `location.pathname + document.readyState + (window.kept ?? false)`, fmt.Sprintf("/steps/first/complete%v", between == 0))
	v.waitFor(p, rowStates, "one:open:open: ,two:done:done:x,three:done:done:x,book:open:open: ")
	v.waitFor(p, `document.querySelector("#one textarea").value`, "call Ann and Ben")
	v.exec(p, `(() => { const note = document.querySelector("#one textarea"); note.closest("details").open = true; note.focus(); note.setSelectionRange(99, 99) })()`)
	v.must(p.Press("!"))
	v.waitFor(p, storedNoteJS("one"), "call Ann and Ben!")
}

// A file is looked at, merged, and taken back.
func testImport(v *engineFixture) {
	p := v.openPage("/steps/first/")
	v.must(p.Click("#one input"))
	v.must(p.Go(v.url + "/progress/"))
	file := filepath.Join(v.TempDir(), "mine.json")
	for _, step := range []struct{ text, said string }{
		{"{}", "This is not a copy of anyone’s progress. Nothing has changed."},
		{progressFile("03-01T10:00", progressEntry("two", "doing", "03-01T10:00")), ""},
	} {
		v.must(os.WriteFile(file, []byte(step.text), 0o666))
		v.must(p.Upload("[data-action=import]", file))
		v.waitFor(p, `document.querySelector("[data-action=merge]").checkVisibility()`, fmt.Sprint(step.said == ""))
		if step.said != "" {
			v.waitFor(p, `document.querySelector("[data-result]").textContent`, step.said)
		}
	}
	v.must(p.Click("[data-action=merge]"))
	v.waitFor(p, fmt.Sprintf(storedValue, "")+`.includes('"two":{"state":"doing"')`, "true")
	v.must(p.Click("[data-action=undo]"))
	v.waitFor(p, fmt.Sprintf(storedValue, "")+`.includes("two")`, "false")
	v.must(p.Go(v.url + "/steps/first/"))
	v.waitFor(p, rowStates, "one:done:done:x,two:open:open: ,three:open:open: ,book:open:open: ")
}

// Results come while one types, lead to the place, and are there again on the way back.
func testSearch(v *engineFixture) {
	p := v.openPage("/search/")
	const first = `document.querySelector("[data-result-count]").textContent + document.querySelector(".results > li")?.textContent.includes("charts") + location.search`
	v.must(p.Click("#ui-query"))
	v.must(p.Press("chart"))
	v.waitFor(p, first, "2 pages foundtrue?q=chart")
	v.must(p.Click(`.results a[href$="#draw-chart"]`))
	v.waitFor(p, `location.pathname + location.hash + (document.activeElement === document.querySelector("#draw-chart input"))`, "/steps/first/#draw-charttrue")
	v.must(p.Click("#draw-chart input"))
	v.must(p.Back())
	v.waitFor(p, first+` + document.querySelector("#ui-query").value`, "2 pages foundtrue?q=chartchart")
	v.waitFor(p, `document.querySelector("[data-of=draw-chart]").textContent`, "Done")
}

// fillStorage takes all room that the storage has, and says so.
const fillStorage = `(() => { for (let size = 1e6; size >= 1; size = size / 10 | 0) for (let n = 0; ; n++) try { localStorage.setItem("x" + size + "-" + n, "x".repeat(size)) } catch { break } })()`

// Where there was no room for a while, the way back to a page loses nothing that was written since, and brings nothing
// back that was deleted.
func testFullStorage(v *engineFixture) {
	p := v.openPage("/steps/first/")
	v.must(p.Click("#one summary"))
	v.must(p.Click("#one textarea"))
	v.must(p.Press("old"))
	v.waitFor(p, storedNoteJS("one"), "old")
	v.exec(p, fillStorage)
	v.must(p.Click("#two input"))
	v.waitFor(p, `document.querySelector("[data-notice=full]").checkVisibility()`, "true")
	v.must(p.Click(`.guide-nav a[href$="all/"]`))
	v.waitFor(p, "location.pathname + document.documentElement.dataset.script", "/all/ready")
	v.exec(p, `Object.keys(localStorage).filter((key) => key.startsWith("x")).forEach((key) => localStorage.removeItem(key))`)
	v.must(p.Click("#one summary"))
	v.must(p.Click("#one textarea"))
	v.must(p.Press(" and newer"))
	v.waitFor(p, storedNoteJS("one"), "old and newer")
	v.must(p.Back())
	v.waitFor(p, `document.querySelector("#one textarea").value`, "old and newer")
	v.exec(p, `(() => { const note = document.querySelector("#one textarea"); note.closest("details").open = true; note.focus(); note.setSelectionRange(99, 99) })()`)
	v.must(p.Press("!"))
	v.waitFor(p, storedNoteJS("one"), "old and newer!")
	v.exec(p, fillStorage)
	v.must(p.Click("#three input"))
	v.must(p.Click(`.guide-nav a[href$="progress/"]`))
	v.waitFor(p, "location.pathname + document.documentElement.dataset.script", "/progress/ready")
	v.must(p.Click("[data-confirm]"))
	v.must(p.Click("[data-action=forget]"))
	v.waitFor(p, `document.querySelector("[data-result]").textContent`, "Everything is deleted.")
	v.must(p.Back())
	v.waitFor(p, rowStates, "one:open:open: ,two:open:open: ,three:open:open: ,book:open:open: ")
	v.must(p.Click("#two input"))
	v.waitFor(p, rowStates, "one:open:open: ,two:done:done:x,three:open:open: ,book:open:open: ")
}

// A term looks like one, opens its meaning where it stands, and Escape closes that.
func testTerm(v *engineFixture) {
	p := v.openPage("/steps/first/topic/")
	v.waitFor(p, `(() => { const s = getComputedStyle(document.querySelector("`+termSelector+`")); return [s.textDecorationLine, s.textDecorationStyle, s.textDecorationColor !== s.color].join() })()`, "underline,dotted,true")
	v.must(p.Click(termSelector))
	v.waitFor(p, termPopoverOpen+` + document.getElementById("ui-meaning").textContent.trim().slice(0, 16)`, "trueWhat may happen.")
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

// The colours that a reader chooses stay.
func testTheme(v *engineFixture) {
	p := v.openPage("/")
	const ground = `getComputedStyle(document.body).backgroundColor`
	for _, theme := range []struct{ name, ground string }{{"light", "rgb(255, 255, 255)"}, {"dark", "rgb(17, 24, 26)"}} {
		v.must(p.Click("[name=theme][value=" + theme.name + "]"))
		v.waitFor(p, ground, theme.ground)
	}
	v.must(p.Go(v.url + "/about/"))
	v.waitFor(p, ground, "rgb(17, 24, 26)")
}

// Phones enlarge a page when one touches a control to write or choose in with smaller letters than 16 px. The name of a group of
// controls stands in their first row.
func testControls(v *engineFixture) {
	p := v.openPage("/")
	for _, page := range []string{"/steps/first/", "/resources/", "/progress/", "/search/"} {
		v.must(p.Go(v.url + page))
		v.waitFor(p, `[...document.querySelectorAll("input:not([type=checkbox], [type=radio], [type=file]), select, textarea")].filter((e) => parseFloat(getComputedStyle(e).fontSize) < 16).map((e) => e.localName + " " + getComputedStyle(e).fontSize)`, "")
		v.waitFor(p, `[...document.querySelectorAll("fieldset:not([hidden])")].filter((group) => {
			const middle = (e) => { const r = document.createRange(); r.selectNodeContents(e); const b = r.getBoundingClientRect(); return (b.top + b.bottom) / 2 };
			return Math.abs(middle(group.querySelector("legend")) - middle(group.querySelector("label"))) > 6;
		}).map((group) => group.className)`, "")
	}
}

// headingTexts are what must not be alone at the foot of a sheet.
const headingTexts = `[...document.querySelectorAll("main :is(h1, h2, h3, h4), .outcomes-title, .link-notes > p")].map((e) => {
	const copy = e.cloneNode(true);
	copy.querySelectorAll(".permalink, .visually-hidden").forEach((x) => x.remove());
	return copy.textContent;
})`

// No sheet ends with a heading: what it is about is on the same sheet.
func testPrintedHeadings(v *engineFixture) {
	p := v.openPage("/all/")
	heads, err := browser.Eval[[]string](p, headingTexts)
	v.must(err)
	sheets := v.printSheets(p)
	for i, sheet := range sheets {
		for _, head := range heads {
			if head := removeSpaces(head); head != "" && strings.HasSuffix(removeSpaces(sheet), head) {
				v.Errorf("sheet %d of %d ends with %q", i+1, len(sheets), head)
			}
		}
	}
	if len(heads) < 100 || len(sheets) < 40 {
		v.Errorf("%d headings on %d sheets", len(heads), len(sheets))
	}
}

// Boxes are printed as they are.
func testPrintedBoxes(v *engineFixture) {
	p := v.openPage("/steps/first/")
	v.must(p.Click("#one input"))
	v.exec(p, `document.querySelector("#two select").focus()`)
	v.must(p.Press("D"))
	v.waitFor(p, `document.querySelector("#two").dataset.state`, "doing")
	paper := strings.Join(v.printSheets(p), " ")
	for _, mark := range []string{"✓", "–", "Doing"} {
		if strings.Count(paper, mark) != 1 {
			v.Errorf("%q is not once in %s", mark, paper)
		}
	}
}

// printSheets returns the text of each sheet of a page on paper.
func (v *engineFixture) printSheets(p browser.Page) []string {
	v.Helper()
	paper, err := p.PDF()
	v.must(err)
	return pdfSheets(v.T, paper)
}
