package main

import (
	"maps"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// cardGuide is fullGuide with an address, so that it has cards and data for search engines.
var cardGuide = withSetting(fullGuide, "baseURL: https://example.org/pmo/\n")

func withSetting(files map[string]string, line string) map[string]string {
	out := maps.Clone(files)
	out["content/guide.yaml"] += line
	return out
}

func TestStructuredDataInChromium(t *testing.T) {
	testStructuredData(newEngineFixture(t, browser.ChromiumForTest(t), cardGuide))
}

// testStructuredData checks that the policy of the pages leaves data for search engines alone: it reports a script that
// is added, and no data. No page requests a card.
func testStructuredData(v *engineFixture) {
	p := v.openPage("/")
	for _, page := range []string{"/", "/glossary/", "/steps/first/topic/"} {
		v.must(p.Go(v.url + page))
		v.waitFor(p, `JSON.parse(document.querySelector("script[type='application/ld+json']").text)["@context"]`,
			"https://schema.org")
		v.exec(p, `(() => {
			window.violations = [];
			document.addEventListener("securitypolicyviolation", (e) => window.violations.push(e.effectiveDirective));
			for (const type of ["application/ld+json", ""]) {
				const s = document.createElement("script");
				if (type) s.type = type;
				s.text = '{}';
				document.head.append(s);
			}
		})()`)
		v.waitFor(p, `window.violations.length > 0`, "true")
		v.waitFor(p, `window.violations.join()`, "script-src-elem")
		names, err := browser.Eval[string](p, `performance.getEntriesByType("resource").map((e) => e.name).join()`)
		v.must(err)
		// Firefox requests the touch icon where it is linked, which a step is too heavy for.
		if strings.Contains(names, "/card") || page == "/steps/first/topic/" && strings.Contains(names, "touch-icon") {
			v.Errorf("%s requests %s", page, names)
		}
	}
}
