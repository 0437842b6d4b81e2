package guide

import (
	"testing"
	"testing/fstest"
)

// homeWith is the home page of a guide with some actions.
func homeWith(keys string) files {
	return files{
		"guide.yaml": "id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n" +
			"audiences: {new: New, lead: Leading}\n",
		"index.md": "---\ntitle: T\nhome:\n  " + keys + "\n---\n",
		"steps/1-a.md": pageWith("checklist:\n" +
			"  - {id: read-it, text: Read}\n  - {id: write-it, text: W, was: [note-it]}\n"),
		"steps/1-a/b.md": pageWith("checklist:\n  - {id: find-it, text: Find}\n" +
			"resources:\n  - {id: book, title: B, url: \"https://a.org/\", type: book, why: W}\n"),
		"steps/2-c.md": pageWith("draft: true\nchecklist:\n  - {id: hidden, text: Hide}\n"),
	}
}

func TestHomeStart(t *testing.T) {
	const noAction = `index.md:4: start: there is no action with the id `
	tests := []struct {
		name, keys string
		want       []string
		valid      int
	}{
		{"of a step and a topic", "start: [find-it, read-it]", nil, 2},
		{"none", "start: []", nil, 0},
		{"misspelt", "start: [red-it, read-it]", []string{
			noAction + `"red-it" [bad-start] (did you mean "read-it"?)`}, 1},
		{"unknown", "start: [something]", []string{
			noAction + `"something" [bad-start] (name the id: of an action in a checklist:)`}, 0},
		{"a former id", "start: [note-it]", []string{noAction + `"note-it" [bad-start] (its id is now "write-it")`}, 0},
		{"a resource", "start: [book]", []string{
			`index.md:4: start: "book" is a resource, not an action [bad-start] (name an action of a checklist:)`}, 0},
		{"twice", "start: [read-it, read-it]", []string{
			`index.md:4: start: "read-it" is named twice [bad-start] (name it once)`}, 1},
		{"of a draft", "start: [hidden]", []string{`index.md:4: start: "hidden" is in content/steps/2-c.md, which is ` +
			`a draft [withheld] (publish that page too, or name another action)`}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := load(t, homeWith(tt.keys).fs(), false)
			wantProblems(t, g, tt.want...)
			if len(g.Start) != tt.valid {
				t.Errorf("start: %v", g.Start)
			}
			for _, s := range g.Start {
				if s.Item().ID != s.ID() {
					t.Errorf("%s is the item %v", s.ID(), s.Item())
				}
			}
		})
	}
}

func TestHomeDoors(t *testing.T) {
	g := load(t, homeWith("doors: [{for: new, to: steps/1-a.md}, {for: led, to: steps/1-a.md}]").fs(), false)
	wantProblems(t, g, `index.md:4: there is no audience "led" [unknown-audience] (did you mean "lead"?)`)
}

// A file to which only the home page refers is published.
func TestHomeFiles(t *testing.T) {
	fsys := homeWith("reasons: [{title: R, text: \"[A sheet](sheet.csv)\"}]").fs()
	fsys["content/sheet.csv"] = &fstest.MapFile{Data: []byte("a,b\n")}
	g := load(t, fsys, false)
	wantProblems(t, g)
	if len(g.Files) != 1 || g.Files[0].Address != "/sheet.csv" {
		t.Errorf("files: %v", g.Files)
	}
}
