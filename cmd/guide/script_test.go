package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"guide/cmd/internal/browser"
)

// The scripts in testdata/script run the program itself, each in an empty folder with the files that
// stand below its commands (https://pkg.go.dev/github.com/rogpeppe/go-internal/testscript). Beside the
// commands that testscript brings they have:
//
//	status N command args...   run a command that must exit with N: `! exec` cannot tell 1 from 2
//	generate DIR STEPS TOPICS  write a guide of so many steps, each with so many topics
//	tree DIR                   print every file and folder with mode, size and time of change
//	show PATTERN...            print the files whose names match, such as a bundle with a fingerprint
//	list DIR                   print the names of what is directly in a folder
//	append FILE N TEXT         add a text, in which Go's escapes stand for bytes, N times to a file
//
// `go test ./cmd/guide -update` writes what a `cmp` got into the script; read the diff.
var updateScripts = flag.Bool("update", false, "write what the scripts got into them")

func TestMain(m *testing.M) {
	if os.Getenv(fakeWebVariable) != "" {
		linkTransport = fakeWeb{}
	}
	testscript.Main(testSuite{browser.TestSuite{M: m}}, map[string]func(){"guide": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *updateScripts,
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":   statusCommand,
			"generate": generateCommand,
			"tree":     treeCommand,
			"list":     listCommand,
			"append":   appendCommand,
			"show":     showCommand,
			"pages":    pagesCommand,
		},
	})
}

func statusCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command args...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := exitStatus(ts.Exec(args[1], args[2:]...)); got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// exitStatus returns the exit status of a process, or -1 if it did not run.
func exitStatus(err error) int {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	}
	return -1
}

func generateCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: generate DIR STEPS TOPICS")
	}
	steps, err := strconv.Atoi(args[1])
	ts.Check(err)
	topics, err := strconv.Atoi(args[2])
	ts.Check(err)
	ts.Check(generateGuide(ts.MkAbs(args[0]), steps, topics))
}

// generateGuide writes a guide without problems.
func generateGuide(dir string, steps, topics int) error {
	files := map[string]string{
		"content/guide.yaml": "id: generated\ntitle: Generated guide\nsummary: A guide for tests.\nlanguage: en\n",
	}
	for s := 1; s <= steps; s++ {
		folder := fmt.Sprintf("content/steps/%d-step-%d/", s, s)
		files[folder+"index.md"] = fmt.Sprintf("---\ntitle: Step %d\nsummary: What step %d is about.\n---\n\n## "+
			"Begin\n\nText.\n", s, s)
		for t := 1; t <= topics; t++ {
			files[folder+fmt.Sprintf("%d-topic-%d.md", t, t)] = fmt.Sprintf(
				"---\ntitle: Topic %d\nsummary: What topic %d is about.\n---\n\n## Begin\n\nText with a "+
					"[step](index.md#begin).\n", t, t)
		}
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// pagesCommand writes free pages to which nothing leads into a guide.
func pagesCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pages DIR COUNT")
	}
	count, err := strconv.Atoi(args[1])
	ts.Check(err)
	folder := filepath.Join(ts.MkAbs(args[0]), "content", "pages")
	ts.Check(os.MkdirAll(folder, 0o777))
	for n := 1; n <= count; n++ {
		text := fmt.Sprintf("---\ntitle: Page %d\nsummary: What page %d is about.\n---\n\nText.\n", n, n)
		ts.Check(os.WriteFile(filepath.Join(folder, fmt.Sprintf("page-%03d.md", n)), []byte(text), 0o666))
	}
}

func treeCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: tree DIR")
	}
	err := fs.WalkDir(os.DirFS(ts.MkAbs(args[0])), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(ts.Stdout(), info.Mode(), info.Size(), info.ModTime().UnixNano(), name)
		return err
	})
	ts.Check(err)
}

func listCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: list DIR")
	}
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, e := range entries {
		fmt.Fprintln(ts.Stdout(), e.Name())
	}
}

func showCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: show PATTERN...")
	}
	for _, pattern := range args {
		files, err := filepath.Glob(ts.MkAbs(pattern))
		ts.Check(err)
		if len(files) == 0 {
			ts.Fatalf("no file matches %s", pattern)
		}
		for _, file := range files {
			fmt.Fprint(ts.Stdout(), ts.ReadFile(file))
		}
	}
}

func appendCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: append FILE N TEXT")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	text, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	path := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(path), 0o777))
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	ts.Check(err)
	_, err = f.WriteString(strings.Repeat(text, n))
	ts.Check(errors.Join(err, f.Close()))
}
