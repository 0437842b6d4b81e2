package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// measureHugo measures Hugo's server with the same topics, if Hugo is installed.
func (b *bench) measureHugo(saves int) error {
	path, err := exec.LookPath("hugo")
	if err != nil {
		fmt.Fprintln(b.out, "hugo is not installed here, so it was not measured")
		return nil
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	site, topic := filepath.Join(b.dir, "hugo"), slugOf(stepTitles[0])+"/lesson-000000"
	p, err := startProcess(exec.Command(path, "server", "--source", site, "--port", port, "--bind", "127.0.0.1",
		"--baseURL", "http://localhost:"+port+"/"), "http://localhost:"+port, "/"+topic+"/")
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
	file := filepath.Join(site, "content", filepath.FromSlash(topic)+".md")
	e := &editSession{tab: tab.Tab, file: file, pause: time.Second}
	if err := e.open(p.url + "/" + topic + "/"); err != nil {
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
