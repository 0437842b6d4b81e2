package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"guide/cmd/internal/publish"
)

var assetLink = regexp.MustCompile(`(?:href|src)="((?:\.\./)*assets/[^"]+)"`)

// What the pages of a build ask for is there after later builds, byte for byte.
func TestOldPagesKeepTheirAssets(t *testing.T) {
	dir := t.TempDir()
	writeFiles(t, dir, looking)
	r := &reader{T: t, source: dir, output: filepath.Join(dir, "public")}
	old := map[string]string{}
	for i := range 4 {
		r.build()
		for name, text := range readTree(t, r.output) {
			for _, m := range assetLink.FindAllStringSubmatch(text, -1) {
				asset := filepath.Join(r.output, filepath.Dir(name), filepath.FromSlash(m[1]))
				if data, err := os.ReadFile(asset); err != nil {
					t.Errorf("build %d, %s: %v", i, name, err)
				} else if old[asset] == "" {
					old[asset] = string(data)
				}
			}
		}
		for asset, data := range old {
			if is, err := os.ReadFile(asset); err != nil || string(is) != data {
				t.Errorf("build %d: %s is no longer what it was: %v", i, filepath.Base(asset), err)
			}
		}
		writeFiles(t, dir, map[string]string{
			"static/css/main.css":          fmt.Sprintf("body { margin: %dpx }\n", i),
			"static/js/main.js":            fmt.Sprintf("console.log(%d);\n", i),
			"content/steps/3-new/a.md":     text("New", fmt.Sprintf("checklist:\n  - {id: new-%d, text: Do it}\n", i), "Text.\n"),
			"content/steps/3-new/index.md": text("New", "", "Text.\n"),
		})
	}
	r.build()
	fresh := &reader{T: t, source: dir, output: filepath.Join(t.TempDir(), "public")}
	fresh.build()
	compareTrees(t, readFS(t, publish.Open(fresh.output)), readFS(t, publish.Open(r.output)))
	if len(old) < 8 {
		t.Errorf("only %d files in four builds: they prove nothing", len(old))
	}
	figure(t, "old pages: %d style sheets and scripts of four builds kept", len(old))
}
