package frontmatter

import (
	"fmt"
	"strings"
	"testing"
)

func (v Value) String() string {
	out := ""
	if v.Key != "" {
		out = fmt.Sprintf("%s@%d=", v.Key, v.Line)
	}
	switch v.Form {
	case Scalar:
		return out + v.Text
	case List:
		return out + fmt.Sprint(v.Entries)
	}
	return out + strings.Replace(fmt.Sprint(v.Entries), "[", "{", 1)
}

func TestReadForeign(t *testing.T) {
	tests := []struct{ name, data, want, body string }{
		{"YAML", "---\ntitle: A\nx: [b, {c: d}]\n---\ntext", "{title@2=A x@3=[b {c@3=d]]]", "text"},
		{"a byte order mark and CRLF", "\ufeff---\r\ntitle: A\r\n...\r\ntext", "{title@2=A]", "text"},
		{"an alias", "---\na: &x 1\nb: *x\n---\n", "{a@2=1 b@3=1]", ""},
		{"TOML", "+++\ntitle = \"A\"\n\n[menu.main]\nweight = 2\nday = 2020-01-02\n+++\ntext",
			"{menu@4={main@0={day@6=2020-01-02T00:00:00Z weight@5=2]] title@2=A]", "text"},
		{"JSON", "{\n\"title\": \"A\",\n\"b\": [1.50, null, true]}\ntext", "{title@2=A b@3=[1.50  true]]", "\ntext"},
		{"none", "text\n---\na: b\n---\n", "", "text\n---\na: b\n---\n"},
		{"a text between lines", "---\ntext\n---\n", "", "---\ntext\n---\n"},
		{"no end", "---\na: b\n", "", "---\na: b\n"},
		{"braces that are no JSON", "{{< x >}}\n", "", "{{< x >}}\n"},
		{"empty", "---\n---\ntext", "", "text"},
	}
	for _, tt := range tests {
		v, body, err := ReadForeign([]byte(tt.data))
		if got := v.String(); err != nil || got != tt.want || tt.data[body:] != tt.body {
			t.Errorf("%s: got %s and %q, %v, want %s and %q", tt.name, got, tt.data[body:], err, tt.want, tt.body)
		}
	}
	for _, data := range []string{"---\na: b: c\n---\ntext", "+++\na = \n+++\ntext", "---\na: &x [*x]\n---\ntext"} {
		if _, body, err := ReadForeign([]byte(data)); err == nil || data[body:] != "text" {
			t.Errorf("%q: got %v and %q", data, err, data[body:])
		}
	}
}

// TestReadDataLimits reads files that stand for more than they hold.
func TestReadDataLimits(t *testing.T) {
	bomb := "a0: &a0 x\n"
	for i := range 30 {
		bomb += fmt.Sprintf("a%d: &a%[1]d [*a%d, *a%[2]d]\n", i+1, i)
	}
	for format, data := range map[string]string{".yaml": bomb, ".json": strings.Repeat("[", 1000)} {
		if _, err := ReadData(format, []byte(data)); err == nil {
			t.Errorf("%s: no error", format)
		}
	}
}
