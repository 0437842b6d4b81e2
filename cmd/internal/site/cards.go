package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"guide/cmd/internal/card"
	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// maxCards is how many steps have a card of their own. All others have that of the home page.
const maxCards = 1000

const (
	faviconFile   = "img/favicon.svg"
	touchIconFile = "apple-touch-icon.png" // where phones look for it, if the site is at the root of its host
)

// cardSet holds the cards of a site: the home page's, then those of the steps. It is empty if the site has none.
type cardSet struct {
	names []string // in the site
	alts  []string // what a card shows, in words
}

// registerCards registers the cards, which links on other sites show. Their URLs are absolute, so there are none if the
// address of the site is not known. A card is drawn when it is opened, and its name depends on what it shows.
func (s *Site) registerCards() {
	if s.urls.base == "" || s.urls.offline || s.brand.Card.Value != "" {
		return
	}
	add := func(name, alt string, c card.Card) {
		name = "assets/card" + name + "." + c.Hash() + ".png"
		s.add(name, siteFile{render: func() ([]byte, error) { return c.PNG(), nil }, fingerprinted: true, drawn: true})
		s.cards.names = append(s.cards.names, name)
		s.cards.alts = append(s.cards.alts, alt)
	}
	text := norm.NFC.String
	title, steps := text(s.guide.Settings.Title.Value), s.guide.Steps
	home := card.Card{Title: text(s.guide.Title(s.guide.Home)), Guide: title, Steps: len(steps), Mark: s.hasMark}
	if home.Title == home.Guide {
		home.Guide = ""
	}
	add("", joinNonEmpty([]string{home.Guide, home.Title}, ": "), home)
	for _, step := range steps[:min(len(steps), maxCards)] {
		n := step.Position()
		c := card.Card{
			Title: text(s.guide.Title(step.Doc)), Guide: title, Step: n, Steps: len(steps), Mark: s.hasMark,
			Label: text(s.msg("stepOf", "n", strconv.Itoa(n), "total", strconv.Itoa(len(steps)))),
		}
		add("-"+strconv.Itoa(n), c.Label+": "+c.Title, c)
	}
}

// checkCards reports, once, that the cards cannot show the titles of pages. It does so without cards, too, so that a
// comment that silences it is never unused.
func (s *Site) checkCards() {
	var first diag.Problem
	count, lacking := 0, ""
	check := func(title frontmatter.Text, file string) {
		if text := norm.NFC.String(title.Value); !card.CanDraw(text) {
			if count++; count == 1 {
				first, lacking = title.In(file), card.Undrawable(text)
			}
		}
	}
	check(s.guide.Settings.Title, guide.SettingsFile)
	if s.guide.Home.File != "" {
		check(s.guide.Home.Page.Title, s.guide.Home.File)
	}
	for _, step := range s.guide.Steps[:min(len(s.guide.Steps), maxCards)] {
		check(step.Page.Title, step.File)
	}
	if count == 0 {
		return
	}
	message := "the pictures for sharing leave out this title"
	if r, _ := utf8.DecodeRuneInString(lacking); lacking != "" {
		message += fmt.Sprintf(", since their font has no %q (U+%04X)", lacking, r)
	}
	if count > 1 {
		message += fmt.Sprintf("; so it is with %d more", count-1)
	}
	s.buildProblems.report(diag.CardText.At(first, message, "they show the mark and the route in its place"))
}

// findIcons finds out whether the favicon is the program's own, which is the mark on the cards, and whether there is a
// touch icon. The program's own touch icon does not count beside another favicon.
func (t *theme) findIcons() {
	_, err := fs.Stat(t.staticFS, touchIconFile)
	t.hasMark = t.isBuiltIn(faviconFile) && t.brand.Favicon.Value == ""
	t.hasTouchIcon = err == nil && (t.hasMark || !t.isBuiltIn(touchIconFile))
}

// isBuiltIn reports whether a file of static/ is the one that the program brings along.
func (t *theme) isBuiltIn(name string) bool {
	files := t.staticFS
	data, err := files.ReadFile(name)
	own, ownErr := fs.ReadFile(files.base, name)
	return err == nil && ownErr == nil && bytes.Equal(data, own)
}

// CardURL returns the absolute URL of the picture that links to this page show, or "". Topics have that of their step,
// all other pages that of the home page.
func (v *View) CardURL() string {
	if address, ok := v.brandCard(); ok {
		return address
	}
	cards := v.site.cards
	if len(cards.names) == 0 {
		return ""
	}
	return v.site.urls.absolute("/" + cards.names[v.cardIndex()])
}

// CardAlt returns what the picture shows, in words.
func (v *View) CardAlt() string {
	if _, ok := v.brandCard(); ok {
		return v.site.guide.Settings.Title.Value
	}
	if len(v.site.cards.alts) == 0 {
		return ""
	}
	return v.site.cards.alts[v.cardIndex()]
}

func (v *View) cardIndex() int {
	if v.Step == nil || v.Step.Position() >= len(v.site.cards.names) {
		return 0
	}
	return v.Step.Position()
}

// TouchIcon returns the link to the icon that phones show for the site, or "".
func (v *View) TouchIcon() string {
	if !v.site.hasTouchIcon {
		return ""
	}
	return v.Href("/" + touchIconFile)
}
