package search

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"slices"
	"unicode/utf8"
)

// Version is the version of the format of the shards. Layouts begin with it and a colon.
const Version = "3"

// Config says how an index is divided into shards. It is what the script of search must know.
type Config struct {
	Pages          int    `json:"pages"`
	Terms          int    `json:"terms"`
	Letters        int    `json:"letters"` // of a word, which choose its shard
	WordShards     int    `json:"wordShards"`
	SpellingShards int    `json:"spellingShards"`
	PagesPerShard  int    `json:"pagesPerShard"`
	TermsPerShard  int    `json:"termsPerShard"`
	TextsPerPage   int    `json:"textsPerPage"` // 0 if there are neither text shards nor occurrence shards
	Layout         string `json:"layout"`       // see Versions in the package comment
}

// maxPagesWithTexts is how many pages a guide with text shards and occurrence shards has at most.
const maxPagesWithTexts = 512

// NewConfig returns the configuration for documents with these addresses and terms with these names. A word shard
// of the shipped guide has 450 bytes with gzip, a text shard 560: so a query of a guide with long pages loads 20 kB at
// most.
func NewConfig(addresses, terms []string) Config {
	pages := len(addresses)
	c := Config{Pages: pages, Terms: len(terms), Letters: 3, WordShards: 256, SpellingShards: 32, PagesPerShard: 1,
		TermsPerShard: 6, TextsPerPage: textsPerPage(pages)}
	for c.WordShards < max(min(pages, 512), pages/3) && c.WordShards < 4096 {
		c.WordShards *= 2
	}
	if pages > maxPagesWithTexts {
		c.PagesPerShard, c.SpellingShards = 2, 128
	}
	if pages > 2048 {
		c.Letters = 4
	}
	digest := sha256.New()
	fmt.Fprintf(digest, "%s %+v\n", Version, c)
	var line []byte
	for _, name := range slices.Concat(addresses, terms) {
		line = append(append(line[:0], name...), '\n')
		digest.Write(line)
	}
	c.Layout = Version + ":" + hex.EncodeToString(digest.Sum(nil)[:4])
	return c
}

func textsPerPage(pages int) int {
	if pages > maxPagesWithTexts {
		return 0
	}
	return 8
}

// ShardName names a shard.
type ShardName struct {
	Kind   byte // see the package comment
	Number int
}

// String returns the name as the script asks for it, such as "w3".
func (n ShardName) String() string { return fmt.Sprintf("%c%d", n.Kind, n.Number) }

// Shards returns the names of all shards.
func (c Config) Shards() []ShardName {
	var out []ShardName
	for _, kind := range []struct {
		name  byte
		count int
	}{
		{'c', 1},
		{'w', c.WordShards},
		{'o', c.occurrenceShards()},
		{'s', c.SpellingShards},
		{'p', shardCount(c.Pages, c.PagesPerShard)},
		{'t', shardCount(c.Terms, c.TermsPerShard)},
		{'x', c.Pages * c.TextsPerPage},
	} {
		for n := range kind.count {
			out = append(out, ShardName{kind.name, n})
		}
	}
	return out
}

// occurrenceShards returns how many shards of occurrences there are. Large guides have none, since one would have up
// to 100,000 bytes.
func (c Config) occurrenceShards() int {
	if c.TextsPerPage == 0 {
		return 0
	}
	return c.WordShards / 2
}

func shardCount(total, perShard int) int { return (total + perShard - 1) / perShard }

// shardOf returns the number of the shard that has a word.
func (c Config) shardOf(form string) int {
	end := 0
	for range c.Letters {
		_, n := utf8.DecodeRuneInString(form[end:])
		end += n
	}
	return int(hashOf(form[:end]) % uint32(c.WordShards))
}

// hashOf returns the FNV-1a hash (32 bits) of a text.
func hashOf(text string) uint32 {
	hash := fnv.New32a()
	hash.Write([]byte(text))
	return hash.Sum32()
}
