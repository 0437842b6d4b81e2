package main

import (
	"fmt"
	"os"
	"path/filepath"

	"guide/cmd/internal/browser"
)

// storedNoteJS returns an expression for the stored note of an item.
func storedNoteJS(id string) string {
	return fmt.Sprintf(`JSON.parse(`+storedValue+`).items[%q]?.note`, "", id)
}

// openDetails moves the focus to the summary of a row and opens the details, if they are closed, with the keyboard.
func (v *engineFixture) openDetails(p browser.Page, row string) {
	v.Helper()
	isOpen, err := browser.Eval[bool](p, fmt.Sprintf(`(() => {
		const s = document.querySelector("%s summary");
		s.focus();
		return s.parentElement.open;
	})()`, row))
	v.must(err)
	if !isOpen {
		v.must(p.Press("\r"))
		v.waitFor(p, fmt.Sprintf(`document.querySelector("%s details").open`, row), "true")
	}
}

// testTick sets a checkbox, two buttons and a resource with mouse and keyboard. All are kept for the next visit.
func testTick(v *engineFixture) {
	p := v.openPage("/steps/first/")
	v.must(p.Click("#one label"))
	v.openDetails(p, "#two")
	v.must(p.Press("\t ")) // the first button
	v.openDetails(p, "#three")
	v.must(p.Press("\t\t ")) // the second button
	v.exec(p, `document.querySelector("#book input").focus()`)
	v.must(p.Press(" "))
	const all = "one:done:x,two:doing:-doing,three:skip: skip,four:open: ,book:done:x"
	v.waitFor(p, rowStates, all)
	v.waitFor(p, `document.querySelector(".progress-bar").textContent.trim()`,
		"1 of 3 done, 1 not for me.")
	v.must(p.Go(v.url + "/steps/first/"))
	v.waitFor(p, rowStates, all)
	v.must(p.Click("#two input")) // indeterminate becomes checked
	v.must(p.Click("#one input"))
	v.waitFor(p, rowStates, "one:open: ,two:done:x,three:skip: skip,four:open: ,book:done:x")
	v.must(p.Go(v.url + "/"))
	v.must(p.Click("[data-resume]"))
	v.waitFor(p, `location.hash + (document.activeElement === document.querySelector("#one input"))`, "#onetrue")
}

// testNote writes a note, which is stored during input, even if the reader leaves the page before the end.
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

// testTwoTabs checks that tabs show the changes of others, and that concurrent changes are kept.
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
		v.waitFor(p, rowStates, "one:done:x,two:done:x,three:done:x,four:open: ,book:open: ")
	}
}

// testBack goes back to a page that the browser has in its back/forward cache or, with several pages in between, loads
// again. It must show changes made meanwhile on the next page and in another tab, and further input adds to these.
func (v *engineFixture) testBack(between int) {
	p := v.openPage("/steps/first/")
	v.exec(p, `addEventListener("pageshow", (event) => window.kept = event.persisted)`)
	v.must(p.Click("#one input"))
	v.must(p.Click("#one summary"))
	v.must(p.Click("#one textarea"))
	v.must(p.Press("call Ann"))
	v.must(p.Click(`.footer-links a[href$="all/"]`))
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
	v.waitFor(p, `location.pathname + document.readyState + (window.kept ?? false)`,
		fmt.Sprintf("/steps/first/complete%v", between == 0))
	v.waitFor(p, rowStates, "one:open: ,two:done:x,three:done:x,four:open: ,book:open: ")
	v.waitFor(p, `document.querySelector("#one textarea").value`, "call Ann and Ben")
	v.exec(p, fmt.Sprintf("(%s)(%q)", js("open_note"), "one"))
	v.must(p.Press("!"))
	v.waitFor(p, storedNoteJS("one"), "call Ann and Ben!")
}

// testImport previews a file, merges it, and undoes that.
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
		v.exec(p, fmt.Sprintf(openDisclosure, "[data-action=import]"))
		v.must(p.Upload("[data-action=import]", file))
		v.waitFor(p, `document.querySelector("[data-action=merge]").checkVisibility()`, fmt.Sprint(step.said == ""))
		if step.said != "" {
			v.waitFor(p, `document.querySelector("[data-result]").textContent`, step.said)
		}
	}
	v.exec(p, fmt.Sprintf(openDisclosure, "[data-action=merge]"))
	v.must(p.Click("[data-action=merge]"))
	v.waitFor(p, fmt.Sprintf(storedValue, "")+`.includes('"two":{"state":"doing"')`, "true")
	v.exec(p, fmt.Sprintf(openDisclosure, "[data-action=undo]"))
	v.must(p.Click("[data-action=undo]"))
	v.waitFor(p, fmt.Sprintf(storedValue, "")+`.includes("two")`, "false")
	v.must(p.Go(v.url + "/steps/first/"))
	v.waitFor(p, rowStates, "one:done:x,two:open: ,three:open: ,four:open: ,book:open: ")
}

// fillStorage fills the storage up to its quota.
const fillStorage = `(() => {
	for (let size = 1e6; size >= 1; size = size / 10 | 0) for (let n = 0; ; n++) try {
		localStorage.setItem("x" + size + "-" + n, "x".repeat(size))
	} catch { break }
})()`

// testFullStorage fills the storage for a while. Going back to a page must not lose what was written later or restore
// what was deleted.
func testFullStorage(v *engineFixture) {
	p := v.openPage("/steps/first/")
	v.must(p.Click("#one summary"))
	v.must(p.Click("#one textarea"))
	v.must(p.Press("old"))
	v.waitFor(p, storedNoteJS("one"), "old")
	v.exec(p, fillStorage)
	v.must(p.Click("#two input"))
	v.waitFor(p, `document.querySelector("[data-notice=full]").checkVisibility()`, "true")
	v.must(p.Click(`.footer-links a[href$="all/"]`))
	v.waitFor(p, "location.pathname + document.documentElement.dataset.script", "/all/ready")
	v.exec(p, `Object.keys(localStorage).filter((key) => key.startsWith("x"))
		.forEach((key) => localStorage.removeItem(key))`)
	v.must(p.Click("#one summary"))
	v.must(p.Click("#one textarea"))
	v.must(p.Press(" and newer"))
	v.waitFor(p, storedNoteJS("one"), "old and newer")
	v.must(p.Back())
	v.waitFor(p, `document.querySelector("#one textarea").value`, "old and newer")
	v.exec(p, fmt.Sprintf("(%s)(%q)", js("open_note"), "one"))
	v.must(p.Press("!"))
	v.waitFor(p, storedNoteJS("one"), "old and newer!")
	v.exec(p, fillStorage)
	v.must(p.Click("#three input"))
	v.must(p.Click(".menu-button"))
	v.must(p.Click(`.guide-nav a[href$="progress/"]`))
	v.waitFor(p, "location.pathname + document.documentElement.dataset.script", "/progress/ready")
	v.exec(p, fmt.Sprintf(openDisclosure, "[data-confirm]"))
	v.must(p.Click("[data-confirm]"))
	v.exec(p, fmt.Sprintf(openDisclosure, "[data-action=forget]"))
	v.must(p.Click("[data-action=forget]"))
	v.waitFor(p, `document.querySelector("[data-result]").textContent`, "Everything is deleted.")
	v.must(p.Back())
	v.waitFor(p, rowStates, "one:open: ,two:open: ,three:open: ,four:open: ,book:open: ")
	v.must(p.Click("#two input"))
	v.waitFor(p, rowStates, "one:open: ,two:done:x,three:open: ,four:open: ,book:open: ")
}
