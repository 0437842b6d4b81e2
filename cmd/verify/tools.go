package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"

	"guide/cmd/internal/browser"
)

// tool is a program that the tests need besides Go.
type tool struct {
	name        string // for messages
	debPackages string // Debian packages, separated by spaces
	installed   func(*verifier) bool
}

var tools = []tool{
	{"Chromium and its headless shell", "chromium chromium-headless-shell", func(*verifier) bool {
		_, err := browser.FindChromium()
		_, errWhole := browser.FindFullChromium()
		return err == nil && errWhole == nil
	}},
	{"Firefox", "firefox-esr", func(*verifier) bool { _, err := browser.FindFirefox(); return err == nil }},
	{"WebKitGTK's WebKitWebDriver and Xvfb", "webkit2gtk-driver xvfb", func(*verifier) bool {
		_, _, _, err := browser.FindWebKit()
		return err == nil
	}},
	{"git", "git", onPath("git")},
	{"pdftotext", "poppler-utils", onPath("pdftotext")},
	{"Node.js", "nodejs", onPath("node")},
	{"npm, to fetch axe-core and TypeScript", "npm", func(v *verifier) bool {
		return v.isCached(axeCore) && v.isCached(typeScript) || onPath("npm")(v)
	}},
}

func onPath(program string) func(*verifier) bool {
	return func(*verifier) bool {
		_, err := exec.LookPath(program)
		return err == nil
	}
}

// missingTools returns the tools that are not installed.
func (v *verifier) missingTools() []tool {
	return slices.DeleteFunc(slices.Clone(tools), func(t tool) bool { return t.installed(v) })
}

// tools checks that all tools are installed. As root and in CI it installs the missing ones; elsewhere it fails with
// the command that does.
func (v *verifier) tools(ctx context.Context) error {
	missing := v.missingTools()
	if len(missing) == 0 {
		return nil
	}
	var names, packages []string
	for _, t := range missing {
		names = append(names, t.name)
		packages = append(packages, strings.Fields(t.debPackages)...)
	}
	install := "apt-get install --yes --no-install-recommends " + strings.Join(packages, " ")
	problem := fmt.Errorf("the tests need %s; on Debian and Ubuntu this installs all of it:\n  sudo %s",
		strings.Join(names, ", "), install)
	root := os.Geteuid() == 0
	if _, err := exec.LookPath("apt-get"); err != nil || !root && os.Getenv("CI") == "" {
		return problem
	}
	fmt.Fprintf(v.stdout, "installing %s\n", strings.Join(packages, " "))
	for _, line := range []string{"apt-get update --quiet", install} {
		args := strings.Fields(line)
		if !root {
			args = append([]string{"sudo", "--non-interactive"}, args...)
		}
		cmd := exec.CommandContext(ctx, args[0], args[1:]...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%w\n%s: %w\n%s", problem, cmd, err, bytes.TrimSpace(out[max(0, len(out)-2000):]))
		}
	}
	if len(v.missingTools()) > 0 {
		return fmt.Errorf("still not found after installing: %w", problem)
	}
	return nil
}
