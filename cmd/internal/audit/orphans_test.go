package audit

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestOrphanPages(t *testing.T) {
	site := cleanSite() // nothing links to its 404.html and old/, nor to former/
	site["via/index.html"] = testPage("", `<a href="../moved/">old address</a>`)
	site["moved/index.html"] = testPage("", `<a data-redirect href="../new/">moved</a>`)
	site["new/index.html"] = testPage("", "")
	site["former/index.html"] = testPage(`<meta http-equiv="refresh" content="0; url=../new/">`, "")
	site["waiting/index.html"] = testPage(`<meta http-equiv="refresh" content="60">`, "")
	site["alone/index.html"] = testPage("", `<a href="../friend/">friend</a> <a href="../">home</a>`)
	site["friend/index.html"] = testPage("", `<a href="../alone/">alone</a>`)
	site["steps/x/index.html"] = testPage(`<link rel="next" href="../../alone/">`, `<a href="../../via/#x">via</a>`)
	findings, err := OrphanPages(site)
	if err != nil {
		t.Fatal(err)
	}
	want := []Finding{
		{"alone/index.html", "unreachable", "no link leads here from index.html"},
		{"friend/index.html", "unreachable", "no link leads here from index.html"},
		{"waiting/index.html", "unreachable", "no link leads here from index.html"},
	}
	if diff := cmp.Diff(want, findings); diff != "" {
		t.Error(diff)
	}
}

func TestOrphanPagesWithoutHome(t *testing.T) {
	findings, err := OrphanPages(fstest.MapFS{"a.html": testPage("", ""), "a.css": testFile("")})
	if want := []string{"a.html unreachable"}; err != nil || !cmp.Equal(want, findingCodes(findings)) {
		t.Errorf("%v, %v", findings, err)
	}
}
