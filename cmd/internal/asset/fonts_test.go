package asset

import "testing"

// TestFonts checks that a font is published for the style sheet that loads it; others are only copied.
func TestFonts(t *testing.T) {
	b, problems := Build(mapFS("css/main.css", "@font-face{font-family:x;src:url(../fonts/x.woff2)}",
		"fonts/x.woff2", "wOF2 one", "fonts/y.woff2", "another"))
	fonts := b.Fonts()
	if len(problems) > 0 || len(fonts) != 1 || string(fonts[0].Data) != "wOF2 one" {
		t.Errorf("fonts %v, problems %v", fonts, problems)
	}
	if name := NameOf("fonts/y.woff2"); name != "assets/fonts/y.woff2" || !IsFont(name) || IsFont("x.css") {
		t.Errorf("the name of a copy is %s", name)
	}
}
