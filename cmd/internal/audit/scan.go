package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// scanner reads one page, token by token, with no more memory of the tree than its open elements.
type scanner struct {
	page *page

	open   []element
	count  map[string]int // open elements by name
	hidden int            // open elements that a screen reader passes over
	link   *link          // the link around this place; nil for none

	policy                   string // the Content-Security-Policy
	inlineScript             bool   // what follows is a script in the page
	hasLang, hasTitle        bool
	h1s, mains, currentSteps int // h1, main and aria-current="step"
	level                    int // of the heading before this place
	idReferences             []reference
}

// element is an element that is still open.
type element struct {
	name   string
	hidden bool
	link   *link
}

// link is an open link that somebody can hear.
type link struct {
	to      string
	hasName bool
}

// voidElements elements have no end.
var voidElements = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true,
	"link": true, "meta": true, "source": true, "track": true, "wbr": true,
}

// scanPage learns what there is to know of a page.
func scanPage(name string, data []byte) *page {
	s := &scanner{page: &page{name: name, ids: map[string]bool{}}, count: map[string]int{}, level: 1}
	s.read(data)
	s.closeTo(0)
	s.checkDocument()
	return s.page
}

// report notes that something is wrong with the page.
func (s *scanner) report(code, format string, args ...any) {
	s.page.findings = append(s.page.findings, Finding{s.page.name, code, fmt.Sprintf(format, args...)})
}

// read takes in the tokens of a page, or of a noscript element, which the tokenizer takes for text.
func (s *scanner) read(data []byte) {
	z := html.NewTokenizer(bytes.NewReader(data))
	raw := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			if raw {
				s.read(bytes.Clone(z.Raw()))
			} else {
				s.text(z.Text())
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			s.end(string(name))
			raw = false
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			s.start(t)
			raw = t.Data == "noscript" && s.count["noscript"] == 1 // one level down, or the cost would not be linear
		}
	}
}

// start opens an element.
func (s *scanner) start(t html.Token) {
	if s.count["template"] == 0 {
		s.attributes(t)
		s.rules(t)
	}
	if voidElements[t.Data] || t.Type == html.SelfClosingTagToken && s.count["svg"]+s.count["math"] > 0 {
		return
	}
	_, hidden := attr(t, "hidden")
	if value, _ := attr(t, "aria-hidden"); value == "true" {
		hidden = true
	}
	e := element{name: t.Data, hidden: hidden}
	if hidden {
		s.hidden++
	}
	if to, ok := attr(t, "href"); ok && t.Data == "a" && s.hidden+s.count["template"] == 0 {
		e.link = &link{to: to, hasName: hasLabel(t)}
		s.link = e.link
	}
	s.count[t.Data]++
	s.open = append(s.open, e)
}

// end closes an element, and those inside it whose ends were left out.
func (s *scanner) end(name string) {
	if s.count[name] == 0 {
		return
	}
	n := len(s.open) - 1
	for s.open[n].name != name {
		n--
	}
	s.closeTo(n)
}

// closeTo closes the innermost elements until n are open.
func (s *scanner) closeTo(n int) {
	for len(s.open) > n {
		e := s.open[len(s.open)-1]
		s.open = s.open[:len(s.open)-1]
		s.count[e.name]--
		if e.hidden {
			s.hidden--
		}
		if e.link == nil {
			continue
		}
		if !e.link.hasName {
			s.report("link-name", "the link to %q has neither text nor a label", e.link.to)
		}
		s.link = nil
	}
}

// text takes in text: a script, a title, or what a link is named by.
func (s *scanner) text(text []byte) {
	switch {
	case s.count["script"] > 0:
		s.script(text)
	case s.count["style"] > 0, s.count["template"] > 0, len(bytes.TrimSpace(text)) == 0:
	case s.count["title"] > 0 && s.count["svg"] == 0:
		s.hasTitle = true
	case s.link != nil && s.hidden == 0:
		s.link.hasName = true
	}
}

// script reports a script in the page, which the policy blocks unless it names its hash.
func (s *scanner) script(text []byte) {
	sum := sha256.Sum256(text)
	if s.inlineScript && !strings.Contains(s.policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
		s.report("inline-script", "the page's policy does not allow the script in it")
	}
	s.inlineScript = false
}

// checkDocument reports what can be said of a whole page only.
func (s *scanner) checkDocument() {
	if s.h1s != 1 {
		s.report("h1", "the page has %d h1, not one", s.h1s)
	}
	if s.mains != 1 {
		s.report("main", "the page has %d main, not one", s.mains)
	}
	if s.currentSteps > 1 {
		s.report("current-step", `%d elements have aria-current="step"`, s.currentSteps)
	}
	if !s.hasTitle {
		s.report("title", "the page has no title")
	}
	if !s.hasLang {
		s.report("lang", "the html element has no lang")
	}
	for _, r := range s.idReferences {
		if !s.page.ids[r.to] {
			s.report("dead-id", "%s %q: the page has no such id", r.from, r.to)
		}
	}
}

// attr returns the value of an attribute and whether the tag has it.
func attr(t html.Token, name string) (value string, ok bool) {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// hasLabel reports whether the tag itself names its element.
func hasLabel(t html.Token) bool {
	for _, name := range []string{"aria-label", "aria-labelledby", "title"} {
		if value, _ := attr(t, name); strings.TrimSpace(value) != "" {
			return true
		}
	}
	return false
}
