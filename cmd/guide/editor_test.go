package main

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

func TestEditorLinks(t *testing.T) {
	dir := t.TempDir()
	slashed := filepath.ToSlash(dir)
	abs := (&url.URL{Path: "/" + strings.TrimPrefix(slashed, "/")}).EscapedPath() // "/C:/..." on Windows
	query := strings.ReplaceAll(url.QueryEscape(slashed), "+", "%20")
	tests := []struct{ name, want string }{
		{"vscode", "vscode://file" + abs + "/content/a%20b%23%3F.md:3:7"},
		{"zed", "zed://file" + abs + "/content/a%20b%23%3F.md:3:7"},
		{"idea", "idea://open?column=7&file=" + query + "%2Fcontent%2Fa%20b%23%3F.md&line=3"},
		{"none", ""},
	}
	for _, tt := range tests {
		link, err := (&app{source: dir}).editorLink(tt.name)
		if err != nil {
			t.Fatal(err)
		}
		if got := link("content/a b#?.md", 3, 7); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	link, _ := (&app{source: dir}).editorLink("vscode")
	if got := link("content", 0, 0); !strings.HasSuffix(got, "/content:1:1") {
		t.Errorf("a whole folder: %s", got)
	}
	if got := positionLink("vscode")("C:/guide/a.md", 1, 1); got != "vscode://file/C:/guide/a.md:1:1" {
		t.Errorf("on Windows: %s", got)
	}
	_, err := (&app{source: dir}).editorLink("emacs")
	if err == nil || !strings.Contains(err.Error(), "vscode, idea, zed, none") {
		t.Errorf("an unknown editor: %v", err)
	}
}

func TestDetectEditor(t *testing.T) {
	tests := []struct {
		env  map[string]string
		want string
	}{
		{nil, "none"},
		{map[string]string{"TERM_PROGRAM": "vscode", "EDITOR": "zed"}, "vscode"},
		{map[string]string{"TERMINAL_EMULATOR": "JetBrains-JediTerm"}, "idea"},
		{map[string]string{"ZED_TERM": "true"}, "zed"},
		{map[string]string{"EDITOR": "/usr/bin/code --wait"}, "vscode"},
		{map[string]string{"VISUAL": "zed", "EDITOR": "vim"}, "zed"},
		{map[string]string{"EDITOR": "vim"}, "none"},
	}
	for _, tt := range tests {
		if got := detectEditor(func(name string) string { return tt.env[name] }); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.env, got, tt.want)
		}
	}
}
