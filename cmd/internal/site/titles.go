package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

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
	fmt.Fprintln(digest, s.contentVersion(), s.ThemeHash())
	return &titleSettings{titlesPerShard, hex.EncodeToString(digest.Sum(nil)[:4])}
}

// registerTitles registers the shards of titles.
func (s *Site) registerTitles(register func(string, func() ([]byte, error))) {
	total := 0
	for _, d := range s.stepDocs() {
		total += len(d.Checklist) + len(d.Resources)
	}
	for n := range (total + titlesPerShard - 1) / titlesPerShard {
		register(fmt.Sprintf("/assets/titles/%d.js", n), func() ([]byte, error) { return s.titleShard(n) })
	}
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
func (s *Site) titleShard(number int) ([]byte, error) {
	rows := map[string][2]string{}
	n := 0 // of the item or resource
	wanted := func() bool {
		n++
		return (n-1)/titlesPerShard == number
	}
	for _, d := range s.stepDocs() {
		for i := range d.Checklist {
			if item := &d.Checklist[i]; wanted() {
				text := s.converter.Inline(item.Text.Value, item.Text.Locator(d.File), markdown.Env{})
				rows[item.ID.Value] = [2]string{text.PlainText, s.itemFacts(&frontmatter.Item{
					Level: item.Level, Effort: item.Effort, Takes: item.Takes, Milestone: item.Milestone,
				})}
			}
		}
	}
	for _, d := range s.stepDocs() {
		for i := range d.Resources {
			if r := &d.Resources[i]; wanted() {
				rows[r.ID.Value] = [2]string{r.Title.Value, s.resourceFacts(&frontmatter.Resource{
					Type: r.Type, Effort: r.Effort, Cost: r.Cost, Publisher: r.Publisher, Level: r.Level,
				})}
			}
		}
	}
	data, err := json.Marshal(rows)
	if err != nil {
		return nil, err
	}
	return bytes.Join([][]byte{[]byte("guideTitles("), data, []byte(")\n")}, nil), nil
}
