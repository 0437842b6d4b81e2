package site

import (
	"testing"

	"guide/cmd/internal/diag"
)

// FuzzBlocked checks files of any content. What is reported lies in the file.
func FuzzBlocked(f *testing.F) {
	for _, text := range []string{`<script src="https://a.org/x.js" data-x='1'></script>`, "<script>\n a() {{.X}}",
		`<img src={{.A}}><img src="{{.A}}b"><link rel=stylesheet href=https://a.org>`, `<a onclick="x()">`, "<script >",
		`fetch("//a.org/x"); s.src='https://b.org'; eval("é") /* eval( */`, "{{/* <script src='https://a.org'> */}}"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := &Site{}
		c := policyChecker{site: s, policy: policy{"default-src": {"'self'"}}}
		c.checkTemplate("templates/x.html", []byte(text))
		c.checkScript("static/x.js", []byte(text))
		lines := diag.NewLines([]byte(text)).Len()
		for _, p := range s.buildProblems.list() {
			if p.Line < 1 || p.Line > lines || p.Column < 1 || p.EndColumn < p.Column {
				t.Errorf("%q: %+v", text, p)
			}
		}
	})
}
