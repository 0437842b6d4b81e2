package diag

import "testing"

func TestIgnored(t *testing.T) {
	tests := []struct {
		base                string
		ignored, leftBehind bool
	}{
		{"plan.docx", false, false}, {"4914", false, false}, {"a~b.txt", false, false},
		{"desktop.ini.txt", false, false}, {"Icon", false, false},
		{"iconography", false, false}, {"x.template", false, false},
		{".git", true, false}, {".env", true, false}, {"#x.md#", true, false}, {"x.md~", true, false},
		{"x.swp", true, false}, {"x.swo", true, false},
		{"x.bak", true, false}, {"x.BAK", true, false}, {"x.tmp", true, false}, {"x.orig", true, false},
		{"4913", true, false},
		{"~$plan.docx", true, true}, {".~lock.plan.odt#", true, true}, {".~LOCK.plan.odt#", true, true},
		{"._x", true, true},
		{"desktop.ini", true, true}, {"Desktop.ini", true, true}, {"Thumbs.db", true, true}, {"thumbs.db", true, true},
		{"THUMBS.DB", true, true},
		{".DS_Store", true, true}, {".ds_store", true, true}, {"__MACOSX", true, true}, {"__macosx", true, true},
		{"Icon\r", true, true}, {"ICON\r", true, true},
	}
	for _, tt := range tests {
		p, leftBehind := CheckLeftBehind("content/a/" + tt.base)
		if got := Ignored(tt.base); got != tt.ignored || leftBehind != tt.leftBehind {
			t.Errorf("%q: ignored %v, left behind %v", tt.base, got, leftBehind)
		}
		if leftBehind && (p.File != "content/a/"+tt.base || p.Severity != Notice || p.Rule != LeftBehind) {
			t.Errorf("%q: %+v", tt.base, p)
		}
	}
}
