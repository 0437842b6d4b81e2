package audit

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// Section is what stands between two headings of a page's text.
type Section struct {
	Heading string
	Running []string // paragraphs and list items
	Other   []string // cells of tables, captions, names of alerts
	Sourced bool     // it has a footnote, or a link to another site
}

// Prose returns the text of a page in sections, without its footnotes, checklist and resources.
func Prose(data []byte) []Section {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	r := &proseReader{sections: []Section{{}}}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && hasClass(n, "text") {
			r.read(n)
		}
	}
	return r.sections
}

// proseReader walks the elements of a text.
type proseReader struct{ sections []Section }

// blocks are the elements that hold text by themselves: true for running text.
var blocks = map[string]bool{"p": true, "li": true, "dd": true, "td": false, "th": false, "dt": false, "figcaption": false, "pre": false}

func (r *proseReader) read(n *html.Node) {
	for c := range n.ChildNodes() {
		switch {
		case c.Type != html.ElementNode, hasClass(c, "footnotes"):
		case len(c.Data) == 2 && c.Data[0] == 'h' && c.Data[1] >= '1' && c.Data[1] <= '6':
			r.sections = append(r.sections, Section{Heading: words(c)})
		default:
			r.block(c)
			r.read(c)
		}
	}
}

func (r *proseReader) block(n *html.Node) {
	s := &r.sections[len(r.sections)-1]
	if cites(n) {
		s.Sourced = true
	}
	running, ok := blocks[n.Data]
	text := words(n)
	switch {
	case !ok || text == "":
	case running && !hasClass(n, "alert-title"):
		s.Running = append(s.Running, text)
	default:
		s.Other = append(s.Other, text)
	}
}

// cites reports whether an element is a footnote's reference or a link to another site.
func cites(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Data == "a" && c.Type == html.ElementNode {
			if href := attribute(c, "href"); hasClass(c, "footnote-ref") || strings.HasPrefix(href, "http") {
				return true
			}
		}
	}
	return false
}

// notText are elements whose text is none of the element around them.
var notText = []string{"ul", "ol", "sup"}

// words returns the text of an element, without blocks that stand inside it, references, permalinks and
// downloads.
func words(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := range n.ChildNodes() {
			_, block := blocks[c.Data]
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.Type != html.ElementNode, block, slices.Contains(notText, c.Data), hasClass(c, "permalink"), n.Data == "figcaption" && c.Data == "a":
			default:
				walk(c)
			}
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func hasClass(n *html.Node, name string) bool {
	for _, class := range strings.Fields(attribute(n, "class")) {
		if class == name {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// Items returns the text of the elements with a class inside every item and resource of a page.
func Items(data []byte, class string) (texts []string) {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	for row := range root.Descendants() {
		if attribute(row, "data-item") == "" {
			continue
		}
		for n := range row.Descendants() {
			if hasClass(n, class) {
				texts = append(texts, deepText(n))
			}
		}
	}
	return texts
}

func deepText(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

var sentenceEnd = regexp.MustCompile(`[.!?][”’")\]]*(\s+|$)`)

// Sentences splits running text. The end of a block is the end of a sentence, too.
func Sentences(blocks []string) (sentences []string) {
	for _, b := range blocks {
		for _, s := range strings.Split(sentenceEnd.ReplaceAllString(b, "$0\x00"), "\x00") {
			if s = strings.TrimSpace(s); strings.ContainsFunc(s, unicode.IsLetter) {
				sentences = append(sentences, s)
			}
		}
	}
	return sentences
}

// Grade returns the Flesch-Kincaid grade of running text, the years of American school that it asks for
// (Kincaid and others, Derivation of new readability formulas, 1975), and its number of words. Syllables
// are counted by their vowels.
func Grade(blocks []string) (grade float64, count int) {
	sentences := Sentences(slices.DeleteFunc(slices.Clone(blocks), isFragment))
	syllables := 0
	for _, s := range sentences {
		for _, w := range wordPattern.FindAllString(s, -1) {
			count++
			syllables += syllablesOf(w)
		}
	}
	if count == 0 {
		return 0, 0
	}
	n := float64(count)
	return 0.39*n/float64(len(sentences)) + 11.8*float64(syllables)/n - 15.59, count
}

// isFragment reports whether a block is no sentence: a list item of a few words, say.
func isFragment(block string) bool { return !strings.ContainsAny(block[max(len(block)-5, 0):], ".!?:") }

var (
	wordPattern = regexp.MustCompile(`[\p{L}\d]+(?:[’'][\p{L}]+)*`)
	vowels      = regexp.MustCompile(`[aeiouy]+`)
	apart       = regexp.MustCompile(`[^tscg]i[aou]|[aeiou]ying|creat|quie`)                                                                    // two syllables where vowels stand together
	silent      = regexp.MustCompile(`[^aeiouylscgzx]es?$|[^aeiouyl][^aeiouyl]?[cgsz]e$|[aeiouy][lcgsz]e$|[aeiouy]les$|[^td]ed$|[a-z]ements?$`) // an e that is not heard
)

func syllablesOf(word string) int {
	if word == strings.ToUpper(word) {
		return 1 // an abbreviation or a number
	}
	word = strings.ToLower(word)
	n := len(vowels.FindAllString(word, -1)) + len(apart.FindAllString(word, -1)) - len(silent.FindAllString(word, -1))
	return max(n, 1)
}
