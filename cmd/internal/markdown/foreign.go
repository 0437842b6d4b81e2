package markdown

import (
	"bytes"
	"cmp"
	"regexp"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/naming"
)

// foreignMarks are marks of other programs.
var foreignMarks = []struct {
	first         byte // of what the pattern matches
	pattern       *regexp.Regexp
	message, hint string
	rule          *diag.Rule                                            // nil for diag.ForeignMark
	fix           func(v *conversion, offset int, mark []byte) []change // or nil
}{
	{'[', regexp.MustCompile(`^\[\[[^\[\]\n]+\]\]`),
		"a wiki link is shown as it is written", "write [the text](page.md)", nil, linkForWikiLink},
	{'{', regexp.MustCompile(`^\{[{%][<%]?\s*tab[^{}\n]*\}{1,2}`), "tabs are shown as they are written", tabsHint,
		diag.UnsupportedBlock, nil},
	{'{', regexp.MustCompile(`^\{:\s*[.#][^{}\n]*\}`),
		"a list of attributes is shown as it is written", "delete it", nil, deleteMark},
	{'{', regexp.MustCompile(`^\{[{%][<%]?\s*(?:youtube|vimeo|video|embed)\b[^{}\n]*\}{1,2}`),
		"a shortcode is shown as it is written", "write a picture with a link: [![what the video shows](still.jpg)]" +
			"(its address)", nil, nil},
	{'{', regexp.MustCompile(`^\{\{[^{}\n]*\}\}`),
		"a shortcode is shown as it is written", "say it in Markdown, or fill in what belongs here", nil, nil},
	{'{', regexp.MustCompile(`^\{%[^{}\n]*%\}`),
		"a tag of a template is shown as it is written", "say it in Markdown", nil, alertForHint},
	{'{', regexp.MustCompile("^\\{[a-z][a-z:-]*\\}`"),
		"a role of another program is shown as it is written", "say it in Markdown, such as [the text](page.md)",
		nil, nil},
	{'^', regexp.MustCompile(`^\^\[[\pL\d“"*_][^\[\]\n]* [^\[\]\n]+\]`),
		"a footnote within the text is shown as it is written",
		"write [^1] here, and its text behind [^1]: on a line below", nil, nil},
	{'[', regexp.MustCompile(`^\[/(?:b|i|u|url|img|quote|code)\]`),
		"a tag of a forum is shown as it is written", "say it in Markdown, such as **words**", nil, nil},
	{'<', regexp.MustCompile(`^<https?://[^<>|\s]*\|[^<>\n]*>`),
		"a link of a chat is shown as it is written", "write [the text](address)", nil, nil},
	{':', regexp.MustCompile(`^:[a-z][a-z_]+[a-z0-9]:(?:[\s.,;!?)]|$)`),
		"the code of an emoji is shown as it is written", "paste the emoji itself", nil, nil},
	{'$', regexp.MustCompile(`^\$\$[^$\n]+\$\$`),
		aFormula, formulaHint, diag.UnsupportedBlock, nil},
	{'$', regexp.MustCompile(`^\$[^$\s\d{][^$\n]*[\\^_{}][^$\n]*[^$\s]\$(?:[^\w{]|$)`),
		aFormula, formulaHint, diag.UnsupportedBlock, nil},
	{'<', regexp.MustCompile(`^</?[a-z]\d?:[A-Za-z]+[^<>\n]*>`),
		"a tag of a word processor is shown as it is written", "delete it", nil, deleteMark},
	{'=', regexp.MustCompile(`^==\w[^=\n]*==`),
		"marked text is shown as it is written", "write **words** for strong ones", nil, starsForMarked},
	{'\\', regexp.MustCompile(`^\\\\[(\[][^\n]+?\\\\[)\]]`),
		aFormula, formulaHint, diag.UnsupportedBlock, nil},
	{'\\', regexp.MustCompile(`^\\[(\[][^\n]*[\^{}][^\n]*?\\[)\]]`),
		aFormula, formulaHint, diag.UnsupportedBlock, nil},
	{'~', regexp.MustCompile(`^~[^\s~]{1,10}~`),
		"a small figure is shown as it is written", "write <sub> before it and </sub> behind it", nil, tagsForMarks},
	{'^', regexp.MustCompile(`^\^[^\s^\[\]]{1,10}\^`),
		"a small figure is shown as it is written", "write <sup> before it and </sup> behind it", nil, tagsForMarks},
}

// endsParagraph matches what stands before the attributes of a paragraph that are on its line.
var endsParagraph = regexp.MustCompile(`^[^#\s].* $`)

const (
	aFormula    = "a formula is shown as it is written"
	formulaHint = "say it in words, with <sup> and <sub>; or save it as a picture: ![what it says](formula.svg)"
	tabsHint    = "write a heading for each, or a fold-out, <details>: guide help markdown"
)

// isWikiLink reports whether brackets are a wiki link, and not the name of something, as [[Prototype]] is in
// JavaScript.
func (v *conversion) isWikiLink(offset int, brackets []byte) bool {
	name := string(brackets[2 : len(brackets)-2])
	if strings.ContainsAny(name, " |#./") || offset > 0 && v.src[offset-1] == '!' {
		return true
	}
	return v.env.Resolve != nil && v.env.Resolve(naming.Slug(name)+".md", false).Rule == nil
}

// reportForeign reports a mark of another program. It returns how many bytes after the first one to skip.
func (v *conversion) reportForeign(offset int) int {
	switch c := v.src[offset]; {
	case (c == ':' || c == '=') && offset > 0 && bytes.IndexByte([]byte(" \n\t(*_"), v.src[offset-1]) < 0:
		return 0 // in a word, or at its end
	case (c == '~' || c == '^') && !v.followsWord(offset) && !bytes.HasPrefix(v.src[offset:], []byte("^[")):
		return 0 // about, or nothing
	case bytes.HasPrefix(v.src[offset:], []byte("{:")) && !endsParagraph.Match(v.lineBefore(offset)):
		return 0 // other problems have it
	}
	for i := range foreignMarks {
		mark := &foreignMarks[i]
		if mark.first != v.src[offset] {
			continue
		}
		m := mark.pattern.Find(v.src[offset : offset+v.lineLen(offset)])
		if m == nil {
			continue
		}
		if bytes.HasPrefix(m, []byte("[[")) && !v.isWikiLink(offset, m) {
			continue
		}
		if m = bytes.TrimRight(m, " \t\n.,;!?"); m[0] == '$' {
			m = m[:bytes.LastIndexByte(m, '$')+1]
		}
		v.report(offset, len(m), cmp.Or(mark.rule, diag.ForeignMark), mark.message, mark.hint)
		if mark.fix != nil {
			v.fix(mark.fix(v, offset, m)...)
		}
		return len(m) - 1
	}
	return 0
}
