package site

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
)

// ownText is a template or a script of the editor.
type ownText struct {
	file string // in the source folder
	data []byte // comments are spaces
}

type ownTexts []ownText

// readOwnTexts reads the templates and scripts in a source folder. What cannot be read is reported elsewhere.
func readOwnTexts(source fs.FS) (texts ownTexts) {
	for _, dir := range []string{"templates", "static/js"} {
		_ = fs.WalkDir(source, dir, func(name string, _ fs.DirEntry, _ error) error {
			switch path.Ext(name) {
			case ".html", ".js", ".mjs", ".ts":
				if data, err := fs.ReadFile(source, name); err == nil {
					texts = append(texts, ownText{name, templateComment.ReplaceAllFunc(data, blank)})
				}
			}
			return nil
		})
	}
	return texts
}

var templateComment = regexp.MustCompile(`(?s)\{\{-?\s*/\*.*?\*/\s*-?\}\}|<!--.*?-->`)

// blank returns spaces in place of a text, on as many lines.
func blank(text []byte) []byte {
	return []byte(strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return ' '
	}, string(text)))
}

// messageCall matches what asks for a message, in a template or a script.
var messageCall = regexp.MustCompile(`\b(?:word |message\()"([^"]+)"`)

// messages returns the keys of the messages that the texts ask for.
func (o ownTexts) messages() (keys []string) {
	for _, text := range o {
		for _, m := range messageCall.FindAllSubmatch(text.data, -1) {
			keys = append(keys, string(m[1]))
		}
	}
	return keys
}

// find returns the positions of a word where it is what the first group of a pattern matches.
func (o ownTexts) find(pattern *regexp.Regexp, word string) (places []diag.Problem) {
	for _, text := range o {
		var lines *diag.Lines
		for _, m := range pattern.FindAllSubmatchIndex(text.data, -1) {
			if string(text.data[m[2]:m[3]]) != word {
				continue
			}
			if lines == nil {
				lines = diag.NewLines(text.data)
			}
			places = append(places, lines.Range(text.file, m[2], m[3]-m[2]))
		}
	}
	return slices.Clip(places)
}
