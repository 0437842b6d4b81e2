package main

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/prose"
	"guide/cmd/internal/site"
)

// What the text of this repository's guide must keep to. GUIDE_PAGE narrows the tests to some addresses.

// rhythmBars are those of a page with enough sentences to judge.
var rhythmBars = struct {
	sentences          int // from which a page is judged
	minMean, maxMean   float64
	maxShort, maxGrade float64
}{25, 12, 16, 0.25, 9}

// maxHedges is how often the whole guide may say that it does not know.
const maxHedges = 5

// contentPage is a rendered page that an editor wrote.
type contentPage struct {
	name     string
	sections []proseSection
	items    []string
	details  []string
}

// renderContent renders every page that an editor of the guide in a folder wrote, whatever problems it has.
func renderContent(t *testing.T, source string) (pages []contentPage) {
	t.Helper()
	p, err := (&app{source: source}).openProject()
	if err != nil {
		t.Fatal(err)
	}
	defer p.closer.Close()
	err = p.withSite(t.Context(), func(_ *guide.Guide, s *site.Site) error {
		return fs.WalkDir(s, ".", func(name string, d fs.DirEntry, err error) error {
			generated := slices.ContainsFunc(guide.PageTypes, func(p guide.PageType) bool {
				return p.IsGenerated() && p.Kind != guide.GlossaryPage && guide.FileName(p.Address) == name
			})
			if err != nil || d.IsDir() || generated || !strings.HasSuffix(name, ".html") ||
				!strings.Contains(name, os.Getenv("GUIDE_PAGE")) {
				return err
			}
			data, err := fs.ReadFile(s, name)
			page := contentPage{name, proseOf(data), itemTexts(data, "item-text"), itemTexts(data, "detail")}
			if name == "index.html" {
				page.items, page.details = nil, nil // those of steps
			}
			pages = append(pages, page)
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func (w contentPage) proseBlocks() (blocks []string) {
	for _, s := range w.sections {
		blocks = append(blocks, s.Running...)
	}
	return blocks
}

func TestContentRhythm(t *testing.T) { testRhythm(t, "../..") }

// testRhythm checks that a reader of fifteen can follow every page, and that none reads like a telegram.
func testRhythm(t *testing.T, source string) {
	t.Helper()
	p, err := (&app{source: source}).openProject()
	if err != nil {
		t.Fatal(err)
	}
	defer p.closer.Close()
	p.checkOnly, p.style = true, true
	var all prose.Rhythm
	pages := 0
	err = p.withSite(t.Context(), func(_ *guide.Guide, s *site.Site) error {
		_, err := s.Check(t.Context())
		for _, r := range s.Rhythms() {
			all.Merge(r.Rhythm)
			if r.Sentences < rhythmBars.sentences {
				continue
			}
			pages++
			if r.Mean() < rhythmBars.minMean || r.Mean() > rhythmBars.maxMean || r.ShortShare() > rhythmBars.maxShort ||
				r.Grade() > rhythmBars.maxGrade {
				t.Errorf("%s: %.1f words a sentence (%v to %v), %.0f %% short (%v), grade %.1f (%v)", r.Doc.File,
					r.Mean(), rhythmBars.minMean, rhythmBars.maxMean, 100*r.ShortShare(), 100*rhythmBars.maxShort,
					r.Grade(), rhythmBars.maxGrade)
			}
		}
		return err
	})
	if err != nil || pages == 0 {
		t.Fatalf("%d pages: %v", pages, err)
	}
	reportMetric(t, "rhythm: %d pages judged; in all %.1f words a sentence, %.0f %% short, grade %.1f", pages,
		all.Mean(), 100*all.ShortShare(), all.Grade())
}

var hedge = regexp.MustCompile(`(?i)\b(could not|cannot|can’t|couldn’t) (be )?confirm|\bnot confirmed|\bunclear\b|` +
	`\bwe (have )?(found|know of|saw) no\b|\bwe (did not|didn’t) find\b|\bnot known\b`)

// TestContentHedges counts the places where the guide says that it does not know.
func TestContentHedges(t *testing.T) {
	var found []string
	for _, w := range renderContent(t, "../..") {
		for _, s := range w.sections {
			for _, block := range slices.Concat(s.Running, s.Other) {
				for range hedge.FindAllString(block, -1) {
					found = append(found, w.name+": "+block)
				}
			}
		}
	}
	if len(found) > maxHedges {
		t.Errorf("%d places, more than %d:\n%s", len(found), maxHedges, strings.Join(found, "\n"))
	}
	reportMetric(t, "content: %d places where it says that it does not know", len(found))
}

// sentencesOf returns the sentences of texts.
func sentencesOf(texts []string) (sentences []string) {
	for _, text := range texts {
		for _, s := range prose.Sentences(nil, []byte(text)) {
			sentences = append(sentences, text[s.Start:s.End])
		}
	}
	return sentences
}

func TestContentRepeatedSentences(t *testing.T) { testRepeatedSentences(t, "../..") }

// testRepeatedSentences finds sentences that occur twice.
func testRepeatedSentences(t *testing.T, source string) {
	t.Helper()
	seen := map[string]string{}
	for _, w := range renderContent(t, source) {
		for _, s := range sentencesOf(slices.Concat(w.proseBlocks(), w.items, w.details)) {
			key := strings.ToLower(strings.TrimRight(s, ".!?:"))
			if len(strings.Fields(key)) < 5 {
				continue
			}
			if first, ok := seen[key]; ok {
				t.Errorf("%s and %s: %q", first, w.name, s)
			}
			seen[key] = w.name
		}
	}
}

var (
	figurePattern = regexp.MustCompile(`[£$€]?\b\d[\d,.]*%?`) // not a name with digits, such as PRINCE2
	stepReference = regexp.MustCompile(`(?i)\bsteps? \d( (to|and|or) \d)?`)
	inventedNote  = regexp.MustCompile(`(?i)\b(made up|made-up|invented)\b|\bExample\b|\bexample$`)
	planPhrase    = regexp.MustCompile(`(?i)\b30-60-90\b|\bfirst 90 days\b`)
)

// TestContentNumbers checks that every number is near a source: its section has a footnote, links to another site, or
// says that the number is made up or our estimate.
func TestContentNumbers(t *testing.T) {
	exceptions := strings.Split(readText(t, "testdata/content/numbers.txt"), "\n")
	for _, w := range renderContent(t, "../..") {
		for _, s := range w.sections {
			text := strings.Join(slices.Concat(s.Running, s.Other, []string{s.Heading, s.Above}), "\n")
			if s.Sourced || inventedNote.MatchString(text) || strings.Contains(text, "our own estimate") {
				continue
			}
			for _, block := range slices.Concat(s.Running, s.Other) {
				left := planPhrase.ReplaceAllString(stepReference.ReplaceAllString(block, ""), "")
				found := figurePattern.FindString(left)
				if found != "" && !slices.Contains(exceptions, w.name+": "+block) {
					t.Errorf("%s: %q has no source near it: %s", w.name, found, block)
				}
			}
		}
	}
}

var linkHost = regexp.MustCompile(`https?://([^/\s)"]+)`)

// TestContentLinks finds links to copies of other texts, short links and unreliable sites.
func TestContentLinks(t *testing.T) {
	unlinked := strings.Fields(readText(t, "testdata/content/unlinked.txt"))
	links := 0
	err := fs.WalkDir(os.DirFS("../../content"), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, ".yaml") {
			return err
		}
		for _, m := range linkHost.FindAllStringSubmatch(readText(t, "../../content/"+name), -1) {
			links++
			for _, bad := range unlinked {
				if m[1] == bad || strings.HasSuffix(m[1], "."+bad) {
					t.Errorf("%s: a link to %s", name, m[1])
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	reportMetric(t, "content: %d links to other sites", links)
}

func readText(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(data))
}
