package diag

import (
	"path"
	"slices"
	"strings"
)

// Ignored reports whether a file or folder of that name is no part of a guide, whichever folder it lies in:
// dot-files, and what systems and editors leave beside the files they save.
func Ignored(base string) bool {
	return isJunk(base) || base == "4913" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") ||
		strings.HasSuffix(base, "~") ||
		slices.Contains([]string{".swp", ".swo", ".tmp", ".bak", ".orig"}, strings.ToLower(path.Ext(base)))
}

// LeftBehind returns the notice of a file or folder that Office, Windows or macOS left behind, which is skipped.
func LeftBehind(file string) (Problem, bool) {
	return Problem{File: file, Severity: Notice, Code: "left-behind",
		Message: "this was left behind by another program, and is skipped", Hint: "delete it"}, isJunk(path.Base(file))
}

// isJunk compares without case, since the systems that leave these names do so, too.
func isJunk(base string) bool {
	base = strings.ToLower(base)
	switch base {
	case "thumbs.db", "desktop.ini", ".ds_store", "icon\r", "__macosx":
		return true
	}
	return strings.HasPrefix(base, "~$") || strings.HasPrefix(base, "._") || strings.HasPrefix(base, ".~lock.")
}
