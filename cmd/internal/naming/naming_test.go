package naming

import "testing"

func TestSlug(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Get qualified": "get-qualified", "  A -- B!  ": "a-b", "C++": "c", "it's 5 o’clock": "its-5-oclock",
		"Ünïcödé":         "ünïcödé",
		"Caf\u0065\u0301": "caf\u00e9", "日本語 テスト": "日本語-テスト", "हिन्दी": "हिन्दी", "٣ أيام": "٣-أيام",
		"a_b/c.d": "a-b-c-d", "🎉": "", "ﬁ": "ﬁ", "x²": "x",
	} {
		if got := Slug(text); got != want || Slug(got) != got {
			t.Errorf("Slug(%q) = %q, want %q", text, got, want)
		}
		if got := IsSlug(want); got != (want != "") {
			t.Errorf("IsSlug(%q) = %v", want, got)
		}
	}
	for _, bad := range []string{"A", "a b", "a--b", "-a", "a-", "a_b", "a/b", ".", "cafe\u0301"} {
		if IsSlug(bad) {
			t.Errorf("IsSlug(%q) = true", bad)
		}
	}
}

func TestLanguageTag(t *testing.T) {
	for text, want := range map[string]string{"en": "en", "en-gb": "en-GB", "en_US": "en-US",
		"ZH-hant-tw": "zh-Hant-TW", "es-419": "es-419", "de-DE-u-co-phonebk": "de-DE", "": "", "und": "",
		"english": "", "x y": "", "en-xx-yy-zz": ""} {
		if got := LanguageTag(text); got != want {
			t.Errorf("LanguageTag(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestTermSlug(t *testing.T) {
	for term, want := range map[string]string{"C": "c", "C++": "c-plus-plus", "C#": "c-sharp", "R&D": "r-d",
		"O’Reilly book": "oreilly-book", ".NET": "net", "?": ""} {
		if got := TermSlug(term); got != want {
			t.Errorf("TermSlug(%q) = %q, want %q", term, got, want)
		}
	}
}
