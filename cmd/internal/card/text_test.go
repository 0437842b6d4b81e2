package card

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestDrawable(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"  Get \u00a0 qualified\n", "Get qualified"},
		{"Añadir “PRINCE2®” – ¿cómo?", "Añadir “PRINCE2®” – ¿cómo?"},
		{"Πάρε πτυχίο", "Πάρε πτυχίο"},
		{"Ґрунт і їжа", "Ґрунт і їжа"},
		{"🎓 Get qualified 👩🏽‍🚀✅ 1️⃣", "Get qualified 1"},
		{"🎓", ""},
		{"co\u00adop\u200b, e\u2011learning", "coop, e-learning"},
		{"資格 and more", ""},
		{"احصل", ""},
		{"Đạt chứng chỉ", ""},
		{"In C♯ or F♯", ""}, // part of a name, not an ornament
		{"e\u0301cole", ""}, // callers pass composed characters
		{"broken \xff", ""},
	}
	for _, tt := range tests {
		if got := drawable(tt.text); got != tt.want {
			t.Errorf("%q is drawn as %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestCanDraw(t *testing.T) {
	for text, want := range map[string]bool{"": true, " ": true, "Begin": true, "🎓": false, "資格": false} {
		if got := CanDraw(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
}

func TestFit(t *testing.T) {
	tests := []struct {
		name, text string
		lines      []string
		size       int
	}{
		{"one line", "Get qualified", []string{"Get qualified"}, 92},
		{"even lines", "Set goals and a roadmap for the year", []string{"Set goals and a", "roadmap for the year"}, 92},
		{"no hyphen begins a line", strings.Repeat("well-kept ", 3),
			[]string{"well-kept well-", "kept well-kept"}, 92},
	}
	for _, tt := range tests {
		lines, size := fit(drawable(tt.text), bold, titleSize, minTitleSize, 1040, 240)
		if diff := cmp.Diff(tt.lines, lines); diff != "" || size != tt.size {
			t.Errorf("%s: size %d, want %d; lines (-want +got):\n%s", tt.name, size, tt.size, diff)
		}
	}
}

// TestFitKeepsText checks that a text is shown whole, up to a length that no title should have.
func TestFitKeepsText(t *testing.T) {
	for _, word := range []string{"goals ", "role-based ", "Qualification ", "и "} {
		for n := 1; n*len(word) < 900; n += 1 + n/4 {
			text := strings.TrimSpace(strings.Repeat(word, n))
			lines, size := fit(text, bold, titleSize, minTitleSize, 1040, 240)
			whole := strings.ReplaceAll(strings.Join(lines, ""), " ", "") == strings.ReplaceAll(text, " ", "")
			cut := strings.HasSuffix(lines[len(lines)-1], "…")
			if whole == cut {
				t.Fatalf("%d of %q: whole %t, ellipsis %t: %q", n, word, whole, cut, lines)
			}
			if cut && (utf8.RuneCountInString(text) < 180 || size != minTitleSize) {
				t.Fatalf("%d runes are cut in size %d", utf8.RuneCountInString(text), size)
			}
			if len(lines)*lineHeight(size) > 240 {
				t.Fatalf("%d lines of size %d", len(lines), size)
			}
		}
	}
}

func TestLongWordIsBroken(t *testing.T) {
	word := strings.Repeat("Schifffahrt", 8)
	lines, size := fit(word, bold, titleSize, minTitleSize, 1040, 240)
	if got := strings.Join(lines, ""); got != word || size != minTitleSize || len(lines) < 2 {
		t.Errorf("size %d, lines %q", size, lines)
	}
}
