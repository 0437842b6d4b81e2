package site

import (
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/prose"
)

// PageRhythm is the rhythm of the sentences of a page, with those of its front matter.
type PageRhythm struct {
	Doc *guide.Doc
	prose.Rhythm
}

// Rhythms returns the rhythm of every page with a sentence, in the order of the guide. Check must have measured it.
func (s *Site) Rhythms() []PageRhythm {
	var out []PageRhythm
	for _, d := range s.docs {
		if a := s.cache.get(d); a != nil && a.Rhythm.Sentences > 0 {
			out = append(out, PageRhythm{d, a.Rhythm})
		}
	}
	return out
}

// rhythmOf measures the running text of a page.
func rhythmOf(texts []*markdown.Result) (r prose.Rhythm) {
	var sentences []prose.Sentence
	for _, t := range texts {
		for i := range t.Paragraphs {
			if p := &t.Paragraphs[i]; p.IsRunning() {
				sentences = prose.Sentences(sentences[:0], p.Text)
				r.Add(p.Text, sentences)
			}
		}
	}
	return r
}
