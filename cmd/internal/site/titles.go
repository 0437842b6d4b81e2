package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// titlesPerShard is how many items and resources a shard of titles has. A page loads the shards of what it shows, so
// that it stays small in a guide of any size.
const titlesPerShard = 256

// titleSettings tells a script how to find the title of an item. All actions of the guide, and after them all
// resources, are counted from 0; those from n*Size on are in assets/titles/n.js, a classic script, so that it can be
// loaded from a disk too:
//
//	guideTitles({"read-a-gantt":["Read a Gantt chart","30 minutes"],...})
type titleSettings struct {
	Size    int    `json:"size"`
	Version string `json:"version"` // requested with ?v=<version>
}

// titleSettings has a hash of all that titles are made of as their version.
func (s *Site) titleSettings() *titleSettings {
	digest := sha256.New()
	fmt.Fprintln(digest, s.contentVersion(), s.ThemeHash(), s.guide.Settings.Language.Value, s.messages.Messages)
	return &titleSettings{titlesPerShard, hex.EncodeToString(digest.Sum(nil)[:4])}
}

// registerTitles registers the shards of titles.
func (s *Site) registerTitles(register func(string, func() ([]byte, error))) {
	list := newTitleList(s.stepDocs())
	for n := range (list.count() + titlesPerShard - 1) / titlesPerShard {
		register(fmt.Sprintf("/assets/titles/%d.js", n), func() ([]byte, error) { return s.titleShard(list, n) })
	}
}

// titleList numbers the items of pages, and after them their resources.
type titleList struct {
	docs []*guide.Doc
	ends []int // of the numbers of the items of docs[i], and at len(docs)+i of its resources
}

func newTitleList(docs []*guide.Doc) titleList {
	list := titleList{docs: docs}
	for _, d := range docs {
		list.ends = append(list.ends, list.count()+len(d.Checklist))
	}
	for _, d := range docs {
		list.ends = append(list.ends, list.count()+len(d.Resources))
	}
	return list
}

func (l titleList) count() int {
	if len(l.ends) == 0 {
		return 0
	}
	return l.ends[len(l.ends)-1]
}

// stepDocs returns the steps and topics in the order of the scripts of ids.
func (s *Site) stepDocs() []*guide.Doc {
	var docs []*guide.Doc
	for _, step := range s.guide.Steps {
		docs = append(append(docs, step.Doc), step.Topics...)
	}
	return docs
}

// titleShard returns the titles and the facts of some items and resources. Who a thing is for is not among the facts:
// the reader has chosen it.
func (s *Site) titleShard(list titleList, number int) ([]byte, error) {
	rows := map[string][2]string{}
	first, end := number*titlesPerShard, (number+1)*titlesPerShard
	i, _ := slices.BinarySearch(list.ends, first+1)
	for ; i < len(list.ends); i++ {
		d, start := list.docs[i%len(list.docs)], 0
		if i > 0 {
			start = list.ends[i-1]
		}
		if start >= end {
			break
		}
		for n := max(first, start); n < min(end, list.ends[i]); n++ {
			if i < len(list.docs) {
				s.addItemTitle(rows, d, &d.Checklist[n-start])
			} else {
				s.addResourceTitle(rows, &d.Resources[n-start])
			}
		}
	}
	data, err := json.Marshal(rows)
	if err != nil {
		return nil, err
	}
	return bytes.Join([][]byte{[]byte("guideTitles("), data, []byte(")\n")}, nil), nil
}

func (s *Site) addItemTitle(rows map[string][2]string, d *guide.Doc, item *frontmatter.Item) {
	text := s.converter.Inline(item.Text.Value, item.Text.Locator(d.File), markdown.Env{})
	rows[item.ID.Value] = [2]string{text.PlainText, s.itemFacts(&frontmatter.Item{
		Level: item.Level, Effort: item.Effort, Takes: item.Takes, Milestone: item.Milestone,
	})}
}

func (s *Site) addResourceTitle(rows map[string][2]string, r *frontmatter.Resource) {
	rows[r.ID.Value] = [2]string{r.Title.Value, s.resourceFacts(&frontmatter.Resource{
		Type: r.Type, Effort: r.Effort, Cost: r.Cost, Publisher: r.Publisher, Level: r.Level,
	})}
}
