package guide

import "testing"

func item(id, more string) string {
	return "  - {id: " + id + ", text: Do it" + more + "}\n"
}

func resource(id, more string) string {
	return "  - {id: " + id + ", title: A book, url: https://example.org/, type: book, why: Read it" + more + "}\n"
}

// idTests are source folders and their problems.
var idTests = []struct {
	name string
	in   files
	want []string
}{
	{"no duplicates", files{
		"steps/1-a.md": pageWith("checklist:\n" + item("one", "") + item("two", "") + "resources:\n" +
			resource("three", "")),
		"steps/1-a/b.md": pageWith("checklist:\n" + item("four", ", was: [old]")),
	}, nil},
	{"two items of a page", files{"steps/1-a.md": pageWith("checklist:\n" + item("one", "") + item("one", ""))},
		[]string{
			`steps/1-a.md:6: the id "one" is already used at content/steps/1-a.md:5 [duplicate-id]` +
				` (readers' ticks are kept by id: give this one another)`,
		}},
	{"an item and a resource of another page", files{
		"steps/1-a.md": pageWith("checklist:\n" + item("one", "")),
		"steps/2-b.md": pageWith("resources:\n" + resource("one", "")),
	}, []string{
		`steps/2-b.md:5: the id "one" is already used at content/steps/1-a.md:5 [duplicate-id]` +
			` (readers' ticks are kept by id: give this one another)`,
	}},
	{"an item of a draft", files{
		"steps/1-a.md": pageWith("draft: true\nchecklist:\n" + item("one", "")),
		"steps/2-b.md": pageWith("checklist:\n" + item("one", "")),
	}, []string{
		`steps/2-b.md:5: the id "one" is already used at content/steps/1-a.md:6 [duplicate-id]` +
			` (readers' ticks are kept by id: give this one another)`,
	}},
	{"an old id listed twice", files{
		"steps/1-a.md": pageWith("checklist:\n" + item("one", ", was: [old]")),
		"steps/2-b.md": pageWith("resources:\n" + resource("two", ", was: [older, old]")),
	}, []string{
		`steps/2-b.md:5: the old id "old" is also listed at content/steps/1-a.md:5 [duplicate-id]` +
			` (an id belonged to only one item or resource)`,
	}},
	{"an old id that is in use", files{
		"steps/1-a.md": pageWith("checklist:\n" + item("one", ", was: [two]")),
		"steps/2-b.md": pageWith("checklist:\n" + item("two", ", was: [two]")),
	}, []string{
		`steps/1-a.md:5: the old id "two" is in use at content/steps/2-b.md:5 [duplicate-id]` +
			` (an id that is in use cannot be an old one)`,
		`steps/2-b.md:5: the old id "two" is in use at content/steps/2-b.md:5 [duplicate-id]` +
			` (an id that is in use cannot be an old one)`,
	}},
	{"retired and in use", files{
		"guide.yaml":   "id: g\ntitle: A guide\nsummary: About it\nlanguage: en\nretired:\n  ids: [gone, one]\n",
		"steps/1-a.md": pageWith("checklist:\n" + item("one", "")),
	}, []string{
		`guide.yaml:6: the retired id "one" is in use at content/steps/1-a.md:5 [duplicate-id]` +
			` (give the new one another id, or it would get readers' old ticks)`,
	}},
	{"missing ids are not compared", files{
		"steps/1-a.md": pageWith("checklist:\n  - text: A\n  - text: B\n"),
	}, []string{
		`steps/1-a.md:5: a checklist item needs the key "id" [missing-key] (add id:)`,
		`steps/1-a.md:6: a checklist item needs the key "id" [missing-key] (add id:)`,
	}},
}

func TestIDs(t *testing.T) {
	for _, tt := range idTests {
		t.Run(tt.name, func(t *testing.T) { wantProblems(t, load(t, tt.in.fs(), false), tt.want...) })
	}
}

func TestItem(t *testing.T) {
	g := load(t, files{
		"steps/1-a.md":   pageWith("checklist:\n" + item("one", "")),
		"steps/1-a/b.md": pageWith("resources:\n" + resource("two", "")),
	}.fs(), false)
	if got, ok := g.Item("one"); !ok || got.Resource || got.Doc.Address != "/steps/a/" || got.ID().Line != 5 {
		t.Errorf("Item(one) = %+v, %v", got, ok)
	}
	if got, ok := g.Item("two"); !ok || !got.Resource || got.Doc.Address != "/steps/a/b/" {
		t.Errorf("Item(two) = %+v, %v", got, ok)
	}
	if _, ok := g.Item("three"); ok {
		t.Error("Item(three) exists")
	}
}

func TestAudiences(t *testing.T) {
	step := files{"steps/1-a.md": pageWith("checklist:\n" + item("one", ", for: [new, analist, all]") + "resources:\n" +
		resource("two", ", for: [manager]"))}
	with := func(settings string) files {
		return files{"steps/1-a.md": step["steps/1-a.md"],
			"guide.yaml": "id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n" + settings}
	}
	wantProblems(t, load(t, step.fs(), false),
		`steps/1-a.md:5: there is no audience "new" [unknown-audience]`+
			` (declare it under audiences: in content/guide.yaml)`,
		`steps/1-a.md:5: there is no audience "analist" [unknown-audience]`+
			` (declare it under audiences: in content/guide.yaml)`,
		`steps/1-a.md:5: there is no audience "all" [unknown-audience]`+
			` (declare it under audiences: in content/guide.yaml)`,
		`steps/1-a.md:7: there is no audience "manager" [unknown-audience]`+
			` (declare it under audiences: in content/guide.yaml)`)
	wantProblems(t, load(t, with("audiences: {new: New here, analyst: In it, manager: Leading}\n").fs(), false),
		`steps/1-a.md:5: there is no audience "analist" [unknown-audience] (did you mean "analyst"?)`,
		`steps/1-a.md:5: there is no audience "all" [unknown-audience]`+
			` (audiences: in content/guide.yaml has new, analyst, manager)`)
}
