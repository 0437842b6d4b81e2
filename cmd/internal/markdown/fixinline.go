package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/naming"
)

// curlyTitle matches what is between the brackets of a link with a title in curly quotes.
var curlyTitle = regexp.MustCompile(`^(\s*\S+\s+)[“”„‟]([^“”„‟"\n]*)[“”„‟]\s*$`)

// fixLinkTitle writes straight quotes around the title that is between two offsets, with the address before it.
func (v *conversion) fixLinkTitle(from, to int) {
	if m := curlyTitle.FindSubmatchIndex(v.src[from:to]); m != nil {
		title := string(v.src[from+m[4] : from+m[5]])
		v.fix(change{from + m[3], to, `"` + title + `"`})
	}
}

var (
	titleSuffix  = regexp.MustCompile(`\s+"[^"\n]*"\s*$`)
	addressStart = regexp.MustCompile(`^(?:https?://|www\.|\.{0,2}/\S|` +
		`[\w ./-]+\.(?:md|svg|png|jpe?g|webp|gif|pdf|csv)\b)`)
)

// fixSpaces encodes the spaces of the address between two offsets, or takes them out of a telephone number.
func (v *conversion) fixSpaces(from, to int) {
	text := v.src[from:to]
	text = text[:len(text)-len(titleSuffix.Find(text))]
	trimmed := bytes.TrimLeft(text, " \t")
	from += len(text) - len(trimmed)
	address := string(bytes.TrimRight(trimmed, " \t"))
	isMail := strings.HasPrefix(address, "mailto:")
	if !isMail && !strings.HasPrefix(address, "tel:") && !addressStart.MatchString(address) {
		return
	}
	recipient, _, _ := strings.Cut(address, "?")
	if isMail && strings.Contains(recipient, " ") {
		return
	}
	better := strings.ReplaceAll(address, " ", spaceIn(address))
	if strings.ContainsFunc(better, unicode.IsSpace) || strings.ContainsAny(better, `"<>`) || better == address {
		return // a tab or an invisible space
	}
	v.Problems[len(v.Problems)-1].Hint = "write " + diag.Truncate(better)
	v.fix(change{from, from + len(address), better})
}

// spaceIn returns what is written for a space in an address: nothing in a telephone number.
func spaceIn(address string) string {
	if strings.HasPrefix(address, "tel:") {
		return ""
	}
	return "%20"
}

// linkForWikiLink makes a link of [[Tools]] or [[tools.md|the tools]] if there is that page.
func linkForWikiLink(v *conversion, offset int, mark []byte) []change {
	name, text, hasText := strings.Cut(string(mark[2:len(mark)-2]), "|")
	if !hasText {
		text = name
	}
	name, fragment, _ := strings.Cut(strings.TrimSpace(name), "#")
	file := naming.Slug(strings.TrimSuffix(name, ".md")) + ".md"
	if v.env.Resolve == nil || fragment != "" || v.env.Resolve(file, false).Rule != nil ||
		offset > 0 && v.src[offset-1] == '!' {
		return nil
	}
	return []change{{offset, offset + len(mark), "[" + strings.TrimSpace(text) + "](" + file + ")"}}
}

// deleteMark deletes a mark.
func deleteMark(_ *conversion, offset int, mark []byte) []change {
	return []change{{offset, offset + len(mark), ""}}
}

// starsForMarked makes **words** of ==words==.
func starsForMarked(_ *conversion, offset int, mark []byte) []change {
	end := offset + len(mark)
	return []change{{offset, offset + 2, "**"}, {end - 2, end, "**"}}
}

// tagsForMarks makes <sub>2</sub> of ~2~ and <sup>2</sup> of ^2^.
func tagsForMarks(_ *conversion, offset int, mark []byte) []change {
	name := map[byte]string{'~': "sub", '^': "sup"}[mark[0]]
	end := offset + len(mark)
	return []change{{offset, offset + 1, "<" + name + ">"}, {end - 1, end, "</" + name + ">"}}
}
