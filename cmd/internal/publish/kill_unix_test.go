//go:build unix

package publish

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const killFiles = 40 // this many pages and as many assets

// TestMain runs the child process that is to be killed, if this is one.
func TestMain(m *testing.M) {
	if at, err := strconv.ParseInt(os.Getenv("PUBLISH_CHILD_AT"), 10, 64); err == nil {
		publishAndDie(os.Getenv("PUBLISH_CHILD"), os.Getenv("PUBLISH_CHILD_WAY"), at)
	}
	if dir := os.Getenv("PUBLISH_CHILD"); dir != "" {
		fmt.Println(publishForever(dir, os.Getenv("PUBLISH_CHILD_EXCHANGE") == "no"))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// publishForever publishes v1 and v2 in turn. It prints "ready" after the first time.
func publishForever(dir string, twoRenames bool) error {
	for i := 0; ; i++ {
		s, err := Stage(context.Background(), siteVersion([]string{"v2", "v1"}[i%2], killFiles), dir, Options{})
		if err != nil {
			return err
		}
		if twoRenames {
			failStagedOp(s, "exchange", errors.ErrUnsupported)
		}
		if _, err := s.Commit(); err != nil {
			return err
		}
		if i == 0 {
			fmt.Println("ready")
		}
	}
}

func TestKilled(t *testing.T) {
	for _, exchange := range []string{"yes", "no"} {
		t.Run("exchange "+exchange, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			publishTo(t, siteVersion("v1", killFiles), dir)
			leftOvers := 0
			for range 30 {
				runAndKill(t, dir, exchange)
				left, err := (&output{disk: &disk{}}).findLeftovers(filepath.Join(parent, ".public.guide-"))
				if err != nil {
					t.Fatal(err)
				}
				leftOvers += len(left)
				if exchange == "yes" {
					wantWholeVersion(t, dir) // with two renames only after the next Stage
				}
				s, err := Stage(t.Context(), siteVersion("v1", killFiles), dir, Options{})
				if err != nil {
					t.Fatal(err)
				}
				if err := s.Discard(); err != nil {
					t.Fatal(err)
				}
				wantWholeVersion(t, dir)
				wantEntries(t, parent, "public")
			}
			if leftOvers < 15 {
				t.Errorf("only %d of 30 kills left temporary files", leftOvers)
			}
			t.Log(leftOvers, "left-overs in 30 kills")
		})
	}
}

// publishAndDie builds once and kills itself before one of the operations.
func publishAndDie(dir, way string, at int64) {
	var count atomic.Int64
	d := &disk{fault: func(op string, paths ...string) error {
		if count.Add(1) == at {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
		return replaceModes[way](dir, op, paths)
	}}
	s, err := stageOn(context.Background(), d, newSite(newFiles), dir,
		Options{Fingerprinted: isFingerprinted, Now: day0})
	if err == nil {
		_, err = s.Commit()
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

// A build is killed before each of its operations in turn.
func TestKilledAtEveryOperation(t *testing.T) {
	stride := int64(9)
	if os.Getenv("GUIDE_SEEDS") != "" {
		stride = 1
	}
	for way := range replaceModes {
		kills, old := 0, 0
		for at := int64(1); ; at += stride {
			parent := resolvedTempDir(t)
			dir := filepath.Join(parent, "public")
			commit(t, stageSiteWith(t, newSite(oldFiles), dir, Options{Fingerprinted: isFingerprinted, Now: day0}))
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), "PUBLISH_CHILD="+dir, "PUBLISH_CHILD_WAY="+way,
				fmt.Sprint("PUBLISH_CHILD_AT=", at))
			out, err := cmd.Output()
			if err == nil {
				break // there are no more operations
			}
			if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
				t.Fatalf("%s, operation %d: %v: %s", way, at, err, out)
			}
			kills++
			f := &faultyBuild{mode: replaceModes[way], dir: dir}
			if way == "exchanged" && cmp.Equal(withFolders(oldFiles), f.siteFiles(t)) {
				old++
			} else if way == "exchanged" {
				f.wantNew(t, fmt.Sprint("killed at operation ", at), Result{})
			}
			if _, err := f.publish(t, newFiles); err != nil {
				t.Fatalf("%s, killed at operation %d: the next build: %v", way, at, err)
			}
			f.wantNew(t, fmt.Sprint(way, ", killed at operation ", at, ", and the next build"), Result{})
			wantEntries(t, parent, "public")
		}
		if kills < 5 {
			t.Errorf("%s: only %d kills", way, kills)
		}
		t.Log(way, kills, "kills;", old, "of an exchange left the old site")
	}
}

// runAndKill starts a child and kills it some time after its first build.
func runAndKill(t *testing.T, dir, exchange string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "PUBLISH_CHILD="+dir, "PUBLISH_CHILD_EXCHANGE="+exchange)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	time.Sleep(rand.N(20 * time.Millisecond))
	if err := cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	cmd.Wait()
	if line != "ready\n" {
		t.Fatalf("the child said %q", line)
	}
}

// wantWholeVersion checks that the output is one of the two versions, whole.
func wantWholeVersion(t *testing.T, dir string) {
	t.Helper()
	v := "v1"
	if _, err := os.Stat(filepath.Join(dir, "only", "v2.txt")); err == nil {
		v = "v2"
	}
	wantSite(t, dir, siteVersion(v, killFiles))
}

// TestParentNotWritable publishes as a user who may write to the output but not to its parent.
func TestParentNotWritable(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	if err := errors.Join(os.Mkdir(dir, 0o755), os.Chmod(parent, 0o555)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(parent, 0o755) })
	if os.Geteuid() == 0 { // root may write everywhere
		const nobody = 65534
		if err := errors.Join(os.Chmod(filepath.Dir(parent), 0o755), os.Chown(dir, nobody, -1),
			syscall.Seteuid(nobody)); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { syscall.Seteuid(0) })
	}

	publishTo(t, siteVersion("v1", 3), dir)
	kept := lstat(t, dir, "assets")
	writeFile(t, filepath.Join(dir, insidePrefix+"new-1", "index.html"), "of a dead build")
	s := stageSite(t, siteVersion("v2", 3), dir)
	if _, err := Stage(t.Context(), newSite(smallSite), dir, Options{}); err == nil ||
		!strings.Contains(err.Error(), "another build") {
		t.Errorf("a second build: %v", err)
	}
	got, err := s.Commit()
	if err != nil || got.Swapped || got.Written != 7 || got.Removed != 1 || got.Foreign != nil ||
		len(got.Warnings) != 1 {
		t.Errorf("got %+v, %v", got, err)
	}
	wantSite(t, dir, siteVersion("v2", 3))
	wantEntries(t, parent, "public")
	if !os.SameFile(kept, lstat(t, dir, "assets")) {
		t.Error("a folder has been replaced")
	}
	if got := publishTo(t, siteVersion("v2", 3), dir); got.Unchanged != 7 || got.Warnings != nil {
		t.Errorf("without changes: got %+v", got)
	}
	_, err = Stage(t.Context(), newSite(smallSite), filepath.Join(parent, "new"), Options{})
	if !errors.Is(err, os.ErrPermission) {
		t.Errorf("a new folder: got %v", err)
	}
}
