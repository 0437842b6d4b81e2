package diag

import (
	"path"
	"slices"
	"strings"
)

// Ignored reports whether files and folders of that name are not part of a guide: dot files, and what operating systems
// and editors write beside other files.
func Ignored(base string) bool {
	return isJunk(base) || base == "4913" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") ||
		strings.HasSuffix(base, "~") ||
		slices.Contains([]string{".swp", ".swo", ".tmp", ".bak", ".orig"}, strings.ToLower(path.Ext(base)))
}

// CheckLeftBehind returns the notice for a file or folder that is skipped because Office, Windows or macOS left it
// behind. ok is false for others.
func CheckLeftBehind(file string) (p Problem, ok bool) {
	return LeftBehind.In(file, "this was left behind by another program, and is skipped", "delete it"),
		isJunk(path.Base(file))
}

// isJunk ignores case, as the systems do that write these names.
func isJunk(base string) bool {
	base = strings.ToLower(base)
	switch base {
	case "thumbs.db", "desktop.ini", ".ds_store", "icon\r", "__macosx":
		return true
	}
	return strings.HasPrefix(base, "~$") || strings.HasPrefix(base, "._") || strings.HasPrefix(base, ".~lock.")
}
