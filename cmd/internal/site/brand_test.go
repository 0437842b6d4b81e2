package site

import (
	"math/rand/v2"
	"strings"
	"testing"

	"guide/cmd/internal/contrast"
	"guide/cmd/internal/guide"
)

// brandedSite returns a site with keys of brand:.
func brandedSite(t testing.TB, brand string, files sourceFiles) *Site {
	t.Helper()
	return newSite(t, files.merge(sourceFiles{"content/guide.yaml": settingsYAML + "brand: " + brand + "\n",
		"content/pages/a.md": "Text."}).mapFS())
}

func TestAccent(t *testing.T) {
	tests := []struct{ accent, css, problem string }{
		{`{light: "#005eb8", dark: "#9cf"}`,
			":root{--color-link:light-dark(#005eb8,#99ccff);--color-on-link:var(--color-bg);--color-band:", ""},
		{`{light: "#0b5c62"}`, ":root{--color-link:light-dark(#0b5c62,", ""},
		{`{light: "#ff9900"}`, "", "#ff9900 and the background of boxes, #edf4f3, have a contrast of 1.9"},
		{`{light: "#005eb8", dark: "#005eb8"}`, "",
			"dark: #005eb8 and the background of what a link led to, #3d3512, have a contrast of"},
		{`{light: "#000", dark: "#fff"}`, ":root{--color-link:light-dark(#000000,#ffffff)", ""},
	}
	for _, tt := range tests {
		s := brandedSite(t, "{accent: "+tt.accent+"}", nil)
		wantContains(t, s.brandCSS, tt.css)
		lines := strings.Join(problemLines(t, s), "\n")
		wantContains(t, lines, tt.problem)
		if tt.problem == "" && lines != "" {
			t.Errorf("%s: %s", tt.accent, lines)
		}
		css := mustRead(t, s, s.bundle.MainCSS)
		if tt.css != "" && !strings.Contains(css, "--color-band:light-dark(") {
			t.Errorf("%s: the style sheet lacks the colours:\n%.500s", tt.accent, css)
		}
	}
}

// TestNearestAccents checks, for random colours, that the one that the hint names has enough contrast in all pairs.
func TestNearestAccents(t *testing.T) {
	s := newSite(t, sourceFiles{}.mapFS())
	random := rand.New(rand.NewPCG(1, 2))
	changed := 0
	for _, dark := range []bool{false, true} {
		colors := s.palette(dark)
		if len(colors) < 10 {
			t.Fatalf("the palette has only %v", colors)
		}
		colors["on-link"] = colors["bg"]
		for range 500 {
			c := contrast.Color{R: uint8(random.Uint32()), G: uint8(random.Uint32()), B: uint8(random.Uint32())}
			near := passing(colors, "link", c)
			if p, ratio := failingPair(colors, "link", near); p.Least != 0 {
				t.Errorf("%s, dark %v: %s has a contrast of %.2f with %s", c, dark, near, ratio, p.Under)
			}
			if near != c {
				changed++
			}
		}
	}
	if changed < 100 {
		t.Errorf("only %d colours were changed", changed)
	}
}

func TestBrandFonts(t *testing.T) {
	s := brandedSite(t, "{fonts: {text: a.woff2, bold: b/c.ttf}}", sourceFiles{"static/a.woff2": "wOF2",
		"static/b/c.ttf": "\x00\x01\x00\x00"})
	if lines := problemLines(t, s); len(lines) > 0 {
		t.Error(lines)
	}
	css := mustRead(t, s, s.bundle.MainCSS)
	wantContains(t, css, `@font-face{font-family:guide;src:url("./a.`, "font-weight:700", `--sans:"guide",system-ui`)
	if fonts := s.bundle.Fonts(); len(fonts) != 2 || string(fonts[0].Data) != "wOF2" {
		t.Errorf("fonts: %v", fonts)
	}
	wantContains(t, mustRead(t, s, "a/index.html"), "; font-src 'self'; ")
	plain := newSite(t, sourceFiles{"content/pages/a.md": "x"}.mapFS())
	wantNotContains(t, mustRead(t, plain, "a/index.html"), "font-src")
}

// TestBrandInPreview checks that a preview shows other colours at once.
func TestBrandInPreview(t *testing.T) {
	first := brandedSite(t, `{accent: {light: "#005eb8"}}`, nil)
	again := func(settings string) *Site {
		files := sourceFiles{"content/guide.yaml": settingsYAML + settings}.mapFS()
		s, err := New(loadGuide(t, files, false), Options{Source: files, Templates: first.opts.Templates,
			Static:   first.opts.Static,
			Previous: guide.Previous[Site]{Version: first, Changed: []string{guide.SettingsFile}}})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if same := again("brand: {accent: {light: \"#005eb8\"}}\n"); same.theme != first.theme {
		t.Error("the theme was loaded again")
	}
	if other := again(""); other.bundle.MainCSS == first.bundle.MainCSS || other.brandCSS != "" {
		t.Error("the style sheet is the old one")
	}
}
