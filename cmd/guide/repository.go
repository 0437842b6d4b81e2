package main

import (
	"os"
	"path/filepath"
	"slices"

	"guide/cmd/internal/diag"
)

// inRepository returns the problems with their files named from the root of the Git repository that holds the source
// folder, because GitHub shows annotations at such names only. Without a repository they stay as they are.
func inRepository(source string, problems []diag.Problem) []diag.Problem {
	source = realPath(source)
	root := repositoryRoot(source, os.Getenv("GITHUB_WORKSPACE"))
	if root == "" {
		return problems
	}
	out := slices.Clone(problems)
	for i := range out {
		if out[i].File == "" {
			continue
		}
		// content/ may be a link to another folder of the repository.
		path := realPath(filepath.Join(source, filepath.FromSlash(out[i].File)))
		if rel, err := filepath.Rel(root, path); err == nil && filepath.IsLocal(rel) {
			out[i].File = filepath.ToSlash(rel)
		}
	}
	return out
}

// repositoryRoot returns the root of the repository that holds a folder, or "". In a workflow of GitHub that is the
// repository that was checked out, into the workspace or a folder of it: the nearest that is no submodule (which has a
// file .git), or the workspace itself, if it was downloaded without Git.
func repositoryRoot(dir, workspace string) string {
	if workspace != "" {
		workspace = realPath(workspace)
		if rel, err := filepath.Rel(workspace, dir); err != nil || !filepath.IsLocal(rel) {
			workspace = ""
		}
	}
	for {
		info, err := os.Lstat(filepath.Join(dir, ".git"))
		if dir == workspace || err == nil && (info.IsDir() || workspace == "") {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}
