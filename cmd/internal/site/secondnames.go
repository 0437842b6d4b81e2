package site

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
)

// A heading has a second name: the id that GitHub would give it, #qa for "Q&A", whose id here is q-a. A link to it
// leads to the id.

// gitHubIDs returns the second names of headings, in their order. GitHub numbers those that are alike from 1.
func gitHubIDs(headings []markdown.Heading) []string {
	ids, count := make([]string, len(headings)), map[string]int{}
	for i, h := range headings {
		base := gitHubID(h.Text)
		ids[i] = base
		if n := count[base]; n > 0 {
			ids[i] += "-" + strconv.Itoa(n)
		}
		count[base]++
	}
	return ids
}

func gitHubID(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, title)
}

// headingID returns the id on a page that the fragment of a link stands for: that of a heading if the fragment is its
// second name, else the fragment.
func (s *Site) headingID(target guide.LinkTarget) string {
	if target.Doc == nil || target.File != nil || target.Fragment == "" {
		return target.Fragment
	}
	if _, isItem := s.guide.Item(target.Fragment); isItem || s.lineIDs(target.Doc)[target.Fragment] {
		return target.Fragment
	}
	headings := s.headingsOf(target.Doc)
	second := ""
	for i, id := range gitHubIDs(headings) {
		switch {
		case headings[i].ID == target.Fragment:
			return target.Fragment
		case id == target.Fragment && second == "":
			second = headings[i].ID
		}
	}
	if second != "" {
		return second
	}
	return target.Fragment
}

// docIDs are ids on a page, whose file had the hash.
type docIDs struct {
	hash guide.Hash
	ids  map[string]bool
}

// lineIDs returns the ids of the headings of a page as far as its lines tell them: most links need no more, and to
// parse the page takes longer.
func (s *Site) lineIDs(d *guide.Doc) map[string]bool {
	if known, ok := s.headingLines.Load(d); ok && known.(docIDs).hash == d.Hash() {
		return known.(docIDs).ids
	}
	data, hash, err := d.Source(s.opts.Source, new(bytes.Buffer))
	if err != nil {
		return nil // the check of the page itself reports it
	}
	ids := map[string]bool{}
	for line := range bytes.Lines(data[min(d.BodyOffset, len(data)):]) {
		title, isHeading := strings.CutPrefix(strings.TrimSpace(string(line)), "#")
		if !isHeading {
			continue
		}
		if i := strings.LastIndex(title, "{#"); i >= 0 && strings.HasSuffix(title, "}") {
			ids[title[i+len("{#"):len(title)-1]] = true
		} else {
			ids[naming.Slug(title)] = true
		}
	}
	s.headingLines.Store(d, docIDs{hash, ids})
	return ids
}
