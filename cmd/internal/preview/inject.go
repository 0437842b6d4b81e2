package preview

import (
	"bytes"
	"encoding/json"
	"html"
	"regexp"
)

// clientPage is what the client has to know of the page that it stands in.
type clientPage struct {
	Version string `json:"version"`
	Look    string `json:"look"`
	Missing bool   `json:"missing"` // this is 404.html in place of a page
	Kept    bool   `json:"kept,omitempty"`
	Open    string `json:"open,omitempty"`
	Page
}

var (
	head    = regexp.MustCompile(`(?i)<head(?:\s[^>]*)?>`)
	doctype = regexp.MustCompile(`(?i)^\s*<!doctype[^>]*>`)
)

// inject puts the client into a page: first in its head, so that it runs before other scripts and sees
// the page as it was sent.
func inject(page []byte, about clientPage) []byte {
	data, err := json.Marshal(about)
	if err != nil {
		panic("preview: " + err.Error()) // there is nothing in it that JSON cannot say
	}
	element := `<script type="module" src="` + clientPath + `main.js" data-page="` + html.EscapeString(string(data)) + `"></script>`
	at := 0
	if m := head.FindIndex(page); m != nil {
		at = m[1]
	} else if m := doctype.FindIndex(page); m != nil {
		at = m[1]
	}
	var b bytes.Buffer
	b.Grow(len(page) + len(element))
	b.Write(page[:at])
	b.WriteString(element)
	b.Write(page[at:])
	return b.Bytes()
}
