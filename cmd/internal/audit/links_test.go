package audit

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// cleanPage is a page without findings. The first %s is in its head, the second in its main.
const cleanPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
	content="script-src 'self' 'sha256-Rfr3GgHZFiXm+TmNr+li+0sZ4J9FGllo8jsXcJF5XZ8='">
<title>T</title>
<link rel="canonical" href="https://example.org/">
%s
</head>
<body>
<main id="main">
<h1>T</h1>
%s
</main>
</body>
</html>
`

func testPage(head, body string) *fstest.MapFile {
	return &fstest.MapFile{Data: fmt.Appendf(nil, cleanPage, head, body)}
}

func testFile(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

// cleanSite returns a site without findings that has everything that is allowed.
func cleanSite() fstest.MapFS {
	return fstest.MapFS{
		"index.html": testPage(`<link rel="icon" href="assets/i.svg"><link rel="stylesheet" href="./assets/a.css?v=1">
			<script>theme()</script><script src="assets/a.js" defer></script>
			<meta http-equiv="refresh" content="5"><meta http-equiv="refresh" content="5; x">
			<script type="application/ld+json">{"a": "https://example.org"}</script>`, `
			<h2 id="größe">x</h2><h3>y</h3><h2>z</h2>
			<a href="steps/x/">to a folder</a> <a href="steps/x/?q=1#an%20id">query</a>
			<a href="#gr%C3%B6%C3%9Fe">here</a>
			<a href="#größe">here, unescaped</a> <a href="#top">top</a> <a href="#">top</a> <a href="?q">same</a>
			<a href=" ./ ">home</a>
			<a href="https://example.org/a//b">elsewhere</a> <a href="mailto:a@example.org">mail</a>
			<a href="tel:1">call</a>
			<a href="assets/i.svg"><img src="assets/i.svg" alt="icon" width="1" height="1"></a>
			<a href="steps/x/"><svg><path d=""/></svg></a>
			<a>no link</a> <a href="files/a%20b.pdf">download</a>
			<img src="data:image/gif;base64,R0lGOD" alt="" width="1" height="1">
			<img src="assets/i.svg" srcset="assets/i.svg 1x, assets/i.svg?b, assets/i.svg 2x" alt=""
				width="1" height="1">
			<label for="q" aria-describedby="main q">Q</label><input id="q">
			<ol><li aria-current="step">1<li aria-current="page">2</ol>
			<form action="steps/x/"></form> <p data="no address">x</p>
			<template><img src="nowhere.png"><h6>x</h6><a href=""></a></template>`),
		"steps/x/index.html": testPage(`<link rel="stylesheet" href="../../assets/a.css">`,
			`<p id="an id"><a href="../../">home</a> <a href="../..">home</a> <a href=".">here</a></p>`),
		"old/index.html": testPage(`<noscript><meta http-equiv="refresh" content="0; url=../steps/x/"></noscript>`,
			`<a data-redirect href="../steps/x/">moved</a>`),
		"404.html": testPage(`<link rel="stylesheet" href="/pmo/assets/a.css">`,
			`<a href="/pmo/">home</a> <a href="/pmo/steps/x/">x</a> <a href="#main">main</a>`),
		"assets/a.css": testFile(`@import "b.css" layer(x);
			a { background: url( i.svg ) } b { background: url("data:,x") }
			c { filter: url(#f); content: "http://x" } /* url(gone.png) */`),
		"assets/b.css":  testFile(`@charset "utf-8"; a { background: image-set("i.svg" 1x, url('i.svg') 2x) }`),
		"assets/a.js":   testFile(`theme("https://example.org")`),
		"assets/i.svg":  testFile(`<svg xmlns="http://www.w3.org/2000/svg"/>`),
		"files/a b.pdf": testFile("%PDF"),
	}
}

func findingCodes(findings []Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, f.File+" "+f.Code)
	}
	return out
}

func mustLinks(t *testing.T, fsys fs.FS) []Finding {
	t.Helper()
	findings, err := Links(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

func TestCleanSite(t *testing.T) {
	for _, f := range mustLinks(t, cleanSite()) {
		t.Error(f)
	}
}

// bodyFindings are additions to a page without findings, and the one finding that each causes.
var bodyFindings = []struct{ body, want string }{
	{`<a href="steps/gone/">x</a>`, `[dead-link] a href "steps/gone/": there is no file steps/gone/index.html`},
	{`<a href="steps/X/">x</a>`, `[dead-link] a href "steps/X/": there is no file steps/X/index.html`},
	{`<a href="files/a b.PDF">x</a>`, `[dead-link] a href "files/a b.PDF": there is no file files/a b.PDF`},
	{`<img src="gone.png" alt="" width="1" height="1">`,
		`[dead-link] img src "gone.png": there is no file gone.png`},
	{`<img src="assets/i.svg" srcset="assets/i.svg 1x, gone.png 2x" alt="" width="1" height="1">`,
		`[dead-link] img srcset "gone.png": there is no file gone.png`},
	{`<video poster="gone.png"></video>`, `[dead-link] video poster "gone.png": there is no file gone.png`},
	{`<form action="gone/"></form>`, `[dead-link] form action "gone/": there is no file gone/index.html`},
	{`<a href="steps/x">x</a>`, `[folder-link] a href "steps/x": a link to a folder ends with a slash`},
	{`<a href="steps/x/#gone">x</a>`,
		`[dead-fragment] a href "steps/x/#gone": steps/x/index.html has no id "gone"`},
	{`<a href="#gr%C3%B6sse">x</a>`, `[dead-fragment] a href "#gr%C3%B6sse": index.html has no id "grösse"`},
	{`<a href="#Größe">x</a>`, `[dead-fragment] a href "#Größe": index.html has no id "Größe"`},
	{`<a href="/steps/x/">x</a>`,
		`[rooted-link] a href "/steps/x/": the site must work at any address: use relative links`},
	{`<a href="//example.org/">x</a>`,
		`[double-slash] a href "//example.org/": an address of the site has single slashes`},
	{`<a href="steps//x/">x</a>`, `[double-slash] a href "steps//x/": an address of the site has single slashes`},
	{`<a href="../x/">x</a>`, `[outside] a href "../x/": the address leads out of the site`},
	{`<a href="">x</a>`, `[empty-link] a href "": the address is empty`},
	{`<a href="%zz">x</a>`, `[bad-link] a href "%zz": invalid URL escape "%zz"`},
	{`<a href="javascript:x()">x</a>`, `[scheme] a href "javascript:x()": javascript: is not allowed here`},
	{`<a href="data:,x">x</a>`, `[scheme] a href "data:,x": data: is not allowed here`},
	{`<a href="gopher://example.org">x</a>`, `[scheme] a href "gopher://example.org": gopher: is not allowed here`},
	{`<img src="mailto:x" alt="" width="1" height="1">`,
		`[scheme] img src "mailto:x": mailto: is not allowed here`},
	{`<script src="data:,x"></script>`, `[scheme] script src "data:,x": data: is not allowed here`},
	{`<p id="main">x</p>`, `[duplicate-id] two elements have the id "main"`},
	{`<h1>x</h1>`, `[h1] the page has 2 h1, not one`},
	{`<img src="assets/i.svg" alt="" width="1">`, `[img-size] img "assets/i.svg" has no height`},
	{`<label for="gone">x</label>`, `[dead-id] label for "gone": the page has no such id`},
	{`<p aria-labelledby="main gone">x</p>`, `[dead-id] p aria-labelledby "gone": the page has no such id`},
	{`<p aria-describedby="gone">x</p>`, `[dead-id] p aria-describedby "gone": the page has no such id`},
	{`<p aria-current="step">x</p>`, `[current-step] 2 elements have aria-current="step"`},
	{`<p style="color: red">x</p>`, `[inline-style] p has a style attribute, which the page's policy blocks`},
	{`<style>p {}</style>`, `[inline-style] a style element, which the page's policy blocks`},
	{`<script>other()</script>`, `[inline-script] the page's policy does not allow the script in it`},
	{`<p onclick="x()">x</p>`, `[inline-script] p has an onclick attribute, which the page's policy blocks`},
	{`<img src="https://example.org/x.png" alt="" width="1" height="1">`,
		`[third-party] img src "https://example.org/x.png": ` + thirdParty},
	{`<script src="//example.org/x.js"></script>`,
		`[third-party] script src "//example.org/x.js": ` + thirdParty},
	{`<iframe src="https://example.org/"></iframe>`,
		`[third-party] iframe src "https://example.org/": ` + thirdParty},
	{`<picture><source srcset="https://example.org/a,b.webp, assets/i.svg 2x"></picture>`,
		`[third-party] source srcset "https://example.org/a,b.webp": ` + thirdParty},
	{`<object data="https://example.org/x"></object>`,
		`[third-party] object data "https://example.org/x": ` + thirdParty},
	{`<form action="https://example.org/"></form>`,
		`[third-party] form action "https://example.org/": ` + thirdParty},
	{`<svg><use href="https://example.org/x.svg#i"/></svg>`,
		`[third-party] use href "https://example.org/x.svg#i": ` + thirdParty},
	{`<noscript><img src="gone.png" alt="" width="1" height="1"></noscript>`,
		`[dead-link] img src "gone.png": there is no file gone.png`},
	{`<noscript></noscript><script>other()</script>`,
		`[inline-script] the page's policy does not allow the script in it`},
}

func TestFindingsInBody(t *testing.T) {
	for _, test := range bodyFindings {
		t.Run(test.body, func(t *testing.T) {
			site := cleanSite()
			site["index.html"] = testFile(strings.Replace(string(site["index.html"].Data),
				"</main>", test.body+"</main>", 1))
			expectFinding(t, site, "index.html", test.want)
		})
	}
}

// expectFinding checks that a site has exactly one finding, given as "[code] message".
func expectFinding(t *testing.T, site fs.FS, file, want string) {
	t.Helper()
	var got []string
	for _, f := range mustLinks(t, site) {
		got = append(got, fmt.Sprintf("%s [%s] %s", f.File, f.Code, f.Message))
	}
	if diff := cmp.Diff([]string{file + " " + want}, got); diff != "" {
		t.Error(diff)
	}
}

func TestFindingsInHead(t *testing.T) {
	tests := []struct{ head, want string }{
		{`<link rel="stylesheet" href="https://example.org/a.css">`,
			`[third-party] link href "https://example.org/a.css": ` + thirdParty},
		{`<link rel="shortcut icon" href="https://example.org/i.ico">`,
			`[third-party] link href "https://example.org/i.ico": ` + thirdParty},
		{`<link rel="preconnect" href="https://example.org">`,
			`[third-party] link href "https://example.org": ` + thirdParty},
		{`<link rel="icon" href="data:image/svg+xml,x">`,
			`[scheme] link href "data:image/svg+xml,x": data: is not allowed here`},
		{`<link rel="next" href="gone/">`, `[dead-link] link href "gone/": there is no file gone/index.html`},
		{`<meta http-equiv="Refresh" content="0; URL='gone/'">`,
			`[dead-link] meta refresh "gone/": there is no file gone/index.html`},
		{`<base href="./">`, `[base-element] a base element changes every relative link`},
	}
	for _, test := range tests {
		t.Run(test.head, func(t *testing.T) {
			expectFinding(t, fstest.MapFS{"index.html": testPage(test.head, "")}, "index.html", test.want)
		})
	}
}

func TestFindingsInStyleSheets(t *testing.T) {
	tests := []struct{ css, want string }{
		{`@import "https://example.org/a.css";`, `[third-party] style sheet "https://example.org/a.css": ` +
			thirdParty},
		{`@IMPORT URL(//example.org/a.css) layer(x);`, `[third-party] style sheet "//example.org/a.css": ` +
			thirdParty},
		{`a{background:url("https://example.org/a\".png")}`,
			`[third-party] style sheet "https://example.org/a\\\".png": ` + thirdParty},
		{`a{background:image-set("https://example.org/a.png" 1x)}`,
			`[third-party] style sheet "https://example.org/a.png": ` + thirdParty},
		{`a{background:url(gone.png)}`, `[dead-link] style sheet "gone.png": there is no file css/gone.png`},
		{`a{background:url(/i.svg)}`,
			`[rooted-link] style sheet "/i.svg": the site must work at any address: use relative links`},
		{`a{content:")"}b{background:url(gone.png`,
			`[dead-link] style sheet "gone.png": there is no file css/gone.png`},
	}
	for _, test := range tests {
		t.Run(test.css, func(t *testing.T) {
			expectFinding(t, fstest.MapFS{"css/a.css": testFile(test.css), "i.svg": testFile("")},
				"css/a.css", test.want)
		})
	}
}

func TestFindingsOfWholePages(t *testing.T) {
	site := fstest.MapFS{"x/index.html": testFile("<html><title> </title><p>x")}
	want := []string{"x/index.html h1"}
	if diff := cmp.Diff(want, findingCodes(mustLinks(t, site))); diff != "" {
		t.Error(diff)
	}
}

func TestNotFoundPage(t *testing.T) {
	tests := []struct{ body, want string }{
		{`<a href="steps/x/">x</a>`,
			`[relative-link] a href "steps/x/": this page is shown at every address: use rooted links`},
		{`<a href="/other/">x</a>`, `[outside] a href "/other/": the site is below /pmo/`},
		{`<a href="/pmo/gone/">x</a>`, `[dead-link] a href "/pmo/gone/": there is no file gone/index.html`},
		{`<a href="/pmo/../x/">x</a>`, `[outside] a href "/pmo/../x/": the address leads out of the site`},
		{`<a href="/pmo/steps/x/#gone">x</a>`,
			`[dead-fragment] a href "/pmo/steps/x/#gone": steps/x/index.html has no id "gone"`},
	}
	for _, test := range tests {
		t.Run(test.body, func(t *testing.T) {
			site := cleanSite()
			site["404.html"] = testPage(`<link rel="stylesheet" href="/pmo/assets/a.css">`, test.body)
			expectFinding(t, site, "404.html", test.want)
		})
	}
}

func TestNotFoundPageAtTheRoot(t *testing.T) {
	site := cleanSite()
	site["404.html"] = testPage("", `<a href="/">home</a> <a href="/steps/x/">x</a>`)
	if findings := mustLinks(t, site); len(findings) > 0 {
		t.Error(findings)
	}
}

func TestFindingsSortedAndUnique(t *testing.T) {
	site := fstest.MapFS{}
	var want []string
	for i := range 50 {
		name := fmt.Sprintf("p%02d.html", i)
		site[name] = testPage("", `<a href="b">b</a><a href="a">a</a><a href="b">b</a>`)
		for _, to := range []string{"a", "b"} {
			want = append(want, fmt.Sprintf(`%s: a href "%s": there is no file %s [dead-link]`, name, to, to))
		}
	}
	var got []string
	for _, f := range mustLinks(t, site) {
		got = append(got, f.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
