package diag

import "testing"

func TestOddCharacter(t *testing.T) {
	for _, test := range []struct{ value, odd, plain string }{
		{"a-one", "", "a-one"}, {"2026\u201111\u201101", "a non-breaking hyphen (U+2011)", "2026-11-01"},
		{"2h\u20134h", "an en dash (U+2013)", "2h-4h"}, {"true\u00a0", "a non-breaking space (U+00A0)", "true "},
		{"“essential”", "a curly quote (U+201C)", `"essential"`}, {"ti\u00adtle", "a soft hyphen (U+00AD)", "title"},
		{"text\uff1a a", "a full-width colon (U+FF1A)", "text: a"}, {"\uff21", "a full-width character (U+FF21)", "A"},
		{"fu\u0308r", "an accent of its own, apart from its letter (U+0308)", "fu\u0308r"},
		{"für", "", "für"},
		{"कमांड", "", "कमांड"}, {"план", "", "план"}, {"pl\u0430n", "a Cyrillic letter (U+0430)", "pl\u0430n"},
		{"\u03bfn", "a Greek letter (U+03BF)", "\u03bfn"}, {"a\x01b", "a control character (U+0001)", "ab"},
		{"a\u009db", "a control character (U+009D)", "ab"}, {"a\tb\n", "", "a\tb\n"}, {"\ufeffa",
			"a byte-order mark (U+FEFF)", "a"}, {"日本", "", "日本"}, {"lost \ufffd",
			"the sign for a lost character (U+FFFD)", "lost \ufffd"},
	} {
		if got := OddCharacter(test.value); got != test.odd {
			t.Errorf("%q: %q, want %q", test.value, got, test.odd)
		}
		if got := Plain(test.value); got != test.plain {
			t.Errorf("Plain(%q) = %q", test.value, got)
		}
	}
	for r, want := range map[rune]bool{' ': false, '\t': false, '\u00a0': true, '\u200b': true, '\ufeff': true,
		'\u2013': false, '\ufffd': false, 'a': false} {
		if IsOddSpace(r) != want {
			t.Errorf("IsOddSpace(%U) = %v", r, !want)
		}
	}
	if got := NameCharacter('x'); got != "U+0078" {
		t.Error(got)
	}
}
