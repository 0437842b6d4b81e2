package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/site"
)

// faultyBlocks have the problems that can be fixed, and others, for the body of a page.
var faultyBlocks = []string{"##Plan", "#Plan it", "##\u00a0Plan", "#### Deep\n\n##### Deeper\n\n#### Deep again",
	"# Top",
	"Top\n===", "####### Seven", "-One\n-Two", "1.One\n2.Two", "•\tbread\no\twhite\n•\tmilk", "– bread\n– milk",
	"-\u00a0one\n-\u00a0two", "Text\n2.One\n3.Two", "[a](https://example.org/my file.pdf)",
	"[a] (https://example.org/)",
	"(https://example.org/)[a]", "[a](https://example.org/ “T”)", "https://https://example.org/",
	"[a](no such file.md)",
	"[a](tools.md#qa-here)", "[a](tools.md#nothing)", "- [ ] Call a mentor\n- [x] Call a mentor",
	"- [ ] A\n  - [ ] B *c*\n\n- [ ] D",
	"- [ ] A\n\n  More.\n- B", ":::note\nAsk.\n\nListen.\n:::", ":::tip[Be kind]\nAsk.\n\n##Kind\n:::",
	"!!! note \"A\"\n    Ask.\n\n    -One\n    -Two",
	"{% hint style=\"info\" %}\nAsk.\n{% endhint %}", "> **Note**\n> Ask.", "> [!NOTE] Ask.", "> [!info]\n> Ask.",
	"> [!NOPE]\n> Ask.",
	"[TOC]", "{: .lead}", "==marked== and :tada:", "Word<o:p></o:p>", "1. One\n  - a\n  - b\n2. Two",
	"    Ask who decides, and by when.",
	"<b>bold</b>", "This is **not closed.", "[a][nowhere]", "| a | b |\n| --- | --- |\n| 1 |",
	"[[Tools]] and [[Nothing]]",
	"<!-- allow: heading-mark our way -->\n##Allowed", "<!-- allow: list-mark our way -->\n-One\n-Two",
	"```\n##code\n```"}

// faultyFront are lines of front matter.
var faultyFront = []string{"reviewed: 2026‑11‑01", "reviewed: “2026-11-01”", "Draft: false", "draft: \"false\"",
	"outcomes: Know why", "outcomes:\n  - \"Know ##why\"\n  - \"[a] (https://example.org/)\"",
	"checklist:\n  - id: A thing\n    text: Do a thing\n    effort: 2h – 4h\n" +
		"    detail: |\n      -One\n      -Two\n\n      ##No",
	"checklist:\n- id: call-a-mentor\n  text: Call [a] (tools.md)", "unknown: key", "needs: [nothing]"}

// breakingFront are lines without which the front matter cannot be parsed.
var breakingFront = []string{"aliases:\n\t- /old/", "reviewed：2026-11-01", "needs:[learn]",
	"outcomes:\n\u00a0\u00a0-\u00a0Know why",
	"outcomes:\n  - Plan: then act: now"}

// randomFaults returns a guide with faults that its author made with a seed. keep are texts that no fix may touch.
func randomFaults(r *rand.Rand, breaking bool) (fsys fstest.MapFS, keep []string) {
	fsys = exampleGuide(diag.Text, "")
	fsys["content/steps/1-begin/tools.md"] = &fstest.MapFile{Data: []byte(
		"---\ntitle: Tools\nsummary: What to use\n---\n## Q&A: here\n\nText.\n")}
	for n, name := range []string{exampleStep, "content/steps/2-learn/index.md", "content/index.md"} {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: “Page” %d\nsummary: S – “s”\n", n)
		if name != "content/index.md" {
			if r.IntN(2) == 0 {
				b.WriteString(faultyFront[r.IntN(len(faultyFront))] + "\n")
			}
			if breaking {
				b.WriteString(breakingFront[r.IntN(len(breakingFront))] + "\n")
			}
		}
		b.WriteString("---\n")
		for i := range r.IntN(7) {
			text := fmt.Sprintf("Keep %d.%d: “as” it – is,\u00a0with  spaces  \nand `##code`, 5 * 3.", n, i)
			keep = append(keep, text)
			b.WriteString("\n" + text + "\n\n" + faultyBlocks[r.IntN(len(faultyBlocks))] + "\n")
		}
		text := b.String()
		if r.IntN(4) == 0 {
			text = strings.TrimSuffix(text, "\n")
		}
		if r.IntN(3) == 0 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		if r.IntN(3) == 0 {
			text = "\ufeff" + text
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys, keep
}

// fixTester runs fixAll on guides in memory.
type fixTester struct{ *testing.T }

func (t fixTester) fix(fsys fstest.MapFS) *fixer {
	t.Helper()
	p := &project{source: fsys, now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), checkOnly: true}
	f, err := p.fixAll(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// written returns the guide after --write.
func written(fsys fstest.MapFS, f *fixer) fstest.MapFS {
	after := fstest.MapFS{}
	for name, file := range fsys {
		after[name] = file
	}
	for _, name := range f.overlay.changed() {
		_, data := f.overlay.contents(name)
		after[name] = &fstest.MapFile{Data: data}
	}
	return after
}

// TestRandomFixes fixes guides with random faults: fixes end, leave fewer problems and no new errors, change nothing
// else, and leave nothing that they would fix again.
func TestRandomFixes(t *testing.T) {
	fixed := 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 18))
		breaking := seed%3 == 0
		fsys, keep := randomFaults(r, breaking)
		tester := fixTester{t}
		check := exampleProblems{t: t}
		before := check.of(fsys)
		f := tester.fix(fsys)
		fixed += len(f.overlay.changed())
		afterFS := written(fsys, f)
		after := check.of(afterFS)
		if !breaking {
			if bad := filesWithNewErrors(before, after); len(bad) > 0 {
				t.Errorf("seed %d: new errors in %v:\n%v", seed, bad, after)
			}
			if len(f.overlay.changed()) > 0 && len(after) >= len(before) {
				t.Errorf("seed %d: %d problems, before %d", seed, len(after), len(before))
			}
		}
		if again := tester.fix(afterFS).overlay.changed(); len(again) > 0 {
			t.Errorf("seed %d: fixed again: %v", seed, again)
		}
		checkKept(t, seed, fsys, afterFS, keep)
		if t.Failed() {
			for name, file := range afterFS {
				t.Logf("%s\n%s\nbefore\n%s", name, file.Data, fsys[name].Data)
			}
			return
		}
	}
	if fixed < 60 {
		t.Errorf("only %d files were fixed", fixed)
	}
}

// checkKept checks that texts without a fault, byte order marks, line breaks and the end of each file are as they were.
func checkKept(t *testing.T, seed uint64, before, after fstest.MapFS, keep []string) {
	t.Helper()
	all := ""
	for name, file := range after {
		data, old := string(file.Data), string(before[name].Data)
		all += strings.ReplaceAll(data, "\r\n", "\n")
		hasLastLine := strings.Contains(data, old[strings.LastIndexByte(old, '\n')+1:])
		if strings.HasPrefix(data, "\ufeff") != strings.HasPrefix(old, "\ufeff") ||
			strings.HasSuffix(data, "\n") != strings.HasSuffix(old, "\n") && hasLastLine {
			t.Errorf("seed %d: %s begins or ends differently", seed, name)
		}
		if hasCRLF := strings.Contains(old, "\r\n"); hasCRLF && strings.Count(data, "\n") != strings.Count(data,
			"\r\n") ||
			!hasCRLF && strings.Contains(data, "\r") {
			t.Errorf("seed %d: %s has other line breaks", seed, name)
		}
	}
	for _, text := range keep {
		if !strings.Contains(all, text) && !strings.Contains(all, strings.ReplaceAll(text, "\n", "\n> ")) {
			t.Errorf("seed %d: %q was changed", seed, text)
		}
	}
}

func TestFixSummary(t *testing.T) {
	for _, tt := range []struct {
		fixed, files int
		left         diag.Counts
		want         string
	}{
		{0, 0, diag.Counts{Notices: 2}, "nothing to fix"},
		{0, 0, diag.Counts{Warnings: 1}, "nothing can be fixed automatically; left for you to correct: 1 warning"},
		{1, 1, diag.Counts{}, "1 problem in 1 file can be fixed: guide check --fix --write does it"},
		{3, 2, diag.Counts{Errors: 2, Warnings: 1, Notices: 4}, "3 problems in 2 files can be fixed: " +
			"guide check --fix --write does it; left for you to correct: 2 errors, 1 warning"},
	} {
		if got := fixSummary(tt.fixed, tt.files, tt.left); got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt, got, tt.want)
		}
	}
}

// A guide without faults is not changed.
func TestNothingToFix(t *testing.T) {
	f := fixTester{t}.fix(exampleGuide(diag.Text, "## Plan\n\n- One\n- Two\n"))
	if changed := f.overlay.changed(); len(changed) > 0 || len(f.problems) > 0 {
		t.Errorf("changed %v, problems %v", changed, f.problems)
	}
}

// The problem of a rule that is off or allowed is not fixed, even if another one of the same kind is.
func TestSilencedIsNotFixed(t *testing.T) {
	fsys := exampleGuide(diag.Text,
		"-One\n-Two\n\n<!-- allow: task-list our way -->\n- [ ] A\n- [ ] B\n\nText.\n\n- [ ] C\n\nMore.\n")
	settings := fsys[guide.SettingsFile]
	settings.Data = append(settings.Data, "rules: {list-mark: off}\n"...)
	f := fixTester{t}.fix(fsys)
	_, data := f.overlay.contents(exampleStep)
	want := "---\nsummary: The first step\ntitle: Begin\nchecklist:\n  - id: c\n    text: C\n---\n" +
		"-One\n-Two\n\n<!-- allow: task-list our way -->\n- [ ] A\n- [ ] B\n\nText.\n\nMore.\n"
	if string(data) != want {
		t.Errorf("got\n%s\nwant\n%s", data, want)
	}
}

// A fix that would make a new error is left out, and the others are made.
func TestFixWithNewError(t *testing.T) {
	f := fixTester{t}.fix(exampleGuide(diag.Text,
		"[a](no such file.md) and [b] (tools.md) and [c](no file.md).\n"))
	_, data := f.overlay.contents(exampleStep)
	if !strings.Contains(string(data), "[a](no such file.md) and [b](tools.md) and [c](no file.md).") {
		t.Errorf("%s", data)
	}
}

// Ids of actions are unique in the guide, and none was published before.
func TestIDsOfTasks(t *testing.T) {
	fsys := exampleGuide(diag.Text,
		"## Call a mentor\n\n- [ ] Call a mentor\n- [ ] Gone\n- [ ] Was\n- [ ] Retired\n- [ ] 2 ünd\n-  [ ] ???\n"+
			"-- content/steps/2-learn/index.md --\n---\ntitle: Learn\nsummary: The second step\nchecklist:\n"+
			"  - {id: call-a-mentor-2, text: Call, was: [was]}\n---\n- [ ] Call a mentor!\n"+
			"-- content/published.yaml --\nguide: example\nids: {gone: {n: 1, since: 2026-11-01}}\npages: {}\n")
	settings := fsys[guide.SettingsFile]
	settings.Data = append(settings.Data, "retired: {ids: [retired, gone]}\n"...)
	f := fixTester{t}.fix(fsys)
	var ids []string
	for _, d := range f.guide.Docs() {
		for _, i := range d.Checklist {
			ids = append(ids, i.ID.Value)
		}
	}
	want := []string{"call-a-mentor-3", "gone-2", "was-2", "retired-2", "und", "action", "call-a-mentor-2",
		"call-a-mentor-4"}
	if !slices.Equal(ids, want) {
		t.Errorf("got %q, want %q\n%v", ids, want, f.problems)
	}
}

// A text that changes between two readings is not fixed by what was known of it before.
func TestOverlayIsStale(t *testing.T) {
	fsys := exampleGuide(diag.Text, "##Plan\n")
	overlay := newOverlay(fsys)
	if _, err := overlay.ReadFile(exampleStep); err != nil {
		t.Fatal(err)
	}
	fsys[exampleStep] = &fstest.MapFile{Data: []byte("other")}
	if err := overlay.set(exampleStep, nil); !errors.Is(err, site.ErrStale) {
		t.Errorf("got %v", err)
	}
}

// FuzzFix fixes any text: fixes end, make no new error, and leave nothing that they would fix again.
func FuzzFix(f *testing.F) {
	for _, block := range faultyBlocks {
		f.Add("", block+"\n")
	}
	for _, line := range slices.Concat(faultyFront, breakingFront) {
		f.Add(line+"\n", "Text.\n")
	}
	f.Fuzz(func(t *testing.T, front, body string) {
		if strings.Contains(front, "---") {
			return // the body would begin there
		}
		fsys := exampleGuide(diag.Text, "")
		fsys[exampleStep] = &fstest.MapFile{Data: []byte("---\ntitle: T\nsummary: S\n" + front + "---\n" + body)}
		tester := fixTester{t}
		first := tester.fix(fsys)
		after := written(fsys, first)
		again := tester.fix(after)
		if changed := again.overlay.changed(); len(changed) > 0 {
			_, data := again.overlay.contents(exampleStep)
			t.Errorf("fixed again:\n%s\nbecomes\n%s", after[exampleStep].Data, data)
		}
	})
}
