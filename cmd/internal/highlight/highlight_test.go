package highlight

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

func TestHTML(t *testing.T) {
	for _, test := range []struct{ language, code, want string }{
		{"go", "return \"<a>\" // b\n", `<span class="hl-keyword">return</span> <span class="hl-string">` +
			`&#34;&lt;a&gt;&#34;</span> <span class="hl-comment">// b</span>` + "\n"},
		{"json", `{"a": true, "b": 1}`, `{<span class="hl-keyword">&#34;a&#34;</span>: <span class="hl-number">true` +
			`</span>, <span class="hl-keyword">&#34;b&#34;</span>: <span class="hl-number">1</span>}`},
		{"diff", "+a\n-b\n", "<span class=\"hl-inserted\">+a\n</span><span class=\"hl-deleted\">-b\n</span>"},
		{"PYTHON", "def f(): pass", `<span class="hl-keyword">def</span> <span class="hl-name">f</span>(): ` +
			`<span class="hl-keyword">pass</span>`},
		{"text", "if a", ""},
		{"no language", "if a", ""},
		{"go", strings.Repeat("return\n", 3000), ""},
	} {
		got, ok := HTML(test.language, test.code)
		if ok != (test.want != "") || ok && got != test.want {
			t.Errorf("%s: got %v\n%s\nwant\n%s", test.language, ok, got, test.want)
		}
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// FuzzHTML marks any code in any language: its text stays the same.
func FuzzHTML(f *testing.F) {
	for _, language := range []string{"go", "bash", "html", "json", "sql", "yaml", "markdown", "powershell"} {
		f.Add(language, "a <b> 'c' \"d\" # e\n\tif 1 { $f }\r\n\x00é")
	}
	f.Fuzz(func(t *testing.T, language, code string) {
		if out, ok := HTML(language, code); ok && html.UnescapeString(tags.ReplaceAllString(out, "")) != code &&
			!strings.ContainsAny(code, "&\x00") {
			t.Errorf("%s: %q became %q", language, code, out)
		}
	})
}
