package site

import "testing"

func TestPolicyAllows(t *testing.T) {
	const head = `<meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'none'; ` +
		`script-src 'self' &#39;sha256-ungWv48Bz&#43;pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=&#39; https://a.org/js/s.js ` +
		`https://*.b.org http://c.org/d/; img-src data: *; style-src">`
	p := policyIn(head)
	tests := []struct {
		directive, address string
		want               bool
	}{
		{"script-src", "assets/main.js", true}, {"script-src", "/main.js", true},
		{"script-src", "https://a.org/js/s.js", true}, {"script-src", "https://a.org/js/s.js?x=1", true},
		{"script-src", "https://a.org/js/t.js", false}, {"script-src", "https://a.org/", false},
		{"script-src", "http://a.org/js/s.js", false}, {"script-src", "//a.org/js/s.js", true},
		{"script-src", "https://x.b.org/s.js", true}, {"script-src", "https://b.org/s.js", false},
		{"script-src", "https://notb.org/s.js", false}, {"script-src", "https://c.org/d/e.js", true},
		{"script-src", "https://c.org/e.js", false}, {"script-src", "data:text/javascript,1", false},
		{"script-src", "https://a b/", false},
		{"img-src", "data:image/png;base64,x", true}, {"img-src", "https://z.org/x.png", true},
		{"style-src", "main.css", false}, {"font-src", "x.woff2", false}, {"frame-src", "https://a.org/", false},
		{"form-action", "https://a.org/", true},
	}
	for _, tt := range tests {
		if got := p.allows(tt.directive, tt.address); got != tt.want {
			t.Errorf("%s %s: %v", tt.directive, tt.address, got)
		}
	}
	if !p.allowsInline("script-src", "abc") || p.allowsInline("script-src", "b") ||
		p.allowsEval() {
		t.Error("a script in the page: only the one with the hash is allowed")
	}
	if none := policyIn("<title>x</title>"); !none.allows("script-src", "https://a.org/") || !none.allowsEval() ||
		!none.allowsInline("script-src", "x") {
		t.Error("a page without a policy allows everything")
	}
}
