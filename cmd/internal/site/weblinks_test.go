package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var webLinksFiles = map[string]string{
	"content/guide.yaml": "id: a\ntitle: A\nsummary: S\nlanguage: en\nbaseURL: https://a.example/guide\n" +
		"edit: https://b.example/{path}\nreport: https://b.example/?t={title}\ncontact: mailto:a@b.example\n",
	"content/glossary.yaml": "- term: T\n  means: |\n    One.\n\n    Two [b](https://b.example/term).\n",
	"content/pages/links.md": `---
title: Links
summary: S
---
[a](https://b.example/a#part), <HTTPS://b.example/b>, https://b.example/c, [mail](mailto:a@b.example),
[r] and [r], ![p](https://b.example/p.png), ` + "`https://b.example/code`" + `, [own](https://a.example/guide/).

<!-- https://b.example/comment -->
[local](http://localhost/) and [http://b.example/text](https://b.example/d)[^1].

[r]: https://b.example/reference
[^1]: https://b.example/note
`,
	"content/pages/draft.md": "---\ntitle: D\nsummary: S\ndraft: true\n---\nhttps://b.example/draft\n",
	"content/steps/9-last/index.md": `---
title: Last
summary: S
outcomes: ["[o](https://b.example/outcome)"]
checklist:
  - {id: do, text: "[t](https://b.example/text)", detail: "[d](https://b.example/detail)"}
resources:
  - {id: r1, title: R, url: https://b.example/url, type: book, why: "[w](https://b.example/why)"}
  - {id: r2, title: R, url: https://b.example/gone, archive: https://b.example/copy, gone: 2026-01-01, type: book,
     why: W.}
---
`,
}

// wantWebLinks has the place of each address of webLinksFiles.
var wantWebLinks = []string{
	"glossary.yaml:5:9 https://b.example/term",
	"guide.yaml:5:10 https://a.example/guide/ base",
	"guide.yaml:6:7 https://b.example/content/guide.yaml",
	"guide.yaml:7:9 https://b.example/?t=Title",
	"links.md:5:1 https://b.example/a#part",
	"links.md:5:32 HTTPS://b.example/b",
	"links.md:5:54 https://b.example/c",
	"links.md:6:1 https://b.example/reference",
	"links.md:6:9 https://b.example/reference",
	"links.md:9:32 https://b.example/d",
	"links.md:12:7 https://b.example/note",
	"index.md:19:42 https://example.org/book url of the-book",
	"index.md:4:13 https://b.example/outcome",
	"index.md:6:21 https://b.example/text",
	"index.md:6:60 https://b.example/detail",
	"index.md:8:29 https://b.example/url url of r1",
	"index.md:8:70 https://b.example/why",
	"index.md:9:62 https://b.example/copy archive of r2",
}

// TestWebLinks checks where the addresses are that can be asked for, and that an ordinary check gathers none.
func TestWebLinks(t *testing.T) {
	files := smallGuide.merge(webLinksFiles)
	s := newSite(t, files.mapFS(), func(o *Options) { o.WebLinks, o.CheckOnly = true, true })
	if _, err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range s.WebLinks() {
		kind := ""
		switch {
		case l.IsBase:
			kind = " base"
		case l.IsArchive:
			kind = " archive of " + l.Resource.ID.Value
		case l.Resource != nil:
			kind = " url of " + l.Resource.ID.Value
		}
		name := l.Pos.File[strings.LastIndexByte(l.Pos.File, '/')+1:]
		got = append(got, fmt.Sprintf("%s:%d:%d %s%s", name, l.Pos.Line, l.Pos.Column, l.URL, kind))
	}
	if diff := cmp.Diff(wantWebLinks, got); diff != "" {
		t.Error(diff)
	}
	s = newSite(t, files.mapFS(), func(o *Options) { o.CheckOnly = true })
	if _, err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, d := range s.docs {
		if a := s.cache.get(d); len(a.WebLinks) > 0 {
			t.Errorf("an ordinary check has gathered %v", a.WebLinks)
		}
	}
	if !slices.ContainsFunc(s.WebLinks(), func(l WebLink) bool { return l.IsBase }) {
		t.Error("the addresses of guide.yaml are known without the option")
	}
}
