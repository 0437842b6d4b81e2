package guide

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"guide/cmd/internal/diag"
)

// pageNameEnds are how names of pages end that other programs read or made, in lower case.
var pageNameEnds = regexp.MustCompile(`(?i)(?:\.md|\.markdown|\.mdx|\.mdown|\.mdwn|\.mkdn|\.mkd|\.mkdown|\.mdtext|` +
	`\.mdtxt|\.rmd|\.qmd|\.txt|\.text)+$`)

// intendedPageName returns the name that a file was probably meant to have: index.md for index.md.txt, topic.md for
// topic.mdx. It returns "" if the name is that of a page, or is not like one.
func intendedPageName(base string) string {
	plain := strings.TrimRight(diag.Plain(base), " .")
	end := strings.ToLower(pageNameEnds.FindString(plain))
	name := plain[:len(plain)-len(end)]
	isText := strings.Trim(end, ".tex") == "" // .txt or .text, and not .md.txt
	switch {
	case name == "" || end == "" || end == ".md" && strings.HasSuffix(base, end):
		return ""
	case isText && !strings.EqualFold(name, "index") && !strings.EqualFold(name, "_index"):
		return ""
	case isText:
		name = "index"
	}
	return name + ".md"
}

// copyMark matches what programs add to a name when they keep two versions: those that synchronize folders (Dropbox,
// Nextcloud, Syncthing), file managers, and git mergetool.
var copyMark = regexp.MustCompile(`(?i)(?: ?\([^()]*conflict[^()]*\)|[._-]sync-conflict-[\w-]+|_conflict-[\w-]+` +
	`|_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+| - copy(?: \(\d+\))?| copy(?: \d+)?| ?\(\d+\)| \d+)$`)

// copyPrefix matches the same at the beginning of a name.
var copyPrefix = regexp.MustCompile(`(?i)^copy (?:\(\d+\) )?of `)

// originalName returns the name of the page or folder of which one with this name may be a copy, or "".
func originalName(base string) string {
	name, isPage := strings.CutSuffix(base, ".md")
	original := copyMark.ReplaceAllString(copyPrefix.ReplaceAllString(name, ""), "")
	switch {
	case original == name || original == "":
		return ""
	case isPage:
		return original + ".md"
	}
	return original
}

// isCopy reports a page or a folder that stands beside the one of which it is a copy: both would be published, with the
// same ids.
func (l *lister) isCopy(fsys fs.FS, name string, isDir bool) bool {
	if !isDir && path.Ext(name) != ".md" {
		return false
	}
	original := originalName(path.Base(name))
	if original == "" {
		return false
	}
	if _, err := fs.Stat(fsys, path.Join(path.Dir(name), original)); err != nil {
		return false
	}
	l.report(diag.BadName.In(name, "this looks like a second version of "+original+", which another program kept",
		fmt.Sprintf("compare it with %s, copy what is missing there, and delete it", original)))
	return true
}

// holdsOdd says, for a message, which character of a name cannot be seen or looks like another; "" for none.
func holdsOdd(name string) string {
	if odd := diag.OddCharacter(name); odd != "" {
		return ": it has " + odd
	}
	return ""
}
