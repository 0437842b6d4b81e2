package main

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// printedSheets returns the texts of the sheets of the printed page.
func (r *siteFixture) printedSheets(tab *browser.Tab) []string {
	r.Helper()
	pdf, err := tab.PDF()
	r.must(err)
	return pdfSheets(r.T, pdf)
}

// sheetMargin is what a browser draws first: the number of the sheet, the address and the day.
var sheetMargin = regexp.MustCompile(`^\d+ / \d+ \S+, [\w, ]{0,20}\d{4} `)

// pdfSheets returns the texts of the sheets of a PDF file, with single spaces, in drawing order.
func pdfSheets(t *testing.T, pdf []byte) []string {
	t.Helper()
	var sheets []string
	for _, lines := range pdfLines(t, pdf, "-raw") {
		sheets = append(sheets, sheetMargin.ReplaceAllString(collapseSpaces(strings.Join(lines, " ")), ""))
	}
	return sheets
}

// pdfLines returns the lines of the sheets of a PDF file, in drawing order ("-raw") or from the top ("-layout").
func pdfLines(t *testing.T, pdf []byte, order string) [][]string {
	t.Helper()
	cmd := exec.Command("pdftotext", order, "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var sheets [][]string
	for _, sheet := range strings.Split(strings.TrimSuffix(string(out), "\f"), "\f") {
		lines := strings.FieldsFunc(ligatures.Replace(sheet), func(r rune) bool { return r == '\n' })
		sheets = append(sheets, lines)
	}
	return sheets
}

// ligatures are what Firefox draws for some letters.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl")

func collapseSpaces(s string) string { return strings.Join(strings.Fields(s), " ") }

// removeSpaces removes all spaces, since line breaks may be inside words.
func removeSpaces(s string) string { return strings.Join(strings.Fields(s), "") }

func (r *siteFixture) requirePDFToText() {
	r.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil && os.Getenv("GUIDE_BROWSER") != "1" {
		r.Skip(err)
	}
}

// printContent is the content of a page that must be printed.
type printContent struct {
	Heads, Items, Titles, Addresses, Text []string
}

var printContentScript = "(" + js("print_content") + ")()"

// TestPrint checks that the content of pages is printed in black, without what only a screen needs, that addresses
// follow their links, and that no item is split between sheets.
func TestPrint(t *testing.T) {
	t.Parallel()
	for name, files := range testGuides {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newSiteFixture(t, files)
			r.requirePDFToText()
			tab := r.newTab(browser.View{Dark: true})
			r.must(tab.AddInitScript(`localStorage.setItem("guide-theme", "dark")`))
			sheets := 0
			for _, page := range r.samplePages() {
				if page == "/was/" || page == "/404.html" {
					continue // these two redirect or only link
				}
				r.goTo(tab, page)
				want := eval[printContent](r, tab, printContentScript)
				paper := r.printedSheets(tab)
				sheets += len(paper)
				r.checkPrinted(page, want, paper)
			}
			reportMetric(t, "printing %s: %d sheets of A4", name, sheets)
		})
	}
}

func (r *siteFixture) checkPrinted(page string, want printContent, paper []string) {
	r.Helper()
	all := strings.Join(paper, " ")
	sheets := make([]string, len(paper))
	for i, sheet := range paper {
		sheets[i] = stripAddresses(removeSpaces(sheet))
	}
	for _, part := range [][]string{want.Heads, want.Titles, want.Text} {
		for _, text := range strings.Split(strings.Join(part, "\x00"), "\x00") {
			if !isPrintedOn(sheets, stripAddresses(removeSpaces(text))) {
				r.Errorf("%s: not printed: %q", page, collapseSpaces(text))
			}
		}
	}
	for _, item := range want.Items {
		if n := countSheetsWith(paper, item); n != 1 {
			r.Errorf("%s: complete on %d sheets: %q", page, n, collapseSpaces(item))
		}
	}
	for _, address := range want.Addresses {
		if !strings.Contains(removeSpaces(all), address) {
			r.Errorf("%s: the address %s is not printed", page, address)
		}
	}
	text := collapseSpaces(strings.Join(slices.Concat(want.Heads, want.Text), " "))
	for _, screen := range screenTexts {
		if strings.Count(all, screen) > strings.Count(text, screen) { // a text may name a button
			r.Errorf("%s: printed, but only for screens: %q", page, screen)
		}
	}
}

// screenTexts are texts of what is for screens only.
var screenTexts = []string{"Skip to the text", "My progress Resources", "Menu", "On this page", "Previous",
	"Print this list", "Print my plan", "Where are you now?", "See what is done and what is next", "Keep it safe",
	"Helps you to:", "Colours", "This site sets no cookies"}

// isPrintedOn reports whether a text is on a sheet, or begins on one and ends on the next one. Text drawn last, such as
// facts, may be anywhere on a sheet.
func isPrintedOn(sheets []string, text string) bool {
	for i, sheet := range sheets {
		begins := sort.Search(len(text), func(n int) bool { return !strings.Contains(sheet, text[:n+1]) })
		if begins == len(text) || begins > 0 && i+1 < len(sheets) && strings.Contains(sheets[i+1], text[begins:]) {
			return true
		}
	}
	return text == ""
}

func countSheetsWith(paper []string, item string) int {
	n := 0
	for _, sheet := range paper {
		if strings.Contains(stripAddresses(removeSpaces(sheet)), stripAddresses(removeSpaces(item))) {
			n++
		}
	}
	return n
}

// stripAddresses removes the addresses after links, "<https://example.org/>", and the dots between facts, which are
// drawn.
func stripAddresses(s string) string {
	return strings.NewReplacer("·", "", "•", "").Replace(printedAddress.ReplaceAllString(s, ""))
}

var printedAddress = regexp.MustCompile(`<https?://[^<>]*>`)

// TestPrintStepPerSheet checks that every step of /all/ begins on a new sheet.
func TestPrintStepPerSheet(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, nil)
	r.requirePDFToText()
	tab := r.openPage(browser.View{}, "/all/")
	steps := eval[[]string](r, tab,
		`[...document.querySelectorAll(".all-step > h2")].map((h) => h.childNodes[1].textContent)`)
	if len(steps) != 7 {
		t.Fatalf("%d steps: %q", len(steps), steps)
	}
	pdf, err := tab.PDF()
	r.must(err)
	paper := pdfLines(t, pdf, "-layout") // from the top
	cover := strings.Join(paper[0], " ")
	if !strings.Contains(cover, "Step 1: Understand the role") || !strings.Contains(cover, "Step 7: Stay committed") {
		t.Errorf("the first sheet does not list the steps: %s", cover)
	}
	for _, step := range steps {
		first := 0
		for _, sheet := range paper {
			if strings.HasSuffix(removeSpaces(sheet[0]), removeSpaces(step)) { // after its number
				first++
			}
		}
		if first != 1 {
			t.Errorf("%q begins %d sheets", step, first)
		}
	}
}

// TestPrintBoxes checks that checkboxes are printed as squares with borders, without backgrounds, and ticks as black
// lines.
func TestPrintBoxes(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, fullGuide)
	r.requirePDFToText()
	tab := r.openPage(browser.View{Dark: true}, "/steps/first/")
	r.must(tab.Click("#two input"))
	// A4 without margins is 673 CSS pixels wide.
	r.must(tab.Emulate(browser.View{Width: 673, Height: 900, Dark: true, Print: true}))
	const box = `((box, body, tick) => [
		box.appearance, box.borderStyle, box.width === box.height, parseFloat(box.borderTopWidth) >= 1, box.borderColor,
		tick("#one"), tick("#two"), body.colorScheme, body.color, document.scrollingElement.scrollWidth <= innerWidth,
	].join(" | "))(getComputedStyle(document.querySelector("#one input")), getComputedStyle(document.body),
		(row) => ((s) => s.content !== "none" && parseFloat(s.borderBottomWidth) >= 1 && s.borderBottomColor)(
			getComputedStyle(document.querySelector(row + " input"), "::before")))`
	got := eval[string](r, tab, box)
	want := "none | solid | true | true | rgb(0, 0, 0) | false | rgb(0, 0, 0) | light | rgb(19, 32, 31) | true"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// TestPrintSheet prints a worksheet alone, on one sheet of paper.
func TestPrintSheet(t *testing.T) {
	t.Parallel()
	r := newSiteFixture(t, map[string]string{
		"content/guide.yaml":           checklistGuide["content/guide.yaml"],
		"content/steps/1-one/log.md":   pageSource("Log", "", "Before.\n\n## Sheet\n\n![My log](log.csv)\n\nAfter.\n"),
		"content/steps/1-one/index.md": pageSource("One", "", "Text.\n"),
		"content/steps/1-one/log.csv":  "Date,What\n1 May,A talk\n,\n,\n",
	})
	r.requirePDFToText()
	tab := r.newTab(browser.View{})
	r.must(tab.AddInitScript(`window.print = () => (window.printed = document.documentElement.dataset.print);`))
	r.goTo(tab, "/steps/one/log/")
	r.must(tab.Click(".sheet button"))
	r.must(tab.Wait(`window.printed === "sheet"`))
	if got, want := strings.Join(r.printedSheets(tab), " / "), "My log Date What 1 May A talk"; got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
}
