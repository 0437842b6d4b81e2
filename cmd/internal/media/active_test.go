package media

import (
	"strings"
	"testing"
)

const svgNamespaces = `xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1"`

func svg(inside string) string { return "<svg " + svgNamespaces + ">" + inside + "</svg>" }

// activeSVGs are drawings, each with what a browser would run in it.
var activeSVGs = map[string]string{
	svg(""): "", svg(`<a href="https://example.org/"><text>onload= javascript: &lt;script></text></a>`): "",
	"<?xml version='1.0' encoding='UTF-8'?>\n<!-- <script> --><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' " +
		"'http://www.w3.org/x.dtd'>\n" + svg(`<style>a{}</style><![CDATA[<script>]]>`): "",
	"\ufeff" + svg(""): "", svg(`<image href="data:image/png;base64,AAAA"/><use href="#one"/><g id="onion" ` +
		`xmlns:on="x" on:a="b"/>`): "",
	"<?xml version='1.0' encoding='iso-8859-1'?>" + svg("<text>\xe9</text>"): "",
	svg(`<script>alert(1)</script>`):                                         "<script>",
	svg(`<script href="x.js"/>`):                                             "<script>",
	svg(`<SCRIPT/>`):                                                         "<SCRIPT>",
	`<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>`:        "<script>",
	svg(`<h:script xmlns:h="http://www.w3.org/1999/xhtml">x</h:script>`):     "<script>",
	svg(`<foreignObject/>`):                                                  "<foreignObject>",
	svg(`<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="x"/>`):        "<iframe>",
	`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`:            "onload=",
	svg(`<g onclick='x'/>`):                                                  "onclick=",
	svg(`<g ONCLICK='x'/>`):                                                  "ONCLICK=",
	svg("<g\nonfocus\n=\n'x'/>"):                                             "onfocus=",
	svg(`<a href="javascript:alert(1)"/>`):                                   "href= can",
	svg(`<a xlink:href=" java&#x0A;script&#58;alert(1)"/>`):                  "href= can",
	svg(`<a xlink:href="JaVaScRiPt:x"/>`):                                    "href= can",
	svg(`<animate attributeName="href" values="#;javascript:x"/>`):           "values= can",
	svg(`<set attributeName="onload" to="x"/>`):                              "animates onload",
	svg(`<set attributeName="href" to="javascript:x"/>`):                     "to= can",
	svg(`<a href="data:text/html,x"/>`):                                      "href= can",
	svg(`<use href="data:image/svg+xml;base64,AAAA"/>`):                      "href= can",
	svg(`<use xlink:href=" DATA:image/svg+xml,x#a"/>`):                       "href= can",
	svg(`<image href="data:,x"/>`):                                           "href= can",
	svg(`<image href="data:image/png+xml,x"/>`):                              "href= can",
	svg(`<set attributeName="href" to="data:image/svg+xml,x"/>`):             "to= can",
	svg(`<animate attributeName="href" values="#a;data:image/svg+xml,x"/>`):  "values= can",
	svg(`<g style="fill: url( 'data:image/svg+xml,x#a')"/>`):                 "style= can",
	svg(`<image href="data:image/jpeg;base64,A"/><image href="data:image/webp,A"/><g ` +
		`style="src:url(data:font/woff2;base64,A)" aria-label="Data: text"/>`): "",
	`<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]>` +
		svg("&x;"): "declares entities", `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>` +
		svg(""): "declares entities",
	`<?xml-stylesheet type="text/xsl" href="#x"?>` + svg(""): "<?xml-stylesheet",
	svg("<script>x</script>") + "<":                          "<script>",
	svg("<g") + "<script/>":                                  "cannot be read as XML",
	svg("&nbsp;<script/>"):                                   "cannot be read as XML", "": "",
	"<?xml version='1.0' encoding='utf-7'?>" + svg("+ADw-script+AD4-"): "encoding",
	"<?xml version='1.0' encoding='iso-2022-jp'?>" + svg(""):           "encoding",
	"\xff\xfe<\x00s\x00v\x00g\x00":                                     "cannot be read as XML",
	svg(strings.Repeat(" ", maxSVG)):                                   "larger than 16 MiB",
}

func TestCheckSVG(t *testing.T) {
	for text, want := range activeSVGs {
		if got, _ := CheckSVG(strings.NewReader(text)); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%.200q: %q, want %q", text, got, want)
		}
	}
}

func TestIsActive(t *testing.T) {
	for name, want := range map[string]bool{"a.html": true, "a.HTM": true, "a.xhtml": true, "a.xht": true,
		"a.xml": true, "a.js": true, "a.mjs": true, "a.svgz": true, "a.mml": true, "a.mathml": true, "a.kml": true,
		"a.gpx": true, "a.xspf": true, "a.XSD": true, "a.wsdl": true, "a.svg": false, "a.json": false,
		"a.pdf": false, "html": false, "a.html.pdf": false} {
		if got := IsActive("x/" + name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestIsMarkup(t *testing.T) {
	for text, want := range map[string]bool{
		"<html>": true, "<!DOCTYPE html>": true, "<?xml version='1.0'?>": true, "<script>": true, "<!-- a -->": true,
		"\ufeff \r\n\t\f<SVG": true,
		"\xff\xfe<\x00h\x00":  true, "\xfe\xff\x00 \x00<\x00h": true, strings.Repeat(" ", 2000) + "<a>": true,
		"": false, "<": false, "< 5": false, "<3": false, "text <b>": false, "%PDF-1.7 <a>": false, "\x89PNG<a>": false,
	} {
		if got := IsMarkup(strings.NewReader(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
