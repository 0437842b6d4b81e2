package refactor

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
)

// NoteNumbers notes where texts, titles and summaries name the old number of a step that is moved, as "step 3" and
// "steps 2 and 3" do. Links whose words have it are noted already. Word is what a step is called in the language of the
// guide.
func (c *Change) NoteNumbers(g *guide.Guide, fsys fs.FS, word string) error {
	if len(c.Moved) == 0 {
		return nil
	}
	files := []string{guide.SettingsFile, guide.GlossaryFile}
	for _, d := range g.AllDocs() {
		files = append(files, d.File)
	}
	pattern := regexp.MustCompile(fmt.Sprintf(stepNumbers, regexp.QuoteMeta(word)))
	links := c.Notes
	for _, file := range files {
		data, err := fs.ReadFile(fsys, file)
		switch {
		case err == nil:
			c.noteNumbersIn(c.NewName(file), data, pattern, links)
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}
	return nil
}

// stepNumbers matches the number of a step, or several, behind a word, and what stands before the word.
const stepNumbers = `(?i)(?:^|[^\pL\pN])((?:%s|step)` +
	`(?:\s+\d+|\pL{1,3}\s+\d+(?:(?:,\s*|\s*[–-]\s*|\s+\pL{1,3}\s+)\d+)*))`

// endOfLink matches what follows in the words of a link.
var endOfLink = regexp.MustCompile(`^[^\[\]]*\][(\[]`)

var digits = regexp.MustCompile(`\d+`)

func (c *Change) noteNumbersIn(file string, data []byte, pattern *regexp.Regexp, links []Note) {
	lines := diag.NewLines(data)
	for _, m := range pattern.FindAllSubmatchIndex(data, -1) {
		line, _ := lines.Position(m[2])
		words := strings.Join(strings.Fields(string(data[m[2]:m[3]])), " ")
		if endOfLink.Match(data[m[3]:]) && slices.ContainsFunc(links, func(n Note) bool {
			return n.File == file && strings.Contains(n.Message, words)
		}) {
			continue
		}
		for _, number := range digits.FindAllString(words, -1) {
			old, _ := strconv.Atoi(number)
			place, moves := c.Moved[old]
			note := Note{file, line, fmt.Sprintf("the text says %q, and step %d is number %d now", words, old, place)}
			if moves && !slices.Contains(c.Notes, note) {
				c.Notes = append(c.Notes, note)
			}
		}
	}
}
