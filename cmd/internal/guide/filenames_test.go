package guide

import (
	"runtime"
	"strings"
	"testing"

	"guide/cmd/internal/diag"
)

func TestCheckFileName(t *testing.T) {
	onWindows := diag.Warning
	if runtime.GOOS == "windows" {
		onWindows = diag.Error
	}
	for name, want := range map[string]string{
		"index.md": "", "2-get-qualified": "", ".well-known": "", "étape.pdf": "", "e\u0301tape.pdf": "", "日本.md": "",
		"a b.pdf": "", "auxiliary.md": "",
		"console": "", "com10.txt": "", "x.aux": "", "a'b.pdf": "", "null": "", "👩\u200d💻.png": "",
		"می\u200cخواهم.pdf": "",
		"aux":               "device", "CON.md": "device", "con.tar.gz": "device", "nul": "device", "Prn.txt": "device",
		"com1": "device", "LPT9.x": "device", "com¹.x": "device", "aux .txt": "device",
		"a:b.pdf": "it has a :", "star*.pdf": "it has a *", "what?": "it has a ?", `"x"`: `it has a "`,
		"<a": "it has a <", "a>": "it has a >", "a|b": "it has a |", `a\b`: `it has a \`,
		"end ": "space or a full stop", "end.": "space or a full stop", "end .pdf": "space before", "a\nb": "invisible",
		"a\x7f": "invisible", "a\u0085b": "invisible", "a\tb": "invisible",
		"a\u202egpj.exe": "letters around", "a\u2066b": "letters around", strings.Repeat("x", 255): "",
		strings.Repeat("x", 256): "256 bytes", "a\x00b": "no system", "a\xffb": "UTF-8", "\xe9tape": "UTF-8",
	} {
		p, bad := checkFileName("content/x", name)
		if bad != (want != "") || !strings.Contains(p.Message, want) {
			t.Errorf("%q: %v, want %q", name, p, want)
			continue
		}
		severity := onWindows
		switch want {
		case "UTF-8", "256 bytes", "no system":
			severity = diag.Error
		case "letters around", "space before":
			severity = diag.Warning
		}
		if bad && (p.Severity != severity || p.File != "content/x" || p.Rule != diag.BadName) {
			t.Errorf("%q: %+v", name, p)
		}
		if _, also := CheckAddress("f", "/steps/"+name+"/x.pdf"); also != bad {
			t.Errorf("%q in an address: %v", name, also)
		}
	}
	if p, bad := CheckAddress("f", strings.Repeat("/abc", 251)); !bad || p.Severity != diag.Error {
		t.Errorf("a long address: %v", p)
	}
}
