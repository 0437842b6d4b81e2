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

	policy              string // the Content-Security-Policy
	inline              bool   // what follows is a script in the page
	lang, titled        bool
	h1s, mains, current int // h1, main and aria-current="step"
	level               int // of the heading before this place
	named               []reference
}

// element is an element that is still open.
type element struct {
	name   string
	hidden bool
	link   *link
}

// link is an open link that somebody can hear.
type link struct {
	to    string
	named bool
}

// void elements have no end.
var void = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true,
	"link": true, "meta": true, "source": true, "track": true, "wbr": true,
}

// scan learns what there is to know of a page.
func scan(name string, data []byte) *page {
	s := &scanner{page: &page{name: name, ids: map[string]bool{}}, count: map[string]int{}, level: 1}
	s.read(data)
	s.closeTo(0)
	s.conclude()
	return s.page
}

// fault notes that something is wrong with the page.
func (s *scanner) fault(code, format string, args ...any) {
	s.page.faults = append(s.page.faults, Fault{s.page.name, code, fmt.Sprintf(format, args...)})
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
	if void[t.Data] || t.Type == html.SelfClosingTagToken && s.count["svg"]+s.count["math"] > 0 {
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
		e.link = &link{to: to, named: labelled(t)}
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
		if !e.link.named {
			s.fault("link-name", "the link to %q has neither text nor a label", e.link.to)
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
		s.titled = true
	case s.link != nil && s.hidden == 0:
		s.link.named = true
	}
}

// script reports a script in the page, which the policy blocks unless it names its hash.
func (s *scanner) script(text []byte) {
	sum := sha256.Sum256(text)
	if s.inline && !strings.Contains(s.policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
		s.fault("inline-script", "the page's policy does not allow the script in it")
	}
	s.inline = false
}

// conclude reports what can be said of a whole page only.
func (s *scanner) conclude() {
	if s.h1s != 1 {
		s.fault("h1", "the page has %d h1, not one", s.h1s)
	}
	if s.mains != 1 {
		s.fault("main", "the page has %d main, not one", s.mains)
	}
	if s.current > 1 {
		s.fault("current-step", `%d elements have aria-current="step"`, s.current)
	}
	if !s.titled {
		s.fault("title", "the page has no title")
	}
	if !s.lang {
		s.fault("lang", "the html element has no lang")
	}
	for _, r := range s.named {
		if !s.page.ids[r.to] {
			s.fault("dead-id", "%s %q: the page has no such id", r.from, r.to)
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

// labelled reports whether the tag itself names its element.
func labelled(t html.Token) bool {
	for _, name := range []string{"aria-label", "aria-labelledby", "title"} {
		if value, _ := attr(t, name); strings.TrimSpace(value) != "" {
			return true
		}
	}
	return false
}
