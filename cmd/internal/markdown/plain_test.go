package markdown

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"guide/cmd/internal/frontmatter"
)

// TestPlain checks that plain texts are converted as if they were parsed.
func TestPlain(t *testing.T) {
	c := NewConverter(func(key string) string { return key })
	pieces := []string{"a", "B", "1", " ", ". ", "-", ",", ":", ": ", "(", ")", "www", "http", "é", "…", "x+", "/",
		"1) ", "1. ", "?", "=", ";", "word", "ftp", "$", "%", "  ", "İ", "\u00a0", "日本", "www.", "'", "\"", "&", "\xff",
		"\t", "\n"}
	rnd := rand.New(rand.NewPCG(1, 2))
	plain := 0
	for range 100_000 {
		text := ""
		for range 1 + rnd.IntN(8) {
			text += pieces[rnd.IntN(len(pieces))]
		}
		if !isPlain(text) {
			continue
		}
		plain++
		for _, form := range []form{inlineForm, blockForm} {
			env := Env{Sections: rnd.IntN(2) == 0, Prose: rnd.IntN(2) == 0}
			pos := frontmatter.Text{Value: text}.Locator("f")
			want, got := c.convert([]byte(text), pos, env, form), plainResult(text, pos, env, form)
			for _, r := range []Result{want, got} {
				for i := range r.Paragraphs {
					r.Paragraphs[i].pos = nil // functions do not compare
				}
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("%q, form %d:\ngot  %+v\nwant %+v", text, form, got, want)
			}
		}
	}
	if plain < 5_000 {
		t.Errorf("only %d texts are plain", plain)
	}
}
