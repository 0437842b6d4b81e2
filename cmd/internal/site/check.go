package site

import (
	"context"
	"maps"
	"slices"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
)

// Check analyzes the pages that nobody opened, opens copied files, and returns every problem of the site, sorted.
func (s *Site) Check(ctx context.Context) ([]diag.Problem, error) {
	if err := s.analyzeAll(ctx); err != nil {
		return nil, err
	}
	return s.finishCheck(ctx, func(context.Context) {})
}

// finishCheck checks the files and returns every problem.
func (s *Site) finishCheck(ctx context.Context, idle func(context.Context)) ([]diag.Problem, error) {
	if err := s.checkFiles(ctx, idle); err != nil {
		return nil, err
	}
	return s.Problems(), nil
}

// CheckWhenIdle is Check for the background. It analyzes one text or file at a time and calls idle before each, which
// blocks while other work is pending. It holds no lock then.
func (s *Site) CheckWhenIdle(ctx context.Context, idle func(context.Context)) ([]diag.Problem, error) {
	for _, d := range s.docs {
		if s.cache.get(d) == nil {
			idle(ctx)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if s.cache.get(d) != nil {
			continue
		}
		if _, err := s.analyze(d); err != nil {
			return nil, err
		}
	}
	return s.finishCheck(ctx, idle)
}

// Problems returns the problems found so far, sorted: all of them after Check.
func (s *Site) Problems() []diag.Problem {
	c := s.newChecker()
	c.problems = slices.Concat(s.guideProblems(), s.theme.list(), s.buildProblems.list(), s.templateErrors.list(),
		s.privacyProblems())
	glossary := s.analyzeGlossary()
	c.addAnalysis(glossary)
	c.addAnalysis(s.analyzeFooter())
	var mentions []guide.Mentions
	for _, d := range s.docs {
		if a := c.cache.get(d); a != nil {
			c.addAnalysis(a)
			mentions = append(mentions, a.Mentions)
		}
	}
	if len(mentions) == len(s.docs) { // else what is missing may be in a text that nobody opened
		found := s.opts.Lint.CheckMentions(s.guide, mentions)
		s.mentionProblems.Store(&found)
		c.problems = append(c.problems, found...)
	}
	problems := diag.ApplySeverities(s.guide.Settings.Rules, c.applySuppressions(glossary))
	c.fixTasks(problems)
	return diag.Sort(problems)
}

// Report adds problems that were found outside of this package. Comments silence them as they do others.
func (s *Site) Report(problems []diag.Problem) { s.buildProblems.report(problems...) }

// checker collects the problems of a site.
type checker struct {
	*Site
	anchors  map[string]*anchorSet // by address
	problems []diag.Problem
}

func (s *Site) newChecker() *checker { return &checker{Site: s, anchors: map[string]*anchorSet{}} }

func (c *checker) addAnalysis(a *pageAnalysis) {
	if a == nil {
		return
	}
	c.problems = append(c.problems, a.Problems...)
	for _, link := range a.Links {
		if p, broken := c.brokenLink(link); broken {
			c.problems = append(c.problems, p)
		}
	}
}

// applySuppressions applies the suppressions of each file to its problems.
func (c *checker) applySuppressions(glossary *pageAnalysis) []diag.Problem {
	suppressionsByFile := maps.Clone(c.guide.Suppressions)
	ofGlossary := slices.Concat(suppressionsByFile[guide.GlossaryFile], glossary.Suppressions)
	suppressionsByFile[guide.GlossaryFile] = ofGlossary
	incomplete := map[string]bool{}
	for _, d := range c.docs {
		suppressions, all := c.suppressionsOf(d)
		if len(suppressions) > 0 {
			suppressionsByFile[d.File], incomplete[d.File] = suppressions, !all
		}
	}
	for _, d := range c.guide.Unpublished {
		suppressionsByFile[d.File], incomplete[d.File] = d.Suppressions, true
	}
	var kept []diag.Problem
	problemsByFile := map[string][]diag.Problem{}
	for _, p := range c.problems {
		if file := suppressionFile(p); len(suppressionsByFile[file]) > 0 {
			problemsByFile[file] = append(problemsByFile[file], p)
		} else {
			kept = append(kept, p)
		}
	}
	for file, all := range suppressionsByFile {
		kept = append(kept, suppress(all, problemsByFile[file], incomplete[file])...)
	}
	return kept
}

// suppressionFile returns the file whose comments may silence a problem: that of the problem, or guide.yaml if the
// problem has no line.
func suppressionFile(p diag.Problem) string {
	if p.Line == 0 {
		return guide.SettingsFile
	}
	return p.File
}

// suppress applies suppressions. An unused suppression is not reported while the file was not analyzed.
func suppress(suppressions []diag.Suppression, problems []diag.Problem, incomplete bool) []diag.Problem {
	remaining := diag.ApplySuppressions(suppressions, problems)
	if incomplete {
		remaining = slices.DeleteFunc(remaining, func(p diag.Problem) bool { return p.Rule == diag.UnusedAllow })
	}
	return remaining
}

// suppressionsOf returns the known suppressions of a page and whether they are complete.
func (c *checker) suppressionsOf(d *guide.Doc) (suppressions []diag.Suppression, complete bool) {
	if a := c.cache.get(d); a != nil {
		return slices.Concat(d.Suppressions, a.Suppressions), true
	}
	return d.Suppressions, false
}
