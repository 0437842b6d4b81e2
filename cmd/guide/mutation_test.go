package main

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/site"
)

// mutation is a slip of an editor's hand: it replaces the match of a pattern in one line.
type mutation struct {
	name, pattern, replacement string
}

const keyPattern = `^(\s*(?:- )?[a-z][a-zA-Z]*):(?: |$)`

// yamlMutations change front matter and files of YAML.
var yamlMutations = []mutation{
	{"the colon is deleted", keyPattern, "$1 "},
	{"no space after the colon", `^(\s*(?:- )?[a-z][a-zA-Z]*): (\S)`, "$1:$2"},
	{"a full-width colon", keyPattern, "$1： "},
	{"a non-breaking space after the colon", keyPattern, "$1:\u00a0"},
	{"a letter of the key is lost", `^(\s*(?:- )?[a-z])[a-zA-Z]([a-zA-Z]+:)(?: |$)`, "$1$2 "},
	{"no space after the hyphen", `^(\s*)- (\S)`, "$1-$2"},
	{"an en dash for the hyphen", `^(\s*)- `, "$1– "},
	{"a bullet for the hyphen", `^(\s*)- `, "$1• "},
	{"a tab for the indentation", `^ +(\S)`, "\t$1"},
	{"a space too many", `^( +\S)`, " $1"},
	{"a space too few", `^ ( *\S)`, "$1"},
	{"curly quotes", `"([^"]*)"`, "“$1”"},
	{"a quotation mark is lost", `: "([^"]*)"$`, `: "$1`},
	{"a colon in a plain value", `^(\s*(?:- )?[a-z][a-zA-Z]*: \pL+) (\pL)`, "$1: $2"},
	{"a # in a plain value", `^(\s*(?:- )?[a-z][a-zA-Z]*: \pL+) (\pL)`, "$1 #$2"},
	{"half a merge", `^(\s*(?:- )?[a-z][a-zA-Z]*:.*)$`, "<<<<<<< HEAD\n$1"},
	{"the other half of a merge", `^(\s*(?:- )?[a-z][a-zA-Z]*:.*)$`, "=======\n$1\n>>>>>>> main"},
	{"a bracket is opened", `^(\s*(?:- )?[a-z][a-zA-Z]*: )(\pL)`, "$1[$2"},
	{"a date with dashes", `(\d{4})-(\d\d)-(\d\d)$`, "$1–$2–$3"},
	{"the front matter is not closed", `^---$`, ""},
	{"em dashes for the fence", `^---$`, "—-"},
}

// bodyMutations change Markdown.
var bodyMutations = []mutation{
	{"no space after the mark of a heading", `^(##+) `, "$1"},
	{"a non-breaking space after the mark of a heading", `^(##+) `, "$1\u00a0"},
	{"no space after the hyphen", `^(\s*)- (\pL)`, "$1-$2"},
	{"a non-breaking space after the hyphen", `^(\s*)- `, "$1-\u00a0"},
	{"a bullet of Word", `^(\s*)- `, "$1• "},
	{"another bullet of Word", `^(\s*)- `, "$1\uf0b7\t"},
	{"an en dash for the hyphen", `^(\s*)- `, "$1– "},
	{"no space after the number", `^(\s*\d\.) (\pL)`, "$1$2"},
	{"a mark is not closed", `(\*\*[^*]+)\*\*`, "$1"},
	{"a mark is not opened", `\*\*([^*]+\*\*)`, "$1"},
	{"a mark with a space inside", `\*\*([^*]+)\*\*`, "** $1**"},
	{"a space in an address", `\]\(([^)/]+/)`, "]($1 "},
	{"a space before an address", `\]\(`, "] ("},
	{"an address is not closed", `(\]\([^)]+)\)`, "$1"},
	{"the text of a link is not closed", `(\[[^\]]+)\]\(`, "$1("},
	{"brackets the other way round", `\[([^\]]+)\]\(([^)]+)\)`, "($2)[$1]"},
	{"a letter of an address is lost", `\]\((\.\./[^)]*)[a-z]\.md`, "](${1}.md"},
	{"half a merge", `^(\pL.*)$`, "<<<<<<< HEAD\n$1"},
	{"the other half of a merge", `^(\pL.*)$`, "$1\n=======\n$1\n>>>>>>> main"},
	{"the end of a merge", `^(\pL.*)$`, "$1\n>>>>>>> main"},
	{"four spaces before a paragraph", `^(\pL.*)$`, "    $1"},
	{"a tag is pasted", `^(\pL.*)$`, "<p>$1</p>"},
	{"a comment is not closed", `^(\pL.*)$`, "<!-- $1"},
	{"a fence is not closed", `^(\pL.*)$`, "```\n$1"},
	{"the bar of a row is lost", `^(\|.*)\|([^|]+\|)$`, "$1$2"},
	{"the colon of a footnote is lost", `^(\[\^[^\]]+\]):`, "$1"},
	{"a letter of a footnote is lost", `\[\^[a-z0-9]([a-z0-9-]+)\](?:[^:]|$)`, "[^$1]"},
	{"the kind of an alert is misspelt", `^> \[!([A-Z])[A-Z]`, "> [!$1"},
	{"text beside the kind of an alert", `^(> \[![A-Z]+\])$`, "$1 Mind this."},
	{"the alert lacks a mark", `^> \[!([A-Z]+)\]$`, "> [$1]"},
	{"a picture without its mark", `^!\[`, "["},
	{"curly quotes round a title", `\]\(([^) ]+)\)`, "]($1 “Title”)"},
}

// apply changes one random line that the pattern matches. It returns the number of the line, or 0.
func (m mutation) apply(r *rand.Rand, lines []string) int {
	pattern := regexp.MustCompile(m.pattern)
	var at []int
	for i, line := range lines {
		if pattern.MatchString(line) {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return 0
	}
	i := pickOne(r, at)
	m0 := pattern.FindStringSubmatchIndex(lines[i])
	text := string(pattern.ExpandString(nil, m.replacement, lines[i], m0))
	lines[i] = lines[i][:m0[0]] + text + lines[i][m0[1]:]
	return i + 1
}

// mutate breaks a file of content/ in one place. It returns the text and the number of the line, or 0.
func mutate(r *rand.Rand, name, text string) (broken, what string, line int) {
	lines := strings.Split(text, "\n")
	body := len(lines)
	if strings.HasSuffix(name, ".md") {
		body = slices.Index(lines[1:], "---") + 2
	}
	switch m := r.IntN(20); {
	case m == 0 && body < len(lines)-1: // a file that was cut while it was saved
		cut := r.IntN(len(text)-1) + 1
		return text[:cut], "the file is cut", 1 + strings.Count(text[:cut], "\n")
	case m < 10 && body < len(lines)-1:
		mutation := pickOne(r, bodyMutations)
		if line = mutation.apply(r, lines[body:]); line > 0 {
			line += body
		}
		return strings.Join(lines, "\n"), mutation.name, line
	default:
		mutation := pickOne(r, yamlMutations)
		line = mutation.apply(r, lines[:body])
		return strings.Join(lines, "\n"), mutation.name, line
	}
}

// mutationTest is the guide of this repository, to be broken.
type mutationTest struct {
	*testing.T
	files fstest.MapFS
	guide *guide.Guide
	base  *site.Site
	known map[problemKey]bool
}

func newMutationTest(t *testing.T) *mutationTest {
	m := &mutationTest{T: t, files: fstest.MapFS{}, known: map[problemKey]bool{}}
	source := os.DirFS("../..")
	err := fs.WalkDir(source, "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(source, name)
		m.files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var problems []diag.Problem
	m.guide, m.base, problems = m.check(m.files)
	for _, p := range problems {
		m.known[problemKeyOf(p)] = true
	}
	return m
}

func (m *mutationTest) check(files fs.FS, changed ...string) (*guide.Guide, *site.Site, []diag.Problem) {
	m.Helper()
	p := &project{source: files, now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	loadOpts, siteOpts := p.options()
	siteOpts.Previous.Version, siteOpts.Previous.Changed = m.base, changed
	g, err := guide.Load(m.Context(), files, loadOpts)
	if err != nil {
		m.Fatal(err)
	}
	s, err := site.New(g, siteOpts)
	if err != nil {
		m.Fatal(err)
	}
	problems, err := s.Check(m.Context())
	if err != nil {
		m.Fatal(err)
	}
	return g, s, problems
}

// found reports whether a problem names the place, give or take a line, or the page is as it was.
func (m *mutationTest) found(name, broken string, line int) (ok bool, problems []diag.Problem) {
	files := fstest.MapFS{}
	for n, f := range m.files {
		files[n] = f
	}
	files[name] = &fstest.MapFile{Data: []byte(broken)}
	_, s, problems := m.check(files, name)
	for _, p := range problems {
		if !m.known[problemKeyOf(p)] && p.File == name && p.Severity < diag.Notice &&
			p.Line >= line-1 && p.Line <= line+1 {
			return true, problems
		}
	}
	for _, address := range m.addressesOf(name) {
		before, _ := fs.ReadFile(m.base, address)
		after, err := fs.ReadFile(s, address)
		if err != nil || string(before) != string(after) {
			return false, problems
		}
	}
	return true, problems
}

// addressesOf returns the files of the site that show a file of content/.
func (m *mutationTest) addressesOf(name string) []string {
	if d := m.guide.Doc(name); d != nil {
		return []string{strings.TrimPrefix(d.Address, "/") + "index.html"}
	}
	return []string{"index.html", "glossary/index.html", "resources/index.html"}
}

// TestMutations breaks the guide of this repository in ways in which people break text. In long runs at least 98 % of
// the slips must be found within one line, or change nothing; of the few of a short run, 95 %.
func TestMutations(t *testing.T) {
	m := newMutationTest(t)
	r := rand.New(rand.NewPCG(18, 2026))
	var names []string
	for name := range m.files {
		if (strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".yaml")) && name != guide.ManifestFile {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	wanted, least := 100, 95
	if os.Getenv("GUIDE_SEEDS") != "" {
		wanted, least = 500, 98
	}
	found, tried := 0, 0
	for tried < wanted {
		name := pickOne(r, names)
		broken, what, line := mutate(r, name, string(m.files[name].Data))
		if line == 0 || broken == string(m.files[name].Data) {
			continue
		}
		tried++
		ok, problems := m.found(name, broken, line)
		if ok {
			found++
			continue
		}
		t.Logf("%s:%d: %s: %q\n%v", name, line, what, diag.NewLines([]byte(broken)).LineText(line),
			problems[:min(len(problems), 2)])
	}
	t.Logf("%d of %d slips were found within one line, or changed nothing: %.1f %%", found, tried,
		100*float64(found)/float64(tried))
	if found*100 < tried*least {
		t.Errorf("that is less than %d %%", least)
	}
}
