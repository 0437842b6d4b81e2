package diag

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func checked(text string) string {
	var out []string
	CheckCharacters([]byte(text), func(offset, n int, rule *Rule, message, hint string) {
		out = append(out, fmt.Sprintf("%d+%d %s: %s | %s", offset, n, rule, message, hint))
	})
	return strings.Join(out, "\n")
}

// misread returns text as it is after it was written as UTF-8 and read as Windows-1252.
func misread(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		r := rune(c)
		if c >= 0x80 && c < 0xa0 {
			r = windows1252[c-0x80]
		}
		b.WriteRune(r)
	}
	return b.String()
}

func TestMojibake(t *testing.T) {
	for _, meant := range "’‘“”–—…•é ü ö ä ß ñ à É Ö Ü £ € ™ © ° → ✔ 😀\ufeff\u00a0Ø" {
		if meant == ' ' {
			continue
		}
		text := "a " + misread(string(meant)) + "x"
		got, want := checked(text), fmt.Sprintf("2+%d mojibake: ", len(text)-3)
		if !strings.HasPrefix(got, want) || !unicode.IsSpace(meant) && meant != '\ufeff' &&
			!strings.Contains(got, "is "+string(meant)+", read") {
			t.Errorf("%q (%c): %q, want %q", text, meant, got, want)
		}
	}
	for _, text := range []string{
		"", "für, naïve, ça, São, NÃO, Ærø, CAFÉ», „Spaß“, AMANHÃ”, AMANHÃ…, MAÇÃ.", "Â, â, Ã and ð are letters",
		"pâté «â»", "Ångström", "Việt Nam: cân, ân, ấy", "în România: când", "tab\there\r\nline\n", "Ã", "â€", "â", "ð",
		"ï»",
		"l’âme”…", "日本語", "می\u200cخواهم", "10\u00a0°C", "ho\u00ady",
	} {
		if got := checked(text); got != "" {
			t.Errorf("%q: %s", text, got)
		}
	}
}

func TestCheckCharacters(t *testing.T) {
	for text, want := range map[string]string{
		"a\vb\vc\n": "1+1 bad-character: a text cannot hold a vertical tab, the line break of word processors " +
			"(U+000B) | " +
			BadCharacterHint,
		"\x1b[31m\n\u2028": "0+1 bad-character: a text cannot hold a control character (U+001B) | " + BadCharacterHint +
			"\n6+3 bad-character: a text cannot hold a line separator (U+2028) | " + BadCharacterHint,
		"a\rb": "1+1 bad-character: a text cannot hold a carriage return without a line feed (U+000D) | " +
			BadCharacterHint,
		"\u0080\x7f": "0+2 bad-character: a text cannot hold a control character (U+0080) | " + BadCharacterHint,
		"x\ufffdy": "1+3 mojibake: a character was lost here: this is the sign for a lost character (U+FFFD) | write " +
			"the character that belongs here",
		"Donâ€™t Ã©": "3+8 mojibake: â€™ is ’, read in the wrong encoding | write ’; if there are many of them, copy " +
			"the text again from where it was right",
		"5Â\u00a0h": `1+4 mojibake: "\u00c2\u00a0" is a non-breaking space (U+00A0), ` +
			"read in the wrong encoding | write a space; " +
			"if there are many of them, copy the text again from where it was right",
	} {
		if got := checked(text); got != want {
			t.Errorf("%q:\n%s\nwant\n%s", text, got, want)
		}
	}
}

func TestNameByte(t *testing.T) {
	for b, want := range map[byte]string{0x92: ": the byte 92 is ’ in Windows-1252", 0xe9: ": the byte E9 is é in " +
		"Windows-1252", 0x81: ""} {
		if got := NameByte(b); got != want {
			t.Errorf("%X: %q", b, got)
		}
	}
}

// FuzzCheckCharacters reads any text: what is reported lies in it, in order, and is whole characters.
func FuzzCheckCharacters(f *testing.F) {
	for _, s := range []string{"Donâ€™t send your CafÃ© � list.", "One\vtwo \x01three \x1b[31m.", "ð\u0178\u02dc€",
		"\xff\xc3\xe2"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		last := 0
		CheckCharacters(text, func(offset, n int, rule *Rule, message, _ string) {
			if offset < last || n < 1 || offset+n > len(text) || rule == nil || !utf8.ValidString(message) {
				t.Fatalf("%d+%d after %d of %d: %s", offset, n, last, len(text), message)
			}
			last = offset + n
			for _, r := range message {
				if unicode.IsControl(r) {
					t.Fatalf("the message %q", message)
				}
			}
		})
	})
}

func TestIsLFSPointer(t *testing.T) {
	if !IsLFSPointer([]byte("version https://git-lfs.github.com/spec/v1\noid sha256:0\n")) ||
		IsLFSPointer([]byte("version: https://git-lfs.github.com/spec/v1")) || IsLFSPointer(nil) {
		t.Error("wrong")
	}
}
