package preview

import (
	"bytes"
	"encoding/json"
	"html"
	"regexp"
)

// pageData is what the client has to know of the page that it stands in.
type pageData struct {
	Version    string `json:"version"`
	ThemeHash  string `json:"theme"`
	Missing    bool   `json:"missing"` // this is 404.html in place of a page
	LastGood   bool   `json:"kept,omitempty"`
	EditorLink string `json:"open,omitempty"`
	PageInfo
}

var (
	headTag    = regexp.MustCompile(`(?i)<head(?:\s[^>]*)?>`)
	doctypeTag = regexp.MustCompile(`(?i)^\s*<!doctype[^>]*>`)
)

// inject puts the client into a page: first in its head, so that it runs before other scripts and sees
// the page as it was sent.
func inject(page []byte, meta pageData) []byte {
	data, err := json.Marshal(meta)
	if err != nil {
		panic("preview: " + err.Error()) // there is nothing in it that JSON cannot say
	}
	element := `<script type="module" src="` + clientPath + `main.js" data-page="` + html.EscapeString(string(data)) + `"></script>`
	at := 0
	if m := headTag.FindIndex(page); m != nil {
		at = m[1]
	} else if m := doctypeTag.FindIndex(page); m != nil {
		at = m[1]
	}
	var b bytes.Buffer
	b.Grow(len(page) + len(element))
	b.Write(page[:at])
	b.WriteString(element)
	b.Write(page[at:])
	return b.Bytes()
}
