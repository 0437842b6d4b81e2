package frontmatter

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"guide/cmd/internal/diag"
)

// Lines that look like YAML and are none: word processors and web pages put other spaces, dashes and colons where YAML
// needs those of a keyboard. The parser reports such a line where it can read no further, which is often the line
// below, or takes it for text.

// lookAlike is a way to begin a line that looks like YAML.
type lookAlike struct {
	pattern  *regexp.Regexp // of a line; its first group is reported
	rule     *diag.Rule
	describe func(found, rest string) (message, hint string) // of the group and what follows it
}

const (
	oddDashes = "\u2010-\u2015\u2212"
	bullets   = "•·●○■□▪▫◦‣⁃∙*"
	keyName   = `^\s*(?:- )?[A-Za-z]\w*`
)

var lookAlikes = []lookAlike{
	{regexp.MustCompile(`^(={7}|>{7}(?: .*)?)$`), diag.ConflictMarker, func(_, _ string) (message, hint string) {
		return unfinishedMerge, unfinishedMergeHint
	}},
	{regexp.MustCompile(`^([` + oddDashes + `-]*[` + oddDashes + `][` + oddDashes + `-]*)[\s` + diag.OddSpaces + `]*$`),
		diag.YAMLSyntax, func(found, _ string) (message, hint string) {
			return fmt.Sprintf("this is not the line of --- that ends the front matter: it has %s",
				diag.OddCharacter(found)), delimiterHint
		}},
	{regexp.MustCompile(`^[ \t]*([` + diag.OddSpaces + `]+)`), diag.YAMLSyntax,
		func(found, _ string) (message, hint string) {
			return "the line is indented with " + diag.OddCharacter(found), "indent it with ordinary spaces"
		}},
	{regexp.MustCompile(`^\s*-([` + diag.OddSpaces + `]+)`), diag.YAMLSyntax, func(found, rest string) (message,
		hint string) {
		return "after the hyphen is " + diag.OddCharacter(found) + ", not a space", entryHint(rest)
	}},
	{regexp.MustCompile(`^\s*([` + oddDashes + bullets + `])[\s` + diag.OddSpaces + `]`), diag.YAMLSyntax,
		func(found, rest string) (message, hint string) {
			if odd := diag.OddCharacter(found); odd != "" {
				return "the line begins with " + odd + ", not with a hyphen", entryHint(rest)
			}
			return "an entry of a list begins with a hyphen, not with " + found, entryHint(rest)
		}},
	{regexp.MustCompile(`^\s*(-)[A-Za-z]\w*:(?:\s|$)`), diag.YAMLSyntax,
		func(_, rest string) (message, hint string) {
			return "an entry of a list begins with a hyphen and a space", entryHint(rest)
		}},
	{regexp.MustCompile(keyName + `(：)`), diag.YAMLSyntax, func(found, _ string) (message, hint string) {
		return "after the key is " + diag.OddCharacter(found) + ", not a colon", "write : and a space"
	}},
	{regexp.MustCompile(keyName + ` ?(=)`), diag.YAMLSyntax, func(_, _ string) (message, hint string) {
		return "after a key comes a colon, not =", "write : and a space"
	}},
	{regexp.MustCompile(keyName + ` ?(:[` + diag.OddSpaces + `]+)`), diag.YAMLSyntax,
		func(found, _ string) (message, hint string) {
			return "after the colon is " + diag.OddCharacter(found) + ", not a space", "write : and a space"
		}},
}

const (
	unfinishedMerge     = "a merge is unfinished here"
	unfinishedMergeHint = "keep one of the two versions, and delete this line"
	delimiterHint       = "write three hyphens in its place: ---"
)

func entryHint(rest string) string {
	return "write - " + diag.Truncate(strings.TrimLeft(rest, " \t"+diag.OddSpaces))
}

// lineReport is a line that looks like YAML, with what to report.
type lineReport struct {
	offset, size  int
	rule          *diag.Rule
	message, hint string
}

// lookAlikeOn returns what a line only looks like. ok is false if it is what it looks like.
func (s *source) lookAlikeOn(line int) (r lineReport, ok bool) {
	start, text := s.lines.LineStart(line), s.lines.LineText(line)
	for i := range lookAlikes {
		m := lookAlikes[i].pattern.FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		r = lineReport{offset: start + m[2], size: m[3] - m[2], rule: lookAlikes[i].rule}
		r.message, r.hint = lookAlikes[i].describe(text[m[2]:m[3]], text[m[3]:])
		return r, true
	}
	return r, false
}

// normalLine matches a line that the parser cannot take for a part of the value above it.
var normalLine = regexp.MustCompile(`^[ \t]*(?:- |(?:- )?["']?\w[\w.-]*["']? *:(?:[ \t]|$)|#|$)`)

// isInBlock reports whether a line is of a text below a | or >, in which nothing is YAML.
func (d *decoder) isInBlock(line int) bool {
	indentOf := func(text string) int { return len(text) - len(strings.TrimLeft(text, " ")) }
	indent := indentOf(d.lines.LineText(line))
	for line--; line >= d.firstLine && indent > 0; line-- {
		text := d.lines.LineText(line)
		if above := indentOf(text); strings.TrimSpace(text) != "" && above < indent {
			if blockHeader.MatchString(text) {
				return true
			}
			indent = above
		}
	}
	return false
}

// reportLookAlikes reports the line on which the parser failed, and those above that it has read with it, if they only
// look like YAML. It returns whether it did.
func (d *decoder) reportLookAlikes(failed int) (reported bool) {
	for line := failed; line >= d.firstLine; line-- {
		if r, ok := d.lookAlikeOn(line); ok && !d.isInBlock(line) {
			d.source.report(r.offset, r.size, r.rule, r.message, r.hint)
			reported = true
		} else if line < failed && normalLine.MatchString(d.lines.LineText(line)) {
			break
		}
	}
	return reported
}

// conflictMark matches a line that a merge writes: seven of a sign, and perhaps a name.
var conflictMark = regexp.MustCompile(`(?m)^(?:<{7}|>{7}|\|{7}|={7})(?: .*)?\r?$`)

// reportConflicts reports the marks of an unfinished merge in the bytes from start to end, and returns whether it did.
func (s *source) reportConflicts(start, end int) bool {
	if !bytes.Contains(s.data[start:end], []byte("<<<<<<< ")) {
		return false
	}
	found := conflictMark.FindAllIndex(s.data[start:end], -1)
	for _, m := range found {
		line := s.restOfLine(start + m[0])
		s.report(start+m[0], len(line), diag.ConflictMarker, unfinishedMerge, unfinishedMergeHint)
	}
	return len(found) > 0
}

// delimiterLike matches a line that may have been meant as the delimiter.
var delimiterLike = regexp.MustCompile(`^[\s` + diag.OddSpaces + `]*([` + oddDashes + `-]{2,}|[` + oddDashes + `])[\s` +
	diag.OddSpaces + `]*$`)

// describeDelimiter says how a line differs from the delimiter. ok is false if it does not look like it.
func describeDelimiter(line string) (difference string, ok bool) {
	m := delimiterLike.FindStringSubmatch(line)
	if m == nil {
		return "", false
	}
	if odd := diag.OddCharacter(line); odd != "" {
		return "it has " + odd, true
	}
	return fmt.Sprintf("it has %d hyphens", utf8.RuneCountInString(m[1])), true
}

// frontMatterLine matches a line of front matter: a key, an entry, a comment, or what is indented.
var frontMatterLine = regexp.MustCompile(`^(?:[ \t]+\S|[A-Za-z][A-Za-z0-9-]*[ \t]*:|-[ \t]|#[ \t]|[\]}])`)

// reportUnclosed reports front matter without a closing delimiter: at the line that was meant as one, else where it is
// missing, below the last line of front matter.
func (s *source) reportUnclosed(opening int) {
	for line := s.lineOf(opening) + 1; line <= s.lines.Len(); line++ {
		text := s.lines.LineText(line)
		if difference, ok := describeDelimiter(text); ok {
			s.report(s.lines.LineStart(line), len(text), diag.UnclosedFrontMatter,
				"this is not the line of --- that ends the front matter: "+difference, delimiterHint)
			return
		}
		if strings.TrimSpace(text) != "" && !frontMatterLine.MatchString(text) {
			break
		}
	}
	first := s.lineOf(opening)
	last := first
	for line := first + 1; line <= s.lines.Len(); line++ {
		text := s.lines.LineText(line)
		if frontMatterLine.MatchString(text) {
			last = line
		} else if strings.TrimSpace(text) != "" {
			break
		}
	}
	if last == first {
		s.report(opening, len(delimiter), diag.UnclosedFrontMatter, "the front matter is opened here and never closed",
			"put a line with only --- after the last key")
		return
	}
	s.report(s.lines.LineStart(last), len(s.lines.LineText(last)), diag.UnclosedFrontMatter,
		fmt.Sprintf("the front matter is opened on line %d and never closed", first),
		"put a line with only --- below this one")
}

// explainValue explains a value that is not valid by a character in it that looks like another: what to add to the
// message, and the hint, which is the value as it was meant if that is valid.
func explainValue(value, hint string, isValid func(string) bool) (addition, newHint string) {
	odd := diag.OddCharacter(value)
	if odd == "" {
		return "", hint
	}
	if meant := strings.Trim(diag.Plain(value), `"' `); isValid(meant) {
		hint = "type it on the keyboard: " + diag.Truncate(meant)
	}
	return ": it has " + odd, hint
}

// explainKey says what is wrong with an unknown key, and which key was surely meant; "" if that is not sure.
func (s schema[T]) explainKey(name string) (meant, message, hint string) {
	message, hint = fmt.Sprintf("unknown key %q", diag.Truncate(name)), s.unknownKeyHint(name)
	odd := diag.OddCharacter(name)
	if odd == "" {
		return "", message, hint
	}
	message += ": it has " + odd
	meant, _, hasColon := strings.Cut(strings.Trim(diag.Plain(name), `"' `), ":")
	meant = strings.TrimSpace(meant)
	switch {
	case s.lookup(meant) == nil:
		return "", message, hint
	case hasColon:
		return meant, message, fmt.Sprintf("write %s: and a space, on the keyboard", meant)
	}
	return meant, message, fmt.Sprintf("type it on the keyboard: %s:", meant)
}
