package main

import (
	"cmp"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// An editor can open a file from a link.
type editor struct {
	name string
	link func(path string, line, column int) string
	// terminalEnv is an environment variable that the editor's built-in terminal sets, and its value.
	terminalEnv [2]string
	command     string // name of the command, as in EDITOR
}

var editors = []editor{
	{"vscode", positionLink("vscode"), [2]string{"TERM_PROGRAM", "vscode"}, "code"},
	{"idea", ideaLink, [2]string{"TERMINAL_EMULATOR", "JetBrains-JediTerm"}, "idea"},
	{"zed", positionLink("zed"), [2]string{"ZED_TERM", "true"}, "zed"},
	{"none", func(string, int, int) string { return "" }, [2]string{}, ""},
}

func editorNames() []string {
	var names []string
	for _, e := range editors {
		names = append(names, e.name)
	}
	return names
}

// editorLink returns a function that makes a link to a position in a file of the source folder.
func (a *app) editorLink(flag string) (func(file string, line, column int) string, error) {
	name := cmp.Or(strings.ToLower(flag), detectEditor(os.Getenv))
	i := slices.IndexFunc(editors, func(e editor) bool { return e.name == name || e.command == name })
	if i < 0 {
		return nil, usageErrorf("--editor: unknown editor %q: use one of %s", flag, strings.Join(editorNames(), ", "))
	}
	dir, err := filepath.Abs(a.source)
	if err != nil {
		return nil, err
	}
	return func(file string, line, column int) string {
		path := filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(file)))
		return editors[i].link(path, max(line, 1), max(column, 1))
	}, nil
}

// detectEditor returns the editor whose terminal this is, or else the one in VISUAL or EDITOR.
func detectEditor(env func(string) string) string {
	for _, e := range editors {
		if e.terminalEnv[0] != "" && env(e.terminalEnv[0]) == e.terminalEnv[1] {
			return e.name
		}
	}
	command, _, _ := strings.Cut(cmp.Or(env("VISUAL"), env("EDITOR")), " ")
	for _, e := range editors {
		if e.command != "" && strings.TrimSuffix(filepath.Base(command), ".exe") == e.command {
			return e.name
		}
	}
	return "none"
}

// positionLink makes links of the form scheme://file/path:line:column.
func positionLink(scheme string) func(string, int, int) string {
	return func(path string, line, column int) string {
		position := fmt.Sprintf("/%s:%d:%d", strings.TrimPrefix(path, "/"), line, column)
		return (&url.URL{Scheme: scheme, Host: "file", Path: position}).String()
	}
}

func ideaLink(path string, line, column int) string {
	q := url.Values{"file": {path}, "line": {strconv.Itoa(line)}, "column": {strconv.Itoa(column)}}
	return "idea://open?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

// openURL opens an address in the default browser.
func openURL(address string) error {
	command := []string{"xdg-open", address}
	switch runtime.GOOS {
	case "darwin":
		command[0] = "open"
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", address}
	}
	cmd := exec.Command(command[0], command[1:]...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // reap the child; its exit status does not matter
	return nil
}
