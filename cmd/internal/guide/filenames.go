package guide

import (
	"fmt"
	"path"
	"regexp"
	"runtime"
	"strings"
	"unicode"
	"unicode/utf8"

	"guide/cmd/internal/diag"
)

// windowsDevice is a name that Windows keeps for a device, with or without an extension
// (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
var windowsDevice = regexp.MustCompile(`(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])[ ]*(\.|$)`)

// Limits of names, in bytes.
const (
	maxNameLen    = 255
	maxAddressLen = 1000
)

// checkFileName judges the name of a file or folder, or a part of an address. A name that not every system can
// hold, or that shows as another one, is a warning; one that cannot be published here is an error.
func checkFileName(file, name string) (p diag.Problem, bad bool) {
	p = diag.BadName.In(file, "", "give it another name")
	onlyWarns, onlyWindows := true, true
	switch {
	case !utf8.ValidString(name):
		onlyWarns, p.Message = false, fmt.Sprintf("the name %q is not valid UTF-8", name)
		p.Hint = "rename it: its letters are stored as on an old system"
	case len(name) > maxNameLen:
		onlyWarns = false
		p.Message = fmt.Sprintf("the name %.20q... has %d bytes; a file system holds at most %d", name, len(name),
			maxNameLen)
		p.Hint = "give it a shorter name"
	case strings.ContainsRune(name, 0):
		onlyWarns = false
		p.Message = fmt.Sprintf("the name %q holds an invisible character that no system can hold", name)
	case strings.ContainsFunc(name, unicode.IsControl):
		p.Message = fmt.Sprintf("the name %q holds an invisible character, and Windows cannot hold it%s", name,
			holdsOdd(name))
	case strings.ContainsFunc(name, isBidiControl):
		onlyWindows = false
		p.Message = fmt.Sprintf("the name %+q holds an invisible character that turns its letters around%s", name,
			holdsOdd(name))
	case strings.ContainsAny(name, `<>:"|?*\`):
		i := strings.IndexAny(name, `<>:"|?*\`)
		p.Message = fmt.Sprintf("Windows cannot hold the name %q: it has a %c", name, name[i])
	case strings.HasSuffix(name, " ") || strings.HasSuffix(name, "."):
		p.Message = fmt.Sprintf("Windows cannot hold the name %q: it ends in a space or a full stop", name)
	case windowsDevice.MatchString(name):
		p.Message = fmt.Sprintf("Windows cannot hold the name %q: it is that of a device there", name)
	case strings.HasSuffix(strings.TrimSuffix(name, path.Ext(name)), " "):
		onlyWindows = false
		p.Message = fmt.Sprintf("the name %q has a space before %s, where nobody sees it", name, path.Ext(name))
	default:
		return diag.Problem{}, false
	}
	if onlyWarns && !(onlyWindows && runtime.GOOS == "windows") {
		p = p.Lowered()
	}
	return p, true
}

func isBidiControl(r rune) bool { return unicode.Is(unicode.Bidi_Control, r) }

// CheckAddress judges an address by its length and by its first part with a bad name.
func CheckAddress(file, address string) (p diag.Problem, bad bool) {
	if len(address) > maxAddressLen {
		message := fmt.Sprintf("the address %.20q... has %d bytes; at most %d can be published", address, len(address),
			maxAddressLen)
		return diag.BadName.In(file, message, "give it a shorter one"), true
	}
	for part := range strings.SplitSeq(strings.Trim(address, "/"), "/") {
		if p, bad := checkFileName(file, part); bad {
			return p, true
		}
	}
	return diag.Problem{}, false
}
