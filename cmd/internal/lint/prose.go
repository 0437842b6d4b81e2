package lint

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/prose"
)

// vagueTexts are texts of links that could lead anywhere.
var vagueTexts = map[string]bool{
	"here": true, "click here": true, "click": true, "click this": true, "click this link": true, "right here": true,
	"over here": true, "see here": true, "go here": true, "from here": true, "in here": true, "read here": true,
	"this": true, "that": true, "it": true, "link": true, "a link": true, "the link": true, "this link": true,
	"following link": true, "the following link": true, "follow this link": true, "this page": true, "this site": true,
	"this website": true, "this one": true, "page": true, "website": true, "more": true, "read more": true,
	"see more": true, "learn more": true, "find out more": true, "more info": true, "more information": true,
	"more details": true, "details": true, "info": true, "read this": true, "see this": true, "check this": true,
	"check this out": true, "check it out": true,
}

// longestVague is the length in bytes of the longest vague text, with marks around it.
const longestVague = 30

// vagueLink finds links whose words do not say where they lead: who listens to a list of the links of a page hears
// nothing else.
func vagueLink(text Text) []diag.Problem {
	var out []diag.Problem
	for _, l := range text.Links {
		words := ""
		if len(l.Text) <= longestVague {
			words = strings.ToLower(strings.Trim(l.Text, " .,!?()>»→…"))
		}
		const hint = "put between the square brackets what readers find there"
		switch {
		case l.Text == "":
			out = append(out, diag.VagueLink.At(l.Pos(), "the link has no words", hint))
		case vagueTexts[words] && text.English():
			out = append(out, diag.VagueLink.At(l.Pos(),
				fmt.Sprintf("the words %q do not say where the link leads", l.Text), hint))
		}
	}
	return out
}

var (
	// claimPattern matches a number that claims something: a share, an amount of money, or a count.
	claimPattern = regexp.MustCompile(`(?i)\b\d[\d,.]*\s?(?:%|per cent\b|percent\b|(?:million|billion|trillion)\b)|` +
		`[£$€]\s?\d[\d,.]*(?:\s?(?:k|m|bn|million|billion))?\b|` +
		`\b(?:\d+|one|two|three|four|five|six|seven|eight|nine) (?:in|out of) (?:every )?` +
		`(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b`)

	numberWord = regexp.MustCompile(`^(?i:\d+|one|two|three|four|five|six|seven|eight|nine)$`)

	// exampleWords say that a number claims nothing.
	exampleWords = regexp.MustCompile(`(?i)\b(?:example|e\.g|such as|say|suppose|imagine|made[- ]up|invented|` +
		`our (?:own )?estimate|if|would|could|your|you)\b`)
)

// mayClaim reports whether claimPattern is worth a try.
func mayClaim(text []byte) bool {
	for _, sign := range []string{"%", "$", "£", "€", "cent", "illion", " out of "} {
		if bytes.Contains(text, []byte(sign)) {
			return true
		}
	}
	for from := 0; ; { // one in five
		i := bytes.Index(text[from:], []byte(" in "))
		if i < 0 {
			return false
		}
		word := text[bytes.LastIndexByte(text[:from+i], ' ')+1 : from+i]
		if len(word) <= len("seven") && numberWord.Match(word) {
			return true
		}
		from += i + 1
	}
}

// findClaim returns the place of the first number that claims something, or nil. 100% of a thing is just all of it.
func findClaim(text []byte) []int {
	for _, m := range claimPattern.FindAllIndex(text, -1) {
		if !bytes.HasPrefix(text[m[0]:m[1]], []byte("100%")) {
			return m
		}
	}
	return nil
}

// unsourcedNumber finds numbers that claim something, in a paragraph that names no source.
func unsourcedNumber(text Text) []diag.Problem {
	var out []diag.Problem
	if !text.Guide.IsOn(diag.UnsourcedNumber) || !text.English() {
		return nil
	}
	for i := range text.Paragraphs {
		p := &text.Paragraphs[i]
		if p.Cited || !p.IsRunning() || !mayClaim(p.Text) {
			continue
		}
		m := findClaim(p.Text)
		if m == nil || exampleWords.Match(p.Text) {
			continue
		}
		out = append(out, diag.UnsourcedNumber.At(p.At(m[0], m[1]-m[0]),
			fmt.Sprintf("nothing near %q says where it is from", p.Text[m[0]:m[1]]),
			"add a footnote or a link to the source in the same paragraph"))
	}
	return out
}

// rhythm finds sentences that are too long, and runs of short ones.
func rhythm(text Text) []diag.Problem {
	wantsLong, wantsChoppy := text.Guide.IsOn(diag.LongSentence), text.Guide.IsOn(diag.ChoppySentences)
	if !wantsLong && !wantsChoppy || !text.English() {
		return nil
	}
	var out []diag.Problem
	var sentences []prose.Sentence
	for i := range text.Paragraphs {
		p := &text.Paragraphs[i]
		if !p.IsRunning() {
			continue
		}
		sentences = prose.Sentences(sentences[:0], p.Text)
		if wantsLong {
			out = append(out, longSentences(p, sentences)...)
		}
		if wantsChoppy && p.Place == markdown.InText {
			out = append(out, choppyRuns(p, sentences)...)
		}
	}
	return out
}

func longSentences(p *markdown.Paragraph, sentences []prose.Sentence) []diag.Problem {
	var out []diag.Problem
	for _, s := range sentences {
		if s.Words > prose.LongSentence {
			out = append(out, diag.LongSentence.At(p.At(s.Start, s.End-s.Start),
				fmt.Sprintf("this sentence has %d words: %s", s.Words, quote(p.Text[s.Start:s.End])),
				"make two of it, or a list"))
		}
	}
	return out
}

func choppyRuns(p *markdown.Paragraph, sentences []prose.Sentence) []diag.Problem {
	var out []diag.Problem
	for start := 0; start < len(sentences); {
		end := start
		for end < len(sentences) && isShort(p.Text, sentences[end]) {
			end++
		}
		if end-start >= prose.ShortRun {
			first, last := sentences[start], sentences[end-1]
			out = append(out, diag.ChoppySentences.At(p.At(first.Start, last.End-first.Start),
				fmt.Sprintf("%d sentences in a row have fewer than %d words: %s", end-start, prose.ShortSentence+1,
					quote(p.Text[first.Start:last.End])),
				"join some of them, so that long and short ones take turns"))
		}
		start = end + 1
	}
	return out
}

// isShort reports whether a sentence is short, and no question: several of these in a row are a list. Nor may it be
// part of a list of numbers in a row, which ends in one, or of the name of a book, whose year stands in brackets.
func isShort(text []byte, s prose.Sentence) bool {
	return s.Complete && s.Words <= prose.ShortSentence && text[s.End-1] != '?' && text[s.Start] != '(' &&
		!numberAtEnd.Match(text[s.Start:s.End])
}

var numberAtEnd = regexp.MustCompile(`(?:^|\s)\d{1,2}\.$`)

// quote returns a passage in quotation marks, cut if it is long.
func quote(passage []byte) string {
	return "“" + diag.Truncate(strings.ReplaceAll(string(passage), string(markdown.Object), "…")) + "”"
}
