package site

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"sync"
	"unicode/utf8"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/page"
)

// Search needs no server: the index is cut into shards, classic scripts that the page /search/ loads when a
// query asks for them. Their names depend on the number of pages alone, so that they are known before a
// text is read; what one query loads does not grow with the guide.
//
// A shard of words, assets/search/w<n>.js, has all words of which the first letters (Index.Letters of them) have a
// hash of n: guideShard("w3",{"risk":"..."}). The string is a list of numbers, each in digits of 5 bits,
// the lowest first, a digit being one of shardDigits plus 32 if another follows: how many pages have the
// word, then for each page of the list how much its number is larger than the one before, the weight (1 to
// 31), how many entries of the page the word leads to, and these, the best first. A word that very many
// pages have lists those with the most weight.
//
// A shard of pages, assets/search/p<n>.js, has Index.PagesPerShard pages in their order, of the first of
// which the number is n times that: guideShard("p3",[["steps/x/",[["s","","Title","Text"],...]],...]).
// An entry is its kind (s step, t topic, p page, h heading, i item, r resource, g term), id, title and the
// beginning of its text; the first entry is the page itself. A term of the glossary is a page with one entry;
// terms come behind the pages, Index.TermsPerShard of them in a shard assets/search/t<n>.js.
//
// Since the names of shards stay from build to build, a page may meet those of a later build, and a browser may
// have some of an earlier one. Numbers of pages mean the same where Index.Layout is the same, numbers of entries
// where all pages have the same entries. So each shard ends with both, guideShard("w3",{...},layout,entries), and
// the script uses those alone that have the layout of its page and the entries of each other. An edit
// that changes neither, such as a typo, leaves the shards of other words and pages as they are.

// SearchConfig is what the script of search must know.
type SearchConfig struct {
	Pages         int    `json:"pages"`
	Terms         int    `json:"terms"`
	Letters       int    `json:"letters"`
	WordShards    int    `json:"wordShards"`
	PagesPerShard int    `json:"pagesPerShard"`
	TermsPerShard int    `json:"termsPerShard"`
	Layout        string `json:"layout"`  // names the numbers of pages and terms, and in which shard what is
	Version       string `json:"version"` // of the texts: shards are asked for with ?v= this
}

const (
	shardDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	maxPostings = 2000 // that the list of one word has
)

// newSearchConfig says how the index of so many pages and terms is cut: a shard of words has a few thousand bytes.
func newSearchConfig(pages, terms int) SearchConfig {
	i := SearchConfig{Pages: pages, Terms: terms, Letters: 2, WordShards: 32, PagesPerShard: 1, TermsPerShard: 12}
	for i.WordShards < pages/5 && i.WordShards < 4096 {
		i.WordShards *= 2
	}
	if pages > 128 {
		i.Letters, i.PagesPerShard = 3, 4
	}
	if pages > 2048 {
		i.Letters = 4
	}
	return i
}

// registerShards names the files of the index.
func (s *Site) registerShards(register func(string, func() ([]byte, error))) {
	i := newSearchConfig(len(s.docs), len(s.guide.Glossary))
	i.Layout = s.layoutHash(i)
	s.searchConfig = i
	for n := range i.WordShards {
		register(shardAddress("w", n), func() ([]byte, error) { return s.wordShard(n) })
	}
	for n := range shardCount(i.Pages, i.PagesPerShard) {
		register(shardAddress("p", n), func() ([]byte, error) { return s.pageShard(n) })
	}
	for n := range shardCount(i.Terms, i.TermsPerShard) {
		register(shardAddress("t", n), func() ([]byte, error) { return s.termShard(n) })
	}
}

func shardAddress(kind string, n int) string { return fmt.Sprintf("/assets/search/%s%d.js", kind, n) }

func shardCount(total, perShard int) int { return (total + perShard - 1) / perShard }

// shardSlice returns those of a list that are in shard n.
func shardSlice[T any](items []T, n, perShard int) []T {
	return items[n*perShard : min((n+1)*perShard, len(items))]
}

// SearchIndex returns what the script of search must know, as JSON.
func (v *View) SearchIndex() (string, error) {
	i := v.site.searchConfig
	i.Version = v.site.contentVersion()
	data, err := json.Marshal(i)
	return string(data), err
}

// layoutHash names how an index is cut and which page or term has which number.
func (s *Site) layoutHash(i SearchConfig) string {
	digest := sha256.New()
	fmt.Fprintf(digest, "%+v\n", i)
	for _, d := range s.docs {
		fmt.Fprintln(digest, s.offlinePath(d.Address))
	}
	for _, t := range s.guide.Glossary {
		fmt.Fprintln(digest, page.Slug(t.Term.Value))
	}
	return hex.EncodeToString(digest.Sum(nil)[:4])
}

// contentVersion names the texts of the guide.
func (s *Site) contentVersion() string {
	digest := sha256.New()
	for _, d := range s.docs {
		hash := d.Hash()
		digest.Write(hash[:])
	}
	for _, t := range s.guide.Glossary {
		fmt.Fprintln(digest, t.Term.Value, t.Means.Value, t.Aka)
	}
	return hex.EncodeToString(digest.Sum(nil)[:4])
}

// pageShard makes one shard of pages.
func (s *Site) pageShard(n int) ([]byte, error) {
	var rows [][]byte
	for _, d := range shardSlice(s.docs, n, s.searchConfig.PagesPerShard) {
		f, err := s.indexedDocOf(d)
		if err != nil {
			return nil, err
		}
		rows = append(rows, f.row)
	}
	return s.shardScript("p", n, joinRows(rows))
}

// termShard makes one shard of terms.
func (s *Site) termShard(n int) ([]byte, error) {
	var rows [][]byte
	for _, f := range s.indexGlossary(shardSlice(s.guide.Glossary, n, s.searchConfig.TermsPerShard)) {
		rows = append(rows, f.row)
	}
	return s.shardScript("t", n, joinRows(rows))
}

func joinRows(rows [][]byte) []byte { return fmt.Appendf(nil, "[%s]", bytes.Join(rows, []byte(","))) }

// shardScript makes the script that holds a value.
func (s *Site) shardScript(kind string, n int, value []byte) ([]byte, error) {
	p, err := s.invertedIndex()
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "guideShard(\"%s%d\",%s,%q,%q)\n", kind, n, value, s.searchConfig.Layout, p.entriesHash), nil
}

// mustJSON is a value as JSON in which no character is escaped that need not be.
func mustJSON(value any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic("site: " + err.Error()) // there are only strings, lists and maps in it
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// indexedDocOf returns what search knows of a page.
func (s *Site) indexedDocOf(d *guide.Doc) (*indexedDoc, error) {
	// The home page may have its title from guide.yaml: what was learnt of its file is not all.
	if l := s.cache.get(d); l != nil && d.Kind != page.KindHome {
		return l.indexed, nil
	}
	c, err := s.analyze(d)
	return c.indexed, err
}

// invertedIndex are the words of all pages and terms, by word.
type invertedIndex struct {
	pageWords    [][]byte   // found.words of each page
	firstPosting []int      // where the places of each word begin in places, by number
	postings     []posting  // by word, then by page
	byShard      [][]uint32 // numbers of words
	words        []string   // by number
	entriesHash  string     // names the entries of all pages and terms
}

// indexCache are those that were gathered last, while the texts were as they are after some rereads.
type indexCache struct {
	mu       sync.Mutex
	index    *invertedIndex
	revision uint64
}

// posting is where a page's list of words has a word.
type posting struct{ page, offset uint32 }

// invertedIndex returns the words of all pages.
func (s *Site) invertedIndex() (*invertedIndex, error) {
	cache := &s.indexCache
	cache.mu.Lock()
	defer cache.mu.Unlock()
	revision := s.guide.BodyRevision()
	if cache.index != nil && cache.revision == revision {
		return cache.index, nil
	}
	p := &invertedIndex{}
	if err := s.buildIndex(p); err != nil {
		return nil, err
	}
	cache.index, cache.revision = p, revision
	return p, nil
}

func (s *Site) buildIndex(index *invertedIndex) error {
	if err := s.analyzeAll(context.Background(), s.docs); err != nil {
		return err
	}
	entries := sha256.New()
	add := func(f *indexedDoc) {
		index.pageWords = append(index.pageWords, f.words)
		fmt.Fprintln(entries, f.entriesHash)
	}
	for _, d := range s.docs {
		f, err := s.indexedDocOf(d)
		if err != nil {
			return err
		}
		add(f)
	}
	for _, f := range s.indexGlossary(s.guide.Glossary) {
		add(f)
	}
	index.entriesHash = hex.EncodeToString(entries.Sum(nil)[:4])
	s.cache.dictionary.mu.RLock()
	index.words = slices.Clip(s.cache.dictionary.words)
	s.cache.dictionary.mu.RUnlock()
	index.firstPosting = make([]int, len(index.words)+1)
	for _, text := range index.pageWords {
		decodeWords(text, func(number uint32, _ int) { index.firstPosting[number+1]++ })
	}
	for i := range index.words {
		index.firstPosting[i+1] += index.firstPosting[i]
	}
	index.postings = make([]posting, index.firstPosting[len(index.words)])
	next := slices.Clone(index.firstPosting)
	for i, text := range index.pageWords {
		decodeWords(text, func(number uint32, at int) {
			index.postings[next[number]] = posting{uint32(i), uint32(at)}
			next[number]++
		})
	}
	index.byShard = make([][]uint32, s.searchConfig.WordShards)
	for number, word := range index.words {
		if index.firstPosting[number] < index.firstPosting[number+1] {
			n := s.searchConfig.shardOf(word)
			index.byShard[n] = append(index.byShard[n], uint32(number))
		}
	}
	return nil
}

// decodeWords calls f with the number of each word of a page and where its weight stands.
func decodeWords(text []byte, visit func(wordID uint32, offset int)) {
	wordID := uint32(0)
	for offset := 0; offset < len(text); {
		delta, n := binary.Uvarint(text[offset:])
		wordID += uint32(delta)
		offset += n
		visit(wordID, offset)
		entries := int(text[offset+1])
		for offset += 2; entries > 0; entries-- {
			_, n := binary.Uvarint(text[offset:])
			offset += n
		}
	}
}

// shardOf returns which shard has a word.
func (i SearchConfig) shardOf(word string) int {
	end := 0
	for range i.Letters {
		_, n := utf8.DecodeRuneInString(word[end:])
		end += n
	}
	hash := fnv.New32a()
	hash.Write([]byte(word[:end]))
	return int(hash.Sum32() % uint32(i.WordShards))
}

// wordShard makes one shard of words.
func (s *Site) wordShard(n int) ([]byte, error) {
	p, err := s.invertedIndex()
	if err != nil {
		return nil, err
	}
	lists := map[string]string{}
	for _, number := range p.byShard[n] {
		lists[p.words[number]] = p.encodePostings(p.postings[p.firstPosting[number]:p.firstPosting[number+1]])
	}
	return s.shardScript("w", n, mustJSON(lists))
}

// encodePostings writes where a word is.
func (p *invertedIndex) encodePostings(postings []posting) string {
	out := appendDigits(nil, len(postings))
	limit := maxPostings
	if pages := len(p.pageWords); pages > 100 && len(postings) > pages/4 {
		limit = min(limit, max(pages/8, 20)) // a word of so many pages tells little
	}
	if len(postings) > limit {
		postings = p.topPostings(postings, limit)
	}
	last := uint32(0)
	for _, post := range postings {
		out = appendDigits(out, int(post.page-last))
		last = post.page
		text := p.pageWords[post.page][post.offset:]
		out = appendDigits(out, int(text[0]))
		entries := int(text[1])
		out = appendDigits(out, entries)
		for text = text[2:]; entries > 0; entries-- {
			entry, n := binary.Uvarint(text)
			out = appendDigits(out, int(entry))
			text = text[n:]
		}
	}
	return string(out)
}

// topPostings returns some places where a word weighs most, in the order of the pages.
func (p *invertedIndex) topPostings(postings []posting, limit int) []posting {
	top := slices.Clone(postings)
	weight := func(at posting) byte { return p.pageWords[at.page][at.offset] }
	slices.SortFunc(top, func(a, b posting) int { return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(a.page, b.page)) })
	top = top[:limit]
	slices.SortFunc(top, func(a, b posting) int { return cmp.Compare(a.page, b.page) })
	return top
}

func appendDigits(dst []byte, n int) []byte {
	for ; n >= 32; n >>= 5 {
		dst = append(dst, shardDigits[n&31+32])
	}
	return append(dst, shardDigits[n])
}
