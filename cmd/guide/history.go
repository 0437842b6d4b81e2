package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
)

// gitHistory returns when the files of content/ were last committed, by one call of git for all of them. It is empty if
// they are in no repository. A shallow clone has no dates: what its oldest commit holds may be older.
func gitHistory(source string) guide.History {
	content := realPath(filepath.Join(source, guide.ContentDir))
	if repositoryRoot(content, "") == "" {
		return guide.History{}
	}
	shallow, err := git(content, "rev-parse", "--is-shallow-repository")
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return guide.History{Message: "git is not installed, so it cannot say when pages last changed",
			Hint: "install git, or record what is published: guide help record"}
	case err == nil && strings.TrimSpace(string(shallow)) == "true":
		return guide.History{Message: "the clone is shallow, so git cannot say when pages last changed",
			Hint: "run git fetch --unshallow; in a workflow of GitHub, write fetch-depth: 0 below with: of " +
				"actions/checkout"}
	case err != nil:
		return noHistory(err)
	}
	log, err := git(content, "-c", "log.showSignature=false", "log", "-z", "--format=tformat:%x00%at", "--name-only",
		"--no-renames", "--no-follow", "--relative", "--", ".")
	if err != nil {
		return noHistory(err)
	}
	return guide.History{Changes: parseLog(string(log))}
}

func noHistory(err error) guide.History {
	return guide.History{Message: "git cannot say when pages last changed: " + err.Error(),
		Hint: "see whether git log works in the folder content/"}
}

// parseLog parses commits, the newest first: each is an empty field, its time, and the files that it changed. Fields
// end with a zero byte.
func parseLog(log string) map[string]int64 {
	changes := map[string]int64{}
	var seconds int64
	isTime := false
	for field := range strings.SplitSeq(log, "\x00") {
		name := path.Join(guide.ContentDir, strings.TrimPrefix(field, "\n"))
		switch _, known := changes[name]; {
		case field == "":
			isTime = true
		case isTime:
			seconds, _ = strconv.ParseInt(field, 10, 64)
			isTime = false
		case !known:
			changes[name] = seconds
		}
	}
	return changes
}

// git runs git in a folder. It asks no server, takes no folder of files for a repository, whose settings could run
// programs, and obeys no variable that leads to another repository, as those of hooks do. The error has what git says.
func git(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command("git", append([]string{"-c", "safe.bareRepository=explicit"}, args...)...)
	cmd.Dir = dir
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}, name)
	})
	cmd.Env = append(cmd.Env, "LC_ALL=C", "GIT_NO_LAZY_FETCH=1")
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		line, _, _ := bytes.Cut(bytes.TrimSpace(exit.Stderr), []byte("\n"))
		return nil, fmt.Errorf("%s", diag.Truncate(string(line)))
	}
	return out, err
}
