package audit

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestUnreachable(t *testing.T) {
	site := cleanSite() // its 404.html and old/ are linked from nowhere, as former/ is
	site["via/index.html"] = pageOf("", `<a href="../moved/">old address</a>`)
	site["moved/index.html"] = pageOf("", `<a data-redirect href="../new/">moved</a>`)
	site["new/index.html"] = pageOf("", "")
	site["former/index.html"] = pageOf(`<meta http-equiv="refresh" content="0; url=../new/">`, "")
	site["waiting/index.html"] = pageOf(`<meta http-equiv="refresh" content="60">`, "")
	site["alone/index.html"] = pageOf("", `<a href="../friend/">friend</a> <a href="../">home</a>`)
	site["friend/index.html"] = pageOf("", `<a href="../alone/">alone</a>`)
	site["steps/x/index.html"] = pageOf(`<link rel="next" href="../../alone/">`, `<a href="../../via/#x">via</a>`)
	faults, err := Unreachable(site)
	if err != nil {
		t.Fatal(err)
	}
	want := []Fault{
		{"alone/index.html", "unreachable", "no link leads here from index.html"},
		{"friend/index.html", "unreachable", "no link leads here from index.html"},
		{"waiting/index.html", "unreachable", "no link leads here from index.html"},
	}
	if diff := cmp.Diff(want, faults); diff != "" {
		t.Error(diff)
	}
}

func TestUnreachableWithoutHome(t *testing.T) {
	faults, err := Unreachable(fstest.MapFS{"a.html": pageOf("", ""), "a.css": text("")})
	if want := []string{"a.html unreachable"}; err != nil || !cmp.Equal(want, codes(faults)) {
		t.Errorf("%v, %v", faults, err)
	}
}
