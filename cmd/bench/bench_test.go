package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"guide/cmd/internal/cputest"
)

func TestTame(t *testing.T) {
	for in, want := range map[string]string{
		"---\ntitle: x\n---\n# One\n## Two\n### Three\n": "## One\n## Two\n## Three\n",
		"- [x] Done ![A](b.png) ![C][d]\n":               "- Done A C\n",
		"[a](b.md) [c](https://c.example/) [d](/e \"f\")\n": "" +
			"[a](https://example.org/x) [c](https://c.example/) [d](https://example.org/x \"f\")\n",
		"[ref]: ../own.md\n[web]: http://localhost:80/a\n": "" +
			"[ref]: https://example.org/x\n[web]: https://example.org/a\n",
		"A <b>c</b> `<i>` <https://d.example>\n": "A &lt;b>c&lt;/b> `<i>` <https://d.example>\n",
		"~~~\n# not a heading <b>\n~~~\n<p>\n":   "~~~\n# not a heading <b>\n~~~\n&lt;p>\n",
		"```\nnever closed":                      "```\nnever closed\n```\n",
		"{{ x }}\n---\n":                         "{ { x }}\n* * *\n",
	} {
		if got := tame(in); got != want {
			t.Errorf("%q:\ngot  %q\nwant %q", in, got, want)
		}
	}
}

// The floor makes a page of each topic, and the program has no problem with any.
func TestLayout(t *testing.T) {
	dir, lessons := t.TempDir(), []lesson{{"a", "## One\n\nText.\n"}, {"b", "- A\n- B\n"}}
	if _, err := layout(dir, lessons, 9); err != nil {
		t.Fatal(err)
	}
	output := filepath.Join(dir, "out")
	if err := floor(filepath.Join(dir, "floor"), output); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"<h2", "<li>A"} {
		page := filepath.Join(output, slugOf(stepTitles[i]), "lesson-00000"+string(rune('0'+i)), "index.html")
		if data, err := os.ReadFile(page); err != nil || !strings.Contains(string(data), want) {
			t.Errorf("%s: %v: %s", page, err, data)
		}
	}
	b := &bench{out: io.Discard, dir: dir}
	topic, err := os.ReadFile(filepath.Join(dir, "guide", "content", filepath.FromSlash(topicFile(8))))
	if text := string(topic); err != nil || strings.Count(text, "- id:") != itemsPerTopic+resourcesPerTopic ||
		!itemLine.Match(topic) || !strings.HasSuffix(text, lessons[0].text) {
		t.Errorf("%v: %s", err, topic)
	}
	if list, err := b.contenders(); err != nil || list[0].name != "floor" {
		t.Errorf("%v %v", list, err)
	}
}

// TestCostToFloor limits the CPU time of a build in that of the floor, in one run: what one more topic of real shape
// costs. Only the time in the programs counts, since that in the system depends on the disk.
func TestCostToFloor(t *testing.T) {
	b := &bench{out: io.Discard, dir: t.TempDir()}
	b.guidePath = filepath.Join(b.dir, "guide-program")
	if out, err := exec.Command("go", "build", "-o", b.guidePath, "../guide").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	list, err := b.contenders()
	if err != nil {
		t.Fatal(err)
	}
	cost := func(topics int) (seconds [2]float64) {
		dir := filepath.Join(b.dir, fmt.Sprint(topics))
		if _, err := layout(dir, testLessons(40), topics); err != nil {
			t.Fatal(err)
		}
		for i := range 2 * len(seconds) { // twice, in turn
			c := list[i%len(seconds)]
			if err := c.prepare(dir); err != nil {
				t.Fatal(err)
			}
			cmd := c.command(dir)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			seconds[i%len(seconds)] += cmd.ProcessState.UserTime().Seconds()
		}
		return seconds
	}
	const limit = 8
	few, many := cost(20), cost(270)
	ratio := (many[1] - few[1]) / (many[0] - few[0])
	t.Logf("one more topic costs %.1f times the CPU time of the floor", ratio)
	if ratio > limit {
		t.Errorf("one more topic costs %.1f times the CPU time of the floor; the limit is %d", ratio, limit)
	}
}

// TestMain makes this program the floor if it is called so.
func TestMain(m *testing.M) {
	if len(os.Args) == 4 && os.Args[1] == floorCommand {
		os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// testLessons returns lessons of the size and the marks of real ones.
func testLessons(n int) []lesson {
	rnd := rand.New(rand.NewPCG(1, 1))
	var lessons []lesson
	for i := range n {
		lessons = append(lessons, lesson{fmt.Sprint(i), cputest.RandomLesson(rnd, 7500)})
	}
	return lessons
}

func TestChart(t *testing.T) {
	chart := drawChart([]result{
		{name: "floor", topics: 50, few: measurement{cpuSeconds: 1}},
		{name: "guide <build>", topics: 50, few: measurement{cpuSeconds: 2.5}},
	}, "go & more")
	for _, want := range []string{"50 topics", ">2.50<", "guide &lt;build&gt;", "go &amp; more"} {
		if !strings.Contains(chart, want) {
			t.Errorf("%q is missing in %s", want, chart)
		}
	}
	for d := xml.NewDecoder(strings.NewReader(chart)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}
