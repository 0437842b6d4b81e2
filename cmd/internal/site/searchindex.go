package site

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/naming"
	"guide/cmd/internal/search"
)

// indexCache holds the search index that was built last. It is valid while guide.BodyRevision is the same.
type indexCache struct {
	mu       sync.Mutex
	index    *search.Index
	revision uint64
}

// registerShards registers the shards of the search index.
func (s *Site) registerShards(register func(string, func() ([]byte, error))) {
	var addresses, terms []string
	for _, d := range s.docs {
		addresses = append(addresses, s.searchAddress(d.Address))
	}
	for _, t := range s.guide.Glossary {
		terms = append(terms, naming.TermSlug(t.Term.Value))
	}
	s.searchConfig = search.NewConfig(addresses, terms)
	for _, name := range s.searchConfig.Shards() {
		register("/assets/search/"+name.String()+".js", func() ([]byte, error) {
			index, err := s.searchIndex()
			if err != nil {
				return nil, err
			}
			return index.Shard(name), nil
		})
	}
}

// searchIndex returns the search index of all texts.
func (s *Site) searchIndex() (*search.Index, error) {
	cache := &s.indexCache
	cache.mu.Lock()
	defer cache.mu.Unlock()
	revision := s.guide.BodyRevision()
	if cache.index != nil && cache.revision == revision {
		return cache.index, nil
	}
	index, err := s.buildSearchIndex()
	if err != nil {
		return nil, err
	}
	cache.index, cache.revision = index, revision
	return index, nil
}

func (s *Site) buildSearchIndex() (*search.Index, error) {
	if err := s.analyzeAll(context.Background()); err != nil {
		return nil, err
	}
	pages := make([]*search.Summary, len(s.docs))
	for i, d := range s.docs {
		summary, err := s.summaryOf(d)
		if err != nil {
			return nil, err
		}
		pages[i] = summary
	}
	terms := make([]*search.Summary, len(s.guide.Glossary))
	for i, definition := range s.definitions(s.guide.Glossary, true) {
		terms[i] = s.summarizeTerm(s.guide.Glossary[i], definition)
	}
	return search.New(s.searchConfig, s.cache.dictionary, pages, terms, s.synonyms()), nil
}

// synonyms returns the lists of the settings, and the names of each term that has several.
func (s *Site) synonyms() [][]string {
	var lists [][]string
	for _, list := range s.guide.Settings.Synonyms {
		lists = append(lists, textValues(list))
	}
	for _, t := range s.guide.Glossary {
		if len(t.Aka) > 0 {
			lists = append(lists, append([]string{t.Term.Value}, textValues(t.Aka)...))
		}
	}
	return lists
}

// summaryOf returns the summary of a source file.
func (s *Site) summaryOf(d *guide.Doc) (*search.Summary, error) {
	// The title of the home page may come from guide.yaml, so its cached analysis can be outdated.
	if a := s.cache.get(d); a != nil && a.Summary != nil && d.Kind != frontmatter.KindHome {
		return a.Summary, nil
	}
	c, err := s.analyze(d)
	if err == nil && c.summary == nil { // see Options.CheckOnly
		c.summary = s.summarize(d, c)
	}
	return c.summary, err
}

// contentVersion returns a hash of the texts of the guide.
func (s *Site) contentVersion() string {
	digest := sha256.New()
	for _, d := range s.docs {
		hash := d.Hash()
		digest.Write(hash[:])
	}
	for _, t := range s.guide.Glossary {
		fmt.Fprintln(digest, t.Term.Value, t.Means.Value)
	}
	for _, list := range s.synonyms() {
		fmt.Fprintln(digest, list)
	}
	return hex.EncodeToString(digest.Sum(nil)[:4])
}
