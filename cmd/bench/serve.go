package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"guide/cmd/internal/browser"
)

// measureServe measures guide serve: the time from the command to the first page, compared with the floor; the time
// from saving a file to the frame that shows the change in Chromium, for a body, a title and a checklist item, and how
// often the state of the page was kept; and the memory before and after many saves. If Hugo is installed, its server is
// measured with the same pages.
func (b *bench) measureServe(opts options) error {
	source := filepath.Join(b.dir, "guide")
	if err := b.firstPage(source, opts.runs); err != nil {
		return err
	}
	tab, err := openTab()
	if err != nil {
		return err
	}
	defer tab.closeBrowser()
	p, err := b.startGuide(source)
	if err != nil {
		return err
	}
	defer p.stop()
	e := &editSession{tab: tab.Tab, file: filepath.Join(source, "content", topicFile(0)), pause: 150 * time.Millisecond}
	if err := e.open(p.url + topicAddress(0)); err != nil {
		return err
	}
	fmt.Fprintf(b.out, "%-26s %8s %8s %8s   %s\n", "from save to screen, ms", "p50", "p90", "max",
		"scroll, focus and open details kept")
	kinds := []editKind{bodyEdit, titleEdit, itemEdit}
	for _, kind := range kinds {
		times, err := e.saveMany(kind, opts.saves)
		if err != nil {
			return err
		}
		b.printTimes("guide, "+string(kind), times, fmt.Sprintf("%d of %d", e.keptCount, opts.saves))
	}
	before := resident(p.cmd.Process.Pid)
	if _, err := e.saveMany(bodyEdit, opts.long); err != nil {
		return err
	}
	fmt.Fprintf(b.out, "resident memory: %.0f MB after %d saves, %.0f MB after %d more\n", before/1e6,
		len(kinds)*opts.saves, resident(p.cmd.Process.Pid)/1e6, opts.long)
	return b.measureHugo(opts.saves)
}

func (b *bench) printTimes(label string, times []float64, note string) {
	slices.Sort(times)
	percentile := func(share float64) float64 { return times[min(int(share*float64(len(times))), len(times)-1)] }
	fmt.Fprintf(b.out, "%-26s %8.1f %8.1f %8.1f   %s\n", label, percentile(0.5), percentile(0.9),
		times[len(times)-1], note)
}

// firstPage measures the time from starting the command to the complete response with the page of a topic.
func (b *bench) firstPage(source string, runs int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var floors, firsts []float64
	for range runs {
		output := filepath.Join(b.dir, "out")
		f, err := measure(exec.Command(self, floorCommand, filepath.Join(b.dir, "floor"), output), 0)
		if err != nil {
			return err
		}
		os.RemoveAll(output)
		p, err := b.startGuide(source)
		if err != nil {
			return err
		}
		p.stop()
		floors, firsts = append(floors, f.wallSeconds), append(firsts, p.firstResponse.Seconds())
	}
	slices.Sort(floors)
	slices.Sort(firsts)
	floor, first := floors[runs/2], firsts[runs/2]
	fmt.Fprintf(b.out, "first page: %.3f s, floor %.3f s, ratio %.2f (medians of %d)\n", first, floor, first/floor,
		runs)
	return nil
}

// serverProcess is a server for the pages, guide serve or Hugo.
type serverProcess struct {
	cmd           *exec.Cmd
	url           string
	firstResponse time.Duration // time from the start to the first page
}

func (b *bench) startGuide(source string) (*serverProcess, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(b.guidePath, "serve", "--source", source, "--addr", "localhost:"+port)
	return startProcess(cmd, "http://localhost:"+port, topicAddress(0))
}

// startProcess starts a server and waits until it serves a page.
func startProcess(cmd *exec.Cmd, url, page string) (*serverProcess, error) {
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &serverProcess{cmd: cmd, url: url}
	for time.Since(start) < 2*time.Minute {
		resp, err := http.Get(url + page)
		if err != nil {
			time.Sleep(time.Millisecond)
			continue
		}
		_, err = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if err == nil && resp.StatusCode == http.StatusOK {
			p.firstResponse = time.Since(start)
			return p, nil
		}
		time.Sleep(time.Millisecond)
	}
	p.stop()
	return nil, fmt.Errorf("%s does not answer at %s", cmd, url+page)
}

func (p *serverProcess) stop() {
	_ = p.cmd.Process.Signal(os.Interrupt)
	_ = p.cmd.Wait() // the exit status does not matter
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

// tab is a tab in a separate browser.
type tab struct {
	*browser.Tab
	closeBrowser func()
}

func openTab() (*tab, error) {
	b, err := browser.Start(context.Background())
	if err != nil {
		return nil, err
	}
	t, err := b.Open(browser.View{})
	if err != nil {
		b.Close()
		return nil, err
	}
	if err := t.AddInitScript(watchMarks); err != nil {
		b.Close()
		return nil, err
	}
	return &tab{t, b.Close}, nil
}

// watchMarks records when a text "mark-<n>" appears on the screen: in the task after the frame that has it.
const watchMarks = `
const check = () => {
	const mark = document.body?.textContent.match(/mark-\d+/g)?.map((m) => +m.slice(5)).sort((a, b) => b - a)[0];
	if (!mark || sessionStorage.getItem("mark") === String(mark)) return;
	sessionStorage.setItem("mark", mark);
	requestAnimationFrame(() => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			sessionStorage.setItem("shown", mark + " " + (performance.timeOrigin + performance.now()));
		};
		port2.postMessage(0);
	});
};
addEventListener("DOMContentLoaded", check);
new MutationObserver(check).observe(document, { subtree: true, childList: true, characterData: true });
`

// prepareState gives the page state that a reader may have made, and checkState reports whether it is still there.
const (
	prepareState = `(() => {
		const more = document.createElement("details");
		more.innerHTML = "<summary>More</summary>Text";
		more.open = true;
		more.id = "bench-more";
		const field = document.createElement("input");
		field.value = "typed";
		field.id = "bench-field";
		(document.querySelector("main") ?? document.body).prepend(more, field);
		field.focus({preventScroll: true});
		scrollTo(0, Math.min(300, document.documentElement.scrollHeight - innerHeight));
		window.benchScroll = scrollY;
	})()`
	checkState = `typeof benchScroll === "number" && scrollY === benchScroll &&
		document.activeElement?.id === "bench-field" &&
		document.activeElement.value === "typed" && document.querySelector("#bench-more").open`
)

// editKind is the part of a file that is changed.
type editKind string

const (
	bodyEdit  editKind = "a body"
	titleEdit editKind = "a title"
	itemEdit  editKind = "a checklist item"
)

// editSession saves one file again and again.
type editSession struct {
	tab      *browser.Tab
	file     string
	original []byte // content before the first save
	// pause is the minimum time between a change on the screen and the next save.
	pause     time.Duration
	saveCount int
	keptCount int // saves of the last series that kept the state of the page
}

func (e *editSession) open(url string) (err error) {
	if e.original, err = os.ReadFile(e.file); err != nil {
		return err
	}
	if err := e.tab.Go(url); err != nil {
		return err
	}
	_, err = e.saveMany(bodyEdit, 3) // warm up
	return err
}

// saveMany saves the file so many times and returns the times from each save to the screen, in milliseconds.
func (e *editSession) saveMany(kind editKind, saves int) ([]float64, error) {
	var times []float64
	e.keptCount = 0
	for range saves {
		if _, err := browser.Eval[any](e.tab, "document.querySelector('#bench-more') || "+prepareState); err != nil {
			return nil, err
		}
		took, err := e.saveOne(kind)
		if err != nil {
			return nil, err
		}
		times = append(times, took)
		if kept, err := browser.Eval[bool](e.tab, checkState); err == nil && kept {
			e.keptCount++
		}
	}
	return times, nil
}

var (
	titleLine = regexp.MustCompile(`(?m)^title:.*$`)
	itemLine  = regexp.MustCompile(`(?m)^    text: Do task 1 .*$`)
)

func (e *editSession) saveOne(kind editKind) (float64, error) {
	e.saveCount++
	mark := fmt.Sprintf("mark-%d", e.saveCount)
	data := string(e.original)
	switch kind {
	case bodyEdit:
		data = strings.TrimRight(data, "\n") + "\n\nA text " + mark + ".\n"
	case titleEdit:
		data = titleLine.ReplaceAllString(data, "title: A title "+mark)
	case itemEdit:
		data = itemLine.ReplaceAllString(data, "    text: Do the task "+mark)
	}
	tempName := filepath.Join(filepath.Dir(e.file), ".saving")
	if err := os.WriteFile(tempName, []byte(data), 0o644); err != nil {
		return 0, err
	}
	time.Sleep(e.pause + time.Duration(e.saveCount*37%100)*time.Millisecond) // vary the time between two frames
	saved := time.Now()
	if err := os.Rename(tempName, e.file); err != nil {
		return 0, err
	}
	if err := e.tab.Wait(fmt.Sprintf(`(sessionStorage.getItem("shown") ?? "").startsWith("%d ")`,
		e.saveCount)); err != nil {
		return 0, err
	}
	shown, err := browser.Eval[float64](e.tab, `+sessionStorage.getItem("shown").split(" ")[1]`)
	return shown - float64(saved.UnixMicro())/1e3, err
}
