package frontmatter

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diagtest"
	"guide/cmd/internal/edit"
)

// editPage makes changes in the front matter of a step.
func editPage(data []byte, change func(p *Page, e *Editor)) ([]byte, error) {
	p, _ := Parse(KindStep, "f.md", data)
	e := NewEditor("f.md", data)
	if e == nil {
		return nil, errors.New("there is no YAML")
	}
	change(p, e)
	edits, err := e.Edits()
	if err != nil {
		return nil, err
	}
	return edit.Apply(data, edits)
}

// renameFirst gives the first item the id new, and keeps the old one.
func renameFirst(keep string) func(p *Page, e *Editor) {
	return func(p *Page, e *Editor) {
		e.ChangeList(p.Checklist[0].ID, "was", keep, "new")
		e.Set(p.Checklist[0].ID, "new")
	}
}

func alias(add, remove string) func(p *Page, e *Editor) {
	return func(_ *Page, e *Editor) { e.ChangeList(Text{}, "aliases", add, remove) }
}

// replaceIn replaces old by other wherever it is in the detail of the first item.
func replaceIn(old, other string) func(p *Page, e *Editor) {
	return func(p *Page, e *Editor) {
		detail := p.Checklist[0].Detail
		var changes []edit.Edit
		for at := 0; ; {
			i := strings.Index(detail.Value[at:], old)
			if i < 0 {
				break
			}
			changes = append(changes, edit.Edit{From: at + i, To: at + i + len(old), Text: other})
			at += i + len(old)
		}
		e.Replace(detail, changes)
	}
}

func addItem(p *Page, e *Editor) { e.AddEntry("checklist", Field{"id", "new"}, Field{"text", "A: b"}) }

var editorTests = []struct {
	name          string
	change        func(p *Page, e *Editor)
	before, after string // "" if it cannot be made
}{
	{"a former id", renameFirst("a"), "checklist:\n- id: a # the first\n  text: A\n",
		"checklist:\n- id: new # the first\n  was: [a]\n  text: A\n"},
	{"in braces", renameFirst("a"), "checklist: [{id: a, text: A}]\n",
		"checklist: [{id: new, was: [a], text: A}]\n"},
	{"one more", renameFirst("a"), "checklist:\n- id: 'a'\n  was: [z]\n", "checklist:\n- id: 'new'\n  was: [z, a]\n"},
	{"in lines", renameFirst("a"), "checklist:\n- id: a\n  was:\n    - z # old\n  text: A\n",
		"checklist:\n- id: new\n  was:\n    - z # old\n    - a\n  text: A\n"},
	{"in an empty list", renameFirst("a"), "checklist:\n- id: a\n  was: []\n", "checklist:\n- id: new\n  was: [a]\n"},
	{"back again", renameFirst("a"), "checklist:\n- id: a\n  was: [new, z]\n",
		"checklist:\n- id: new\n  was: [a, z]\n"},
	{"back, and not kept", renameFirst(""), "checklist:\n- id: a\n  was: [z, \"new\", y]\n",
		"checklist:\n- id: new\n  was: [z, y]\n"},
	{"the first of them", renameFirst(""), "checklist:\n- id: a\n  was: [ new, y ]\n",
		"checklist:\n- id: new\n  was: [ y ]\n"},
	{"a line of them", renameFirst(""), "checklist:\n- id: a\n  was:\n  - new # old\n  - y\n",
		"checklist:\n- id: new\n  was:\n  - y\n"},
	{"the only one", renameFirst(""), "checklist:\n- id: a\n  was:\n  - new\n  text: A\n",
		"checklist:\n- id: new\n  text: A\n"},
	{"no list", renameFirst("a"), "checklist:\n- id: a\n  was: z\n", ""},
	{"a folded id", renameFirst("a"), "checklist:\n- id: >-\n    a\n", ""},
	{"an alias", alias("/old/", ""), "needs: [x] # y\n", "needs: [x] # y\naliases: [/old/]\n"},
	{"behind a block", alias("/old/", ""), "outcomes:\n- |\n  A\n\n", "outcomes:\n- |\n  A\n\naliases: [/old/]\n"},
	{"one of two", alias("", "/old/"), "aliases: [/old/, /b/]\n", "aliases: [/b/]\n"},
	{"the last one", alias("", "/old/"), "needs: [a]\naliases: [/old/]\nreviewed: 2026-11-01\n",
		"needs: [a]\nreviewed: 2026-11-01\n"},
	{"neither", alias("", "/old/"), "aliases: [/b/]\n", "aliases: [/b/]\n"},
	{"there already", alias("/b/", ""), "aliases: [/b/]\n", "aliases: [/b/]\n"},
	{"a plain link", replaceIn("4-x", "2-x"), "checklist:\n- id: a\n  detail: See [x](../4-x/i.md), 4-x.\n",
		"checklist:\n- id: a\n  detail: See [x](../2-x/i.md), 2-x.\n"},
	{"a quoted one", replaceIn("4-x", "it's"), "checklist:\n- {id: a, detail: 'It''s [x](4-x)'}\n",
		"checklist:\n- {id: a, detail: 'It''s [x](it''s)'}\n"},
	{"with escapes", replaceIn("4-x", `"2"`), "checklist:\n- id: a\n  detail: \"\\u0041 4-x, \\\"4-x\\\"\"\n",
		"checklist:\n- id: a\n  detail: \"\\u0041 \\\"2\\\", \\\"\\\"2\\\"\\\"\"\n"},
	{"a block", replaceIn("4-x", "2-x"), "checklist:\n- id: a\n  detail: |\n    One 4-x\n\n      4-x\n  text: 4-x\n",
		"checklist:\n- id: a\n  detail: |\n    One 2-x\n\n      2-x\n  text: 4-x\n"},
	{"a folded block", replaceIn("4-x", "2-x"),
		"checklist:\n- id: a\n  detail: >\n    One 4-x\n    and 4-x\n  text: 4-x\n",
		"checklist:\n- id: a\n  detail: >\n    One 2-x\n    and 2-x\n  text: 4-x\n"},
	{"on several lines", replaceIn("4-x", "2-x"), "checklist:\n- id: a\n  detail: One\n    4-x and\n\n    4-x\n",
		"checklist:\n- id: a\n  detail: One\n    2-x and\n\n    2-x\n"},
	{"an escaped link", replaceIn("4-x", "2-x"), "checklist:\n- id: a\n  detail: \"4\\x2dx\"\n", ""},
	{"what YAML reads", replaceIn("4-x", "a: b"), "checklist:\n- id: a\n  detail: See 4-x.\n", ""},
	{"an item", addItem, "checklist:\n- id: a\n  text: A\nneeds: [x]\n",
		"checklist:\n- id: a\n  text: A\n- id: new\n  text: \"A: b\"\nneeds: [x]\n"},
	{"the first item", addItem, "needs: [x]\n", "needs: [x]\nchecklist:\n  - id: new\n    text: \"A: b\"\n"},
	{"in an empty key", addItem, "checklist: # none\nneeds: [x]\n",
		"checklist: # none\n  - id: new\n    text: \"A: b\"\nneeds: [x]\n"},
	{"in brackets", addItem, "checklist: []\n", ""},
}

func TestEditor(t *testing.T) {
	for _, tt := range editorTests {
		for _, variant := range diagtest.Variants {
			whole := func(yaml string) string { return variant.Save("---\ntitle: T\n" + yaml + "---\n\nText\n") }
			got, err := editPage([]byte(whole(tt.before)), tt.change)
			var form *FormError
			switch {
			case tt.after == "" && (!errors.As(err, &form) || form.Line < 1 || form.File != "f.md"):
				t.Errorf("%s: %v, it became\n%s", tt.name, err, got)
			case tt.after == "":
			case err != nil:
				t.Errorf("%s: %v", tt.name, err)
			default:
				if diff := cmp.Diff(whole(tt.after), string(got)); diff != "" {
					t.Errorf("%s: %s", tt.name, diff)
				}
			}
		}
	}
}

func TestEditorOfFlow(t *testing.T) {
	got, err := editPage([]byte("---\n{title: T, summary: S}\n---\n"), alias("/old/", ""))
	if want := "---\n{title: T, aliases: [/old/], summary: S}\n---\n"; err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
}

// A file that is YAML as a whole has its list at its end, with or without a line break there.
func TestEditorOfGlossary(t *testing.T) {
	const entry = "- term: New\n  means: \"#1\"\n"
	for before, after := range map[string]string{
		"- term: A\n  means: B\n": "- term: A\n  means: B\n" + entry,
		"- term: A\n  means: B":   "- term: A\n  means: B\n" + entry,
		"  - term: A\n    means: B\n# end\n": "  - term: A\n    means: B\n# end\n" +
			"  - term: New\n    means: \"#1\"\n",
		"# none yet\n": "# none yet\n" + entry,
		"":             entry,
		"[]\n":         "",
		"a: b\n":       "",
	} {
		e := NewEditor("glossary.yaml", []byte(before))
		e.AddEntry("", Field{"term", "New"}, Field{"means", "#1"})
		edits, err := e.Edits()
		got, _ := edit.Apply([]byte(before), edits)
		if after == "" && err == nil || after != "" && (err != nil || string(got) != after) {
			t.Errorf("%q: %q, %v", before, got, err)
		}
	}
}

// TestEditorOfRandomFiles checks that, whatever the style of a file, changes of values are what Parse finds afterwards,
// that nothing else is, and that all lines without a change are as they were.
func TestEditorOfRandomFiles(t *testing.T) {
	made := 0
	for seed := range uint64(400) {
		rnd := rand.New(rand.NewPCG(seed, 20))
		yaml, bodyLine := randomItems(rnd), "\nText: [x](4-x)\n"
		before := diagtest.Variants[seed%uint64(len(diagtest.Variants))].Save("---\n" + yaml + "---\n" + bodyLine)
		was, problems := Parse(KindStep, "f.md", []byte(before))
		if len(problems) > 0 {
			t.Fatalf("%v\n%s", problems, yaml)
		}
		i := rnd.IntN(len(was.Checklist))
		older := fmt.Sprintf("z%d", i)
		after, err := editPage([]byte(before), func(p *Page, e *Editor) {
			item := p.Checklist[i]
			e.ChangeList(item.ID, "was", item.ID.Value, older)
			e.Set(item.ID, "new")
			if at := strings.Index(item.Detail.Value, "4-x"); at >= 0 {
				e.Replace(item.Detail, []edit.Edit{{From: at, To: at + 3, Text: "2-x"}})
			}
			e.ChangeList(Text{}, "aliases", "/old/", "/a/")
		})
		if err != nil {
			continue
		}
		made++
		want := valuesOf(was)
		item := &want.items[i]
		item.was = append(slices.DeleteFunc(item.was, func(id string) bool { return id == older }), item.id)
		slices.Sort(item.was)
		item.id, item.detail = "new", strings.Replace(item.detail, "4-x", "2-x", 1)
		want.aliases = append(slices.DeleteFunc(want.aliases, func(a string) bool { return a == "/a/" }), "/old/")
		slices.Sort(want.aliases)
		is, problems := Parse(KindStep, "f.md", after)
		if got := valuesOf(is); len(problems) > 0 || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("seed %d: %v\n%v\nwant\n%v\n%s\n%s", seed, problems, got, want, before, after)
		}
		checkLines(t, before, string(after))
	}
	if made < 350 {
		t.Errorf("only %d files were changed", made)
	}
}

// checkLines checks that all lines are as they were but for those of ids, old ids, aliases and the detail.
func checkLines(t *testing.T, before, after string) {
	t.Helper()
	unchanged := func(text string) []string {
		return slices.DeleteFunc(strings.SplitAfter(text, "\n"), func(line string) bool {
			return strings.Contains(line, "id:") || strings.Contains(line, "was") || strings.Contains(line, "- z") ||
				strings.Contains(line, "aliases") || strings.Contains(line, "/a/") || strings.Contains(line, "/old/") ||
				strings.Contains(line, "-x") && !strings.Contains(line, "Text") || strings.Contains(line, "- a")
		})
	}
	if diff := cmp.Diff(unchanged(before), unchanged(after)); diff != "" {
		t.Fatal(diff)
	}
}

type pageValues struct {
	title   string
	items   []itemValues
	aliases []string
}

type itemValues struct {
	id, text, detail string
	was              []string
}

// valuesOf returns the values of a page without their positions; lists whose order may change are sorted.
func valuesOf(p *Page) pageValues {
	texts := func(list []Text) []string {
		out := []string{}
		for _, t := range list {
			out = append(out, t.Value)
		}
		slices.Sort(out)
		return out
	}
	v := pageValues{title: p.Title.Value, aliases: texts(p.Aliases)}
	for _, i := range p.Checklist {
		v.items = append(v.items, itemValues{i.ID.Value, i.Text.Value, i.Detail.Value, texts(i.Was)})
	}
	return v
}

// randomItems returns front matter with items in random styles.
func randomItems(rnd *rand.Rand) string {
	pick := func(values ...string) string { return values[rnd.IntN(len(values))] }
	b := "title: Größe # T\nsummary: S\nchecklist:" + pick("", " # ours") + "\n"
	indent := pick("", "  ", "    ")
	for n := range 1 + rnd.IntN(3) {
		keys := []string{fmt.Sprintf(pick("id: a%d", "id: 'a%d'", `id: "a%d" # id`), n),
			"text: " + pick("Ä", `"A: b"`, "'A # b'")}
		if pick("flow", "lines", "lines") == "flow" {
			keys = append(keys, pick("was: [w%d]", `was: ["w%d", z%d]`, "was: [z%d]", "level: stretch"),
				pick("detail: See 4-x", "for: []"))
			line := strings.ReplaceAll(strings.Join(keys, ", "), " # id", "")
			b += indent + "- {" + strings.ReplaceAll(line, "%d", fmt.Sprint(n)) + "}\n"
			continue
		}
		lead := indent + "  "
		keys = append(keys, strings.ReplaceAll(pick("was: [w%d]", "was:\n"+lead+"  - w%d # x\n"+lead+"  - z%d",
			"was:\n"+lead+"- w%d", "level: stretch"), "%d", fmt.Sprint(n)),
			pick("detail: See [x](4-x) # 4-x", "detail: |\n"+lead+"  One\n\n"+lead+"  4-x, 4-x", "effort: 2h",
				"detail: >-\n"+lead+"  Folded\n"+lead+"  4-x", "detail: On\n"+lead+"  lines 4-x",
				`detail: "\u00e4 4-x"`))
		rnd.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		b += indent + "- " + strings.Join(keys, "\n"+lead) + "\n"
		if rnd.IntN(3) == 0 {
			b += lead + "# " + pick("id: a0", "note") + "\n"
		}
	}
	if n := rnd.IntN(5); n > 0 {
		b += pick("aliases: [/a/]\n", "aliases:\n- /a/\n- /b/\n", "aliases: [/b/, '/c/'] # x\n", "aliases: []\n")
	}
	return b + pick("", "reviewed: 2026-11-01\n", "# the end\n")
}
