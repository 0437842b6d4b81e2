package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"guide/cmd/internal/diag"
)

// ejectedComments are the comments that may be the first line of a file, by its extension.
var ejectedComments = map[string]string{
	".html": "{{/* %s */ -}}\n", ".css": "/* %s */\n", ".js": "// %s\n",
}

// Ejected returns a file of the program as an editor's own. Its first line says of which version it is, so that Check
// reports when the program's file has changed since; one without comments, such as a picture, has no such line.
func Ejected(name string, data []byte, version string) []byte {
	comment, ok := ejectedComments[path.Ext(name)]
	if !ok {
		return data
	}
	note := fmt.Sprintf("from guide %s, %s: guide check says when the program's own has changed", version, hashOf(data))
	return append(fmt.Appendf(nil, comment, note), data...)
}

// ejectedNote matches what Ejected writes.
var ejectedNote = regexp.MustCompile(`(?m)^\W{2,5}(from guide (\S+), ([0-9a-f]{12})\b)`)

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:6])
}

// checkEjected reports the files of the editor that Ejected made of others than the program has now.
func (t *theme) checkEjected(source, templates, static fs.FS) {
	for _, dir := range []struct {
		name    string
		builtIn fs.FS
	}{{"templates", templates}, {"static", static}} {
		_ = fs.WalkDir(source, dir.name, func(name string, _ fs.DirEntry, _ error) error {
			if _, ok := ejectedComments[path.Ext(name)]; !ok {
				return nil
			}
			data, err := fs.ReadFile(source, name)
			note := ejectedNote.FindSubmatchIndex(data[:min(len(data), 512)])
			if err != nil || note == nil {
				return nil // what cannot be read is reported elsewhere
			}
			place := diag.NewLines(data).Range(name, note[2], note[3]-note[2])
			version, hash := data[note[4]:note[5]], data[note[6]:note[7]]
			now, err := fs.ReadFile(dir.builtIn, strings.TrimPrefix(name, dir.name+"/"))
			switch {
			case err != nil:
				t.report(diag.Outdated.At(place, fmt.Sprintf("the program has no %s any more, as guide %s had", name,
					version), "see whether the site needs it; if so, delete this line, else the file"))
			case !bytes.Equal(hash, []byte(hashOf(now))):
				t.report(diag.Outdated.At(place,
					fmt.Sprintf("the program's own %s has changed since guide %s", name, version),
					"guide eject --diff "+name+" shows what differs: take over what you need, and this line"))
			}
			return nil
		})
	}
}
