package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// measureHugo measures Hugo's server with the same texts and a plain template, if Hugo is installed.
func (b *bench) measureHugo(source string, saves int) error {
	path, err := exec.LookPath("hugo")
	if err != nil {
		fmt.Fprintln(b.out, "hugo is not installed here, so it was not measured")
		return nil
	}
	site := filepath.Join(b.dir, "hugo")
	if err := writeHugoSite(source, site); err != nil {
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	page := "/" + strings.TrimSuffix(topicFile(0), ".md") + "/"
	p, err := startProcess(exec.Command(path, "server", "--source", site, "--port", port, "--bind", "127.0.0.1",
		"--baseURL", "http://localhost:"+port+"/"), "http://localhost:"+port, page)
	if err != nil {
		return err
	}
	defer p.stop()
	tab, err := openTab()
	if err != nil {
		return err
	}
	defer tab.closeBrowser()
	// Hugo misses saves until its pages have reconnected.
	e := &editSession{tab: tab.Tab, file: filepath.Join(site, "content", topicFile(0)), pause: time.Second}
	if err := e.open(p.url + page); err != nil {
		return err
	}
	version, err := exec.Command(path, "version").Output()
	if err != nil {
		return err
	}
	name, _, _ := strings.Cut(string(version), "+")
	for _, kind := range []editKind{bodyEdit, titleEdit} {
		times, err := e.saveMany(kind, saves)
		if err != nil {
			return err
		}
		b.printTimes(name+", "+string(kind), times, fmt.Sprintf("%d of %d; first page %.2f s", e.keptCount, saves,
			p.firstResponse.Seconds()))
	}
	return nil
}

// writeHugoSite writes a Hugo site with the same texts.
func writeHugoSite(source, site string) error {
	files := map[string]string{
		"hugo.toml":   "title = 'Bench'\ndisableKinds = ['taxonomy', 'term', 'RSS', 'sitemap']\n",
		"config.toml": "title = 'Bench'\ndisableKinds = ['taxonomy', 'term', 'RSS', 'sitemap']\n",
		"layouts/_default/single.html": `<!doctype html><html lang=en><head><title>{{.Title}}</title></head>
<body><main><h1>{{.Title}}</h1>{{.Content}}</main></body></html>`,
		"layouts/_default/list.html": `<!doctype html><html lang=en><head><title>{{.Title}}</title></head>
<body>{{range first 50 .Pages}}<a href={{.RelPermalink}}>{{.Title}}</a>{{end}}</body></html>`,
	}
	for name, text := range files {
		name = filepath.Join(site, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
	}
	from := filepath.Join(source, "content")
	return filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		to := filepath.Join(site, "content", strings.TrimPrefix(name, from))
		if filepath.Base(to) == "index.md" {
			to = filepath.Join(filepath.Dir(to), "_index.md") // a folder with pages in it
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o644)
	})
}
