package preview

import (
	"bytes"
	"encoding/json"
	"html"
	"regexp"
)

// pageData is what the client needs to know about its page.
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

// inject adds the client to a page. It is the first element in the head, so that it runs before other scripts and sees
// the page as it was sent.
func inject(page []byte, meta pageData) []byte {
	data, err := json.Marshal(meta)
	if err != nil {
		panic("preview: " + err.Error()) // all its fields can be encoded
	}
	element := `<script type="module" src="` + clientPath + `main.js" data-page="` + html.EscapeString(string(data)) +
		`"></script>`
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
