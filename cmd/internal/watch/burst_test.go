//go:build unix

package watch

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// After a burst the final state of every file is reported. [TestBurstSchedule] checks that this takes few scans.
func TestManyWrites(t *testing.T) {
	o := newTestWatcher(t)
	before := o.readFiles()
	for i := range 8_000 {
		o.write(fmt.Sprintf("content/burst/%d/%d.md", i%20, i%2000), fmt.Sprint(i))
	}
	o.waitReported(o.changedSince(before)...)
}

func TestCheckout(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	o := newTestWatcher(t)
	before := o.readFiles()
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=n", "-c", "user.email=e@example.org"}, args...)...)
		cmd.Dir = o.dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	git("init", "-q", "-b", "one")
	for i := range 2000 {
		o.write(fmt.Sprintf("content/step%d/%d.md", i%9, i), "one")
	}
	git("add", "-A")
	git("commit", "-qm", "one")
	git("checkout", "-qb", "two")
	o.remove("content/step3")
	for i := range 2000 {
		o.write(fmt.Sprintf("content/step%d/%d.md", i%7, i), "two")
	}
	git("add", "-A")
	git("commit", "-qm", "two")
	o.waitReported(o.changedSince(before)...)
	for _, branch := range []string{"one", "two", "one"} {
		before := o.readFiles()
		git("checkout", "-q", branch)
		o.waitReported(o.changedSince(before)...)
	}
}

// When the folder is idle, every file whose bytes changed has been reported, whatever happened.
func TestRandom(t *testing.T) {
	o := newTestWatcher(t)
	r := rand.New(rand.NewPCG(1, 1))
	dirs := []string{"content", "content/sub", "content/x", "content/x/y", "templates", "content/.hidden"}
	name := func() string { return dirs[r.IntN(len(dirs))] + "/" + string(rune('a'+r.IntN(4))) + ".md" }
	for range 60 {
		before := o.readFiles()
		o.reset()
		for range 1 + r.IntN(8) {
			switch r.IntN(9) {
			case 0, 1, 2:
				_ = os.MkdirAll(filepath.Dir(o.path(name())), 0o755)
				_ = os.WriteFile(o.path(name()), []byte(fmt.Sprint(r.IntN(1000))), 0o644)
			case 3:
				_ = os.Rename(o.path(name()), o.path(name()))
			case 4:
				_ = os.Rename(o.path(dirs[1+r.IntN(4)]), o.path(dirs[1+r.IntN(4)]))
			case 5:
				_ = os.RemoveAll(o.path(dirs[1+r.IntN(5)]))
			case 6:
				_ = os.Remove(o.path(name()))
			case 7:
				_ = os.Symlink(filepath.Base(name()), o.path(name()))
			case 8:
				time.Sleep(time.Duration(r.IntN(40)) * time.Millisecond)
			}
		}
		o.write("content/end.md", fmt.Sprint(r.Int())) // so that there is something to report
		o.waitFor("the end", func() bool {
			got, _, idle := o.reported()
			return idle && slices.Contains(got, "content/end.md")
		})
		got, _, _ := o.reported()
		for _, name := range o.changedSince(before) {
			if !slices.Contains(got, name) {
				t.Fatalf("%s changed and was not reported", name)
			}
		}
	}
}
