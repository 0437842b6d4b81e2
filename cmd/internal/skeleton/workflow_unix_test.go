//go:build unix

package skeleton

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDownloadStep runs the step of the workflow that downloads the program: without an address, it fails with a
// sentence that says where to write one.
func TestDownloadStep(t *testing.T) {
	data, err := files.ReadFile("github-pages/.github/workflows/pages.yml")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(data), "GUIDE_RELEASE: \"\"\n"); n != 1 {
		t.Errorf("%d lines for the address", n)
	}
	m := regexp.MustCompile(`(?m)^        run: \|\n((?:          .*\n)+)`).FindStringSubmatch(string(data))
	if m == nil {
		t.Fatal("there is no script")
	}
	release := t.TempDir()
	program := filepath.Join(release, "guide")
	if err := os.WriteFile(program, []byte("#!/bin/sh\necho it runs\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(release, "guide.tar.gz")
	if out, err := exec.Command("tar", "-czf", archive, "-C", release, "guide").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	const missing = "::error::GUIDE_RELEASE is empty: write the address of the program into the line GUIDE_RELEASE: " +
		"of .github/workflows/pages.yml\n"
	for address, want := range map[string]string{"": missing, "file://" + program: "it runs\n",
		"file://" + archive: "it runs\n", "file://" + release + "/nothing": "curl: "} {
		temp := t.TempDir()
		script := m[1] + "\"$RUNNER_TEMP/guide\"\n"
		cmd := exec.Command("bash", "-eo", "pipefail", "-c", script) // as GitHub runs it
		cmd.Env = append(os.Environ(), "GUIDE_RELEASE="+address, "RUNNER_TEMP="+temp)
		out, err := cmd.CombinedOutput()
		if !strings.HasPrefix(string(out), want) || (err == nil) != (want == "it runs\n") {
			t.Errorf("%q: %v\n%s", address, err, out)
		}
	}
}
