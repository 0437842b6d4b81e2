package search

import (
	"fmt"
	"testing"
)

// Words of most pages are listed as frequent, and stop words by themselves.
func TestFrequentWords(t *testing.T) {
	var docs []Document
	for i := range 12 {
		doc := newDoc(fmt.Sprint("t", i, "/"), fmt.Sprint("Topic ", i), "The project")
		if i < 7 {
			doc = newDoc(fmt.Sprint("t", i, "/"), fmt.Sprint("Topic ", i), "The project of a board")
		}
		docs = append(docs, doc)
	}
	var shard string
	readShard(t, newIndex("en", docs...), ShardName{'c', 0}, &shard)
	if shard != "|project topic|of the" {
		t.Errorf("common words: %q", shard)
	}
}
