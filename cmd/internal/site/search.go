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

// Index is what the script of search must know.
type Index struct {
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
	maxPages    = 2000 // that the list of one word has
)

// newIndex says how the index of so many pages and terms is cut: a shard of words has a few thousand bytes.
func newIndex(pages, terms int) Index {
	i := Index{Pages: pages, Terms: terms, Letters: 2, WordShards: 32, PagesPerShard: 1, TermsPerShard: 12}
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

// addShards names the files of the index.
func (s *Site) addShards(add func(string, func() ([]byte, error))) {
	i := newIndex(len(s.docs), len(s.guide.Glossary))
	i.Layout = s.layoutOf(i)
	s.index = i
	for n := range i.WordShards {
		add(shardAddress("w", n), func() ([]byte, error) { return s.wordShard(n) })
	}
	for n := range shardCount(i.Pages, i.PagesPerShard) {
		add(shardAddress("p", n), func() ([]byte, error) { return s.pageShard(n) })
	}
	for n := range shardCount(i.Terms, i.TermsPerShard) {
		add(shardAddress("t", n), func() ([]byte, error) { return s.termShard(n) })
	}
}

func shardAddress(kind string, n int) string { return fmt.Sprintf("/assets/search/%s%d.js", kind, n) }

func shardCount(all, each int) int { return (all + each - 1) / each }

// part returns those of a list that are in shard n.
func part[T any](all []T, n, each int) []T { return all[n*each : min((n+1)*each, len(all))] }

// SearchIndex returns what the script of search must know, as JSON.
func (v *View) SearchIndex() (string, error) {
	i := v.site.index
	i.Version = v.site.sourcesVersion()
	data, err := json.Marshal(i)
	return string(data), err
}

// layoutOf names how an index is cut and which page or term has which number.
func (s *Site) layoutOf(i Index) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%+v\n", i)
	for _, d := range s.docs {
		fmt.Fprintln(sum, s.onDisk(d.Address))
	}
	for _, t := range s.guide.Glossary {
		fmt.Fprintln(sum, page.Slug(t.Term.Value))
	}
	return hex.EncodeToString(sum.Sum(nil)[:4])
}

// sourcesVersion names the texts of the guide.
func (s *Site) sourcesVersion() string {
	sum := sha256.New()
	for _, d := range s.docs {
		hash := d.Hash()
		sum.Write(hash[:])
	}
	for _, t := range s.guide.Glossary {
		fmt.Fprintln(sum, t.Term.Value, t.Means.Value, t.Aka)
	}
	return hex.EncodeToString(sum.Sum(nil)[:4])
}

// pageShard makes one shard of pages.
func (s *Site) pageShard(n int) ([]byte, error) {
	var rows [][]byte
	for _, d := range part(s.docs, n, s.index.PagesPerShard) {
		f, err := s.foundOn(d)
		if err != nil {
			return nil, err
		}
		rows = append(rows, f.row)
	}
	return s.shard("p", n, rowsOf(rows))
}

// termShard makes one shard of terms.
func (s *Site) termShard(n int) ([]byte, error) {
	var rows [][]byte
	for _, f := range s.findableTerms(part(s.guide.Glossary, n, s.index.TermsPerShard)) {
		rows = append(rows, f.row)
	}
	return s.shard("t", n, rowsOf(rows))
}

func rowsOf(rows [][]byte) []byte { return fmt.Appendf(nil, "[%s]", bytes.Join(rows, []byte(","))) }

// shard makes the script that holds a value.
func (s *Site) shard(kind string, n int, value []byte) ([]byte, error) {
	p, err := s.allWords()
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "guideShard(\"%s%d\",%s,%q,%q)\n", kind, n, value, s.index.Layout, p.entries), nil
}

// encoded is a value as JSON in which no character is escaped that need not be.
func encoded(value any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic("site: " + err.Error()) // there are only strings, lists and maps in it
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// foundOn returns what search knows of a page.
func (s *Site) foundOn(d *guide.Doc) (*found, error) {
	// The home page may have its title from guide.yaml: what was learnt of its file is not all.
	if l := s.memory.of(d); l != nil && d.Kind != page.KindHome {
		return l.found, nil
	}
	c, err := s.own(d)
	return c.found, err
}

// postings are the words of all pages and terms, by word.
type postings struct {
	texts   [][]byte   // found.words of each page
	first   []int      // where the places of each word begin in places, by number
	places  []place    // by word, then by page
	byShard [][]uint32 // numbers of words
	words   []string   // by number
	entries string     // names the entries of all pages and terms
}

// lastPostings are those that were gathered last, while the texts were as they are after some rereads.
type lastPostings struct {
	mu      sync.Mutex
	of      *postings
	rereads uint64
}

// place is where a page's list of words has a word.
type place struct{ page, at uint32 }

// allWords returns the words of all pages.
func (s *Site) allWords() (*postings, error) {
	last := &s.postings
	last.mu.Lock()
	defer last.mu.Unlock()
	rereads := s.guide.Rereads()
	if last.of != nil && last.rereads == rereads {
		return last.of, nil
	}
	p := &postings{}
	if err := s.sortWords(p); err != nil {
		return nil, err
	}
	last.of, last.rereads = p, rereads
	return p, nil
}

func (s *Site) sortWords(p *postings) error {
	if err := s.learnAll(context.Background(), s.docs); err != nil {
		return err
	}
	entries := sha256.New()
	add := func(f *found) {
		p.texts = append(p.texts, f.words)
		fmt.Fprintln(entries, f.entries)
	}
	for _, d := range s.docs {
		f, err := s.foundOn(d)
		if err != nil {
			return err
		}
		add(f)
	}
	for _, f := range s.findableTerms(s.guide.Glossary) {
		add(f)
	}
	p.entries = hex.EncodeToString(entries.Sum(nil)[:4])
	s.memory.dictionary.mu.RLock()
	p.words = slices.Clip(s.memory.dictionary.words)
	s.memory.dictionary.mu.RUnlock()
	p.first = make([]int, len(p.words)+1)
	for _, text := range p.texts {
		eachWordOf(text, func(number uint32, _ int) { p.first[number+1]++ })
	}
	for i := range p.words {
		p.first[i+1] += p.first[i]
	}
	p.places = make([]place, p.first[len(p.words)])
	next := slices.Clone(p.first)
	for i, text := range p.texts {
		eachWordOf(text, func(number uint32, at int) {
			p.places[next[number]] = place{uint32(i), uint32(at)}
			next[number]++
		})
	}
	p.byShard = make([][]uint32, s.index.WordShards)
	for number, word := range p.words {
		if p.first[number] < p.first[number+1] {
			n := s.index.shardOf(word)
			p.byShard[n] = append(p.byShard[n], uint32(number))
		}
	}
	return nil
}

// eachWordOf calls f with the number of each word of a page and where its weight stands.
func eachWordOf(text []byte, f func(number uint32, at int)) {
	number := uint32(0)
	for at := 0; at < len(text); {
		more, n := binary.Uvarint(text[at:])
		number += uint32(more)
		at += n
		f(number, at)
		entries := int(text[at+1])
		for at += 2; entries > 0; entries-- {
			_, n := binary.Uvarint(text[at:])
			at += n
		}
	}
}

// shardOf returns which shard has a word.
func (i Index) shardOf(word string) int {
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
	p, err := s.allWords()
	if err != nil {
		return nil, err
	}
	lists := map[string]string{}
	for _, number := range p.byShard[n] {
		lists[p.words[number]] = p.list(p.places[p.first[number]:p.first[number+1]])
	}
	return s.shard("w", n, encoded(lists))
}

// list writes where a word is.
func (p *postings) list(places []place) string {
	out := appendDigits(nil, len(places))
	most := maxPages
	if all := len(p.texts); all > 100 && len(places) > all/4 {
		most = min(most, max(all/8, 20)) // a word of so many pages tells little
	}
	if len(places) > most {
		places = p.heaviest(places, most)
	}
	last := uint32(0)
	for _, at := range places {
		out = appendDigits(out, int(at.page-last))
		last = at.page
		text := p.texts[at.page][at.at:]
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

// heaviest returns some places where a word weighs most, in the order of the pages.
func (p *postings) heaviest(places []place, most int) []place {
	some := slices.Clone(places)
	weight := func(at place) byte { return p.texts[at.page][at.at] }
	slices.SortFunc(some, func(a, b place) int { return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(a.page, b.page)) })
	some = some[:most]
	slices.SortFunc(some, func(a, b place) int { return cmp.Compare(a.page, b.page) })
	return some
}

func appendDigits(to []byte, n int) []byte {
	for ; n >= 32; n >>= 5 {
		to = append(to, shardDigits[n&31+32])
	}
	return append(to, shardDigits[n])
}
