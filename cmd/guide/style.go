package main

import (
	"fmt"
	"text/tabwriter"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/prose"
	"guide/cmd/internal/site"
)

// rules returns the severities of rules that the command line turns on.
func (p *project) rules() map[*diag.Rule]diag.Severity {
	if !p.style {
		return nil
	}
	return map[*diag.Rule]diag.Severity{diag.LongSentence: diag.Warning, diag.ChoppySentences: diag.Warning}
}

// printRhythm prints a table of the rhythm of sentences, a row for each page.
func (a *app) printRhythm(g *guide.Guide, s *site.Site) {
	if language := g.Settings.Language.Value; !prose.Reads(language) {
		a.logf("--style: only English texts can be judged, and this guide is in %q", language)
		return
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	defer w.Flush()
	fmt.Fprint(w, "sentences\tmean\tspread\tshort\tgrade\t  page\n")
	var all prose.Rhythm
	for _, p := range s.Rhythms() {
		printRhythmRow(w, p.Rhythm, p.Doc.File)
		all.Merge(p.Rhythm)
	}
	printRhythmRow(w, all, "all pages")
	fmt.Fprintf(w, `
mean and spread: words a sentence, and their standard deviation; short: sentences of fewer than %d words;
grade: Flesch-Kincaid, the years of school that a text requires
`, prose.ShortSentence+1)
}

func printRhythmRow(w *tabwriter.Writer, r prose.Rhythm, page string) {
	fmt.Fprintf(w, "%d\t%.1f\t%.1f\t%.0f %%\t%.1f\t  %s\n", r.Sentences, r.Mean(), r.Spread(), 100*r.ShortShare(),
		r.Grade(), page)
}
