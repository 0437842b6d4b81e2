package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// scanner reads one page token by token. Of the tree it keeps the open elements only.
type scanner struct {
	page *page

	open  []string       // names of the open elements, the innermost last
	count map[string]int // open elements by name

	policy            string // the Content-Security-Policy
	inlineScript      bool   // the text that follows is a script in the page
	h1s, currentSteps int    // elements h1, and elements with aria-current="step"
	idReferences      []reference
}

// voidElements have no end tag.
var voidElements = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true,
	"link": true, "meta": true, "source": true, "track": true, "wbr": true,
}

// scanPage returns the references, ids and findings of a page.
func scanPage(name string, data []byte) *page {
	s := &scanner{page: &page{name: name, ids: map[string]bool{}}, count: map[string]int{}}
	s.read(data)
	s.closeTo(0)
	s.checkDocument()
	return s.page
}

// report adds a finding.
func (s *scanner) report(code, format string, args ...any) {
	s.page.findings = append(s.page.findings, Finding{s.page.name, code, fmt.Sprintf(format, args...)})
}

// read reads the tokens of a page, or of a noscript element, whose content the tokenizer returns as text.
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
			} else if s.count["script"] > 0 {
				s.script(z.Text())
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			s.end(string(name))
			raw = false
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			s.start(t)
			raw = t.Data == "noscript" && s.count["noscript"] == 1 // only the outermost: the cost must stay linear
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
	s.count[t.Data]++
	s.open = append(s.open, t.Data)
}

// end closes an element and those inside it whose end tags are missing.
func (s *scanner) end(name string) {
	if s.count[name] == 0 {
		return
	}
	n := len(s.open) - 1
	for s.open[n] != name {
		n--
	}
	s.closeTo(n)
}

// closeTo closes the innermost elements until n are open.
func (s *scanner) closeTo(n int) {
	for len(s.open) > n {
		s.count[s.open[len(s.open)-1]]--
		s.open = s.open[:len(s.open)-1]
	}
}

// script reports a script in the page unless the policy names its hash.
func (s *scanner) script(text []byte) {
	sum := sha256.Sum256(text)
	if s.inlineScript && !strings.Contains(s.policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
		s.report("inline-script", "the page's policy does not allow the script in it")
	}
	s.inlineScript = false
}

// checkDocument applies the rules for a page as a whole.
func (s *scanner) checkDocument() {
	if s.h1s != 1 {
		s.report("h1", "the page has %d h1, not one", s.h1s)
	}
	if s.currentSteps > 1 {
		s.report("current-step", `%d elements have aria-current="step"`, s.currentSteps)
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
