package search

import (
	"bytes"
	"encoding/gob"
	"errors"
	"sync"
)

// Dictionary numbers the words of all documents and their stems. It may be used from many goroutines. Numbers
// depend on the order in which words arrive; nothing in a shard does.
type Dictionary struct {
	stemmer      string // name of the Snowball stemmer, or ""
	textsPerPage int    // see Config
	counters     sync.Pool

	mu      sync.RWMutex
	wordIDs map[string]uint32
	words   []word // by number
	stemIDs map[string]uint32
	stems   []string // by number
}

// word is a word as texts have it.
type word struct {
	text string // in lower case
	form string // the same without diacritics: what Tokenize finds
	stem uint32
}

// NewDictionary returns an empty dictionary for a guide of so many pages. It stems words as the language (a BCP 47 tag)
// does, if it is one of English, French, Hungarian, Norwegian, Russian, Spanish and Swedish.
func NewDictionary(language string, pages int) *Dictionary {
	return &Dictionary{stemmer: stemmerOf(language), textsPerPage: textsPerPage(pages), wordIDs: map[string]uint32{},
		stemIDs: map[string]uint32{}}
}

// IsFor reports whether summaries of the dictionary fit an index of so many pages.
func (d *Dictionary) IsFor(pages int) bool { return d.textsPerPage == textsPerPage(pages) }

// intern returns the number of a word and the word itself.
func (d *Dictionary) intern(text, form []byte) (uint32, word) {
	d.mu.RLock()
	id, ok := d.wordIDs[string(text)]
	if ok {
		w := d.words[id]
		d.mu.RUnlock()
		return id, w
	}
	d.mu.RUnlock()
	stem := d.stem(text)
	d.mu.Lock()
	defer d.mu.Unlock()
	if id, ok = d.wordIDs[string(text)]; !ok {
		id = uint32(len(d.words))
		w := word{text: string(text), form: string(form), stem: d.internStem(stem)}
		d.words = append(d.words, w)
		d.wordIDs[w.text] = id
	}
	return id, d.words[id]
}

// internStem returns the number of a stem. The caller holds the lock.
func (d *Dictionary) internStem(stem string) uint32 {
	id, ok := d.stemIDs[stem]
	if !ok {
		id = uint32(len(d.stems))
		d.stems = append(d.stems, stem)
		d.stemIDs[stem] = id
	}
	return id
}

// savedDictionary is what GobEncode writes.
type savedDictionary struct {
	Stemmer      string
	TextsPerPage int
	Texts, Forms []string // of words, by number; a form is "" if it is the text
	WordStems    []uint32 // of words
	Stems        []string
}

// GobEncode encodes the dictionary for summaries that are kept on a disk.
func (d *Dictionary) GobEncode() ([]byte, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	saved := savedDictionary{Stemmer: d.stemmer, TextsPerPage: d.textsPerPage, Stems: d.stems}
	for _, w := range d.words {
		form := w.form
		if form == w.text {
			form = ""
		}
		saved.Texts, saved.Forms = append(saved.Texts, w.text), append(saved.Forms, form)
		saved.WordStems = append(saved.WordStems, w.stem)
	}
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(saved)
	return b.Bytes(), err
}

// GobDecode replaces the dictionary by one that GobEncode has encoded.
func (d *Dictionary) GobDecode(data []byte) error {
	var saved savedDictionary
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&saved); err != nil {
		return err
	}
	if len(saved.Forms) != len(saved.Texts) || len(saved.WordStems) != len(saved.Texts) {
		return errors.New("search: the dictionary is damaged")
	}
	d.stemmer, d.textsPerPage, d.stems = saved.Stemmer, saved.TextsPerPage, saved.Stems
	d.words, d.wordIDs = make([]word, len(saved.Texts)), make(map[string]uint32, len(saved.Texts))
	d.stemIDs = make(map[string]uint32, len(saved.Stems))
	for i, text := range saved.Texts {
		form := saved.Forms[i]
		if form == "" {
			form = text
		}
		d.words[i] = word{text, form, saved.WordStems[i]}
		d.wordIDs[text] = uint32(i)
	}
	for i, stem := range saved.Stems {
		d.stemIDs[stem] = uint32(i)
	}
	return nil
}
