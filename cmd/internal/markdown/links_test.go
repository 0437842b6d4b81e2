package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

func TestDangerousLinks(t *testing.T) {
	tests := []string{
		"[x](javascript:alert(1))", "[x](javascript&colon;alert(1))", "[x](JaVaScRiPt:alert(1))",
		"[x](&#106;avascript:x)",
		"[x](&#x6A;avascript&#58;x)", "[x](javascript\\:x)", "[x](java&Tab;script:x)", "[x](java&NewLine;script:x)",
		"[x](&#1;javascript:x)",
		"[x](<&#32;javascript:x>)", "[x](<java\tscript:x>)", "[x](data:text/html,x)", "[x](dAtA:text/html,x)",
		"[x](data:image/png;base64,x)",
		"[x](data&colon;x)", "[x](vbscript:x)", "[x](VBSCRIPT&#58;x)", "[x](file:///etc/passwd)", "[x](FILE:x)",
		"[x](gopher://a.org)", "[x](blob:x)",
		"[x](//evil.example)", "[x](&#47;/evil.example)", "[x](\\//evil.example)", "<javascript:alert(1)>",
		"<data:text/html,x>", "<vbscript:x>", "<file:///etc>",
		"[x][r]\n\n[r]: javascript:x", "[x][r]\n\n[r]: <javascript&colon;x> \"t\"", "![x](data:image/png;base64,x)",
		"![x](https://a.org/b.png)", "![x](javascript:x)",
		"[![x](javascript:x)](y)", "[x]()", "[x](<>)", "[x](&#32;)",
	}
	for _, text := range tests {
		for _, env := range []Env{{}, {Resolve: func(string, bool) Target { return Target{Href: "ok"} }}} {
			got := convertBody(text+"\n", env)
			if len(got.Problems) != 1 || got.Problems[0].Rule != diag.BadLink {
				t.Errorf("%s: %s", text, diagtest.Format(got.Problems))
			}
			low := strings.ToLower(got.HTML)
			for _, bad := range []string{`href="java`, `href="data`, `href="vb`, `href="file`, `href="ftp`, `href="/`,
				`src="d`, `src="j`, `src="http`, `href=""`, `href="%`} {
				if strings.Contains(low, bad) {
					t.Errorf("%s: %s", text, got.HTML)
				}
			}
		}
	}
}

func TestLinks(t *testing.T) {
	tests := []struct{ name, markdown, html string }{
		{"elsewhere", "[a](https://a.org/?b=1&c=2#d)", `<a href="https://a.org/?b=1&amp;c=2#d">a</a>`},
		{"entities are read once", "[a](https://a.org/?a=1&amp;lt;b)", `<a href="https://a.org/?a=1&amp;lt;b">a</a>`},
		{"backslashes are read once", `[a](https://a.org/\(b\))`, `<a href="https://a.org/(b)">a</a>`},
		{"mail and telephone", "[a](mailto:a@b.org) [b](tel:+44)",
			`<a href="mailto:a@b.org">a</a> <a href="tel:+44">b</a>`},
		{"a colon written as an entity", "[a](https&colon;//a.org)", `<a href="https://a.org">a</a>`},
		{"a bare address", "https://a.org/b_c", `<a href="https://a.org/b_c">https://a.org/b_c</a>`},
		{"www", "www.a.org", `<a href="http://www.a.org">www.a.org</a>`},
		{"a bare mail address", "a@b.org", `<a href="mailto:a@b.org">a@b.org</a>`},
		{"in angle brackets", "<https://a.org>", `<a href="https://a.org">https://a.org</a>`},
		{"a title", `[a](https://a.org "the <title>")`, `<a href="https://a.org" title="the &lt;title&gt;">a</a>`},
		{"percent signs", "[a](https://a.org/%20é)", `<a href="https://a.org/%20%C3%A9">a</a>`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := convertBody(test.markdown+"\n", Env{})
			diagtest.Want(t, got.Problems)
			if want := "<p>" + test.html + "</p>\n"; got.HTML != want {
				t.Errorf("got %s want %s", got.HTML, want)
			}
		})
	}
}

func TestResolve(t *testing.T) {
	var asked []string
	env := Env{Resolve: func(dest string, picture bool) Target {
		asked = append(asked, dest)
		switch {
		case picture:
			return Target{Href: "a%20b.png?x=1&y=\\", Width: 40, Height: 30}
		case dest == "/plan/":
			return Target{Href: "../plan/"}
		case strings.HasPrefix(dest, "../1-x/index.md"):
			return Target{Href: "../x/#h", Address: "/steps/x/", Fragment: "h"}
		case dest == "late.md":
			return Target{Href: "late/", Rule: diag.Withheld, Message: "the page is a draft", Hint: "wait"}
		}
		return Target{Rule: diag.BrokenLink, Message: "there is no file " + dest, Hint: "check its name"}
	}}
	got := convertBody("[a](/plan/) ![b](b&amp;c.png) [d](../1-x/index.md#h)\n[e][r] [f](late.md) é "+
		"[g](no\\-where.md)\n\n[r]: ../1-x/index.md#h\n", env)
	diagtest.Want(t, got.Problems,
		"2:8-20 withheld: the page is a draft | wait",
		"2:23-40 broken-link: there is no file no-where.md | check its name")
	if diff := cmp.Diff([]string{"/plan/", "b&c.png", "../1-x/index.md#h", "../1-x/index.md#h", "late.md",
		"no-where.md"}, asked); diff != "" {
		t.Error(diff)
	}
	want := `<p><a href="../plan/">a</a> <img src="a%20b.png?x=1&amp;y=%5C" alt="b" width="40" height="30" ` +
		`loading="lazy" decoding="async"> <a href="../x/#h">d</a>
<a href="../x/#h">e</a> <a href="late/">f</a> é g</p>
`
	if diff := cmp.Diff(want, got.HTML); diff != "" {
		t.Error(diff)
	}
	var positions []string
	for _, l := range got.FragmentLinks {
		l.Pos.Message = l.Address + "#" + l.Fragment
		positions = append(positions, strings.TrimSpace(l.Pos.String()))
	}
	if diff := cmp.Diff([]string{"f.md:1:31: error: /steps/x/#h []", "f.md:2:1: error: /steps/x/#h []"},
		positions); diff != "" {
		t.Error(diff)
	}
}

func TestImagesNeedAlt(t *testing.T) {
	const want = "missing-alt: the picture has no text for people who cannot see it | say between the square " +
		"brackets what the picture shows"
	for _, text := range []string{"«![](a.png)»", "«![ ](a.png)»", "x «![](a.png \"title\")» y.", "[«![](a.png)»](b)",
		"é «![][r]»\n\n[r]: a.png"} {
		markdown, pos := diagtest.Marker(text)
		got := convertBody(markdown, Env{})
		if strings.Contains(text, "[r]") {
			pos = "1:3-9"
		}
		diagtest.Want(t, got.Problems, pos+" "+want)
	}
	got := convertBody("![a **b** `c` &amp; [d](e)](f.png)", Env{})
	diagtest.Want(t, got.Problems)
}

func TestScheme(t *testing.T) {
	for dest, want := range map[string]string{
		"": "", "a": "", "a/b:c": "", "#a:b": "", "?a:b": "", "HTTPS://a": "https", " java\nscript:x": "javascript",
		"\x01data:": "data", ":a": "", "mailto:a@b": "mailto",
	} {
		if got := scheme(dest); got != want {
			t.Errorf("scheme(%q) = %q, want %q", dest, got, want)
		}
	}
}
