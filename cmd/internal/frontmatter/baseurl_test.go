package frontmatter

import (
	"strings"
	"testing"
)

func TestCheckBaseURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/":               "",
		"https://example.org":                "",
		"http://example.org:8080/a/b":        "",
		"https://example.org/a%20b/":         "",
		"https://b\u00fccher.example/":       "",
		"https://intranet/pmo/":              "",
		"https://wiki.corp.internal/":        "",
		"http://192.168.1.20/guide/":         "",
		"https://example.org/index.html":     "write https://example.org/",
		"https://example.org/pmo/index.php":  "write https://example.org/pmo/",
		"https://example.org//":              "write https://example.org/",
		"https://example.org/a//b/":          "write https://example.org/a/b/",
		"https://example.org/a/../b/":        "write https://example.org/b/",
		"https://example.org/./":             "write https://example.org/",
		"HTTPS://example.org/":               "write https://example.org/",
		"http://localhost:8080/":             "this computer",
		"http://app.localhost/":              "this computer",
		"http://127.0.0.1/":                  "this computer",
		"http://[::1]/":                      "this computer",
		"http://0.0.0.0:8080/":               "this computer",
		"https://https://example.org/":       "write https://example.org/",
		"https://example..org/":              "no host can have the name",
		"https://$DOMAIN/":                   "no host can have the name",
		"https://example.org:99999/":         "1 to 65535",
		"https://example.org:0/":             "1 to 65535",
		"https://example.org:/":              "1 to 65535",
		"https://example.org/?a":             "query",
		"https://user:password@example.org/": "password",
		"example.org":                        "is not a web address",
	} {
		err := CheckBaseURL(address)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
}
