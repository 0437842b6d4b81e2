package site

import (
	"bytes"
	"fmt"
	"image/png"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guide/static"
)

const cardBase = "https://example.org/pmo/"

var cardPattern = regexp.MustCompile(`<meta property="og:image" content="https://example.org/pmo/(assets/[^"]*)">`)

// cardOf returns the name of the card of a page.
func cardOf(t *testing.T, s *Site, page string) string {
	t.Helper()
	match := cardPattern.FindStringSubmatch(mustRead(t, s, page))
	if match == nil {
		t.Fatalf("%s has no card", page)
	}
	return match[1]
}

// cardNames returns the names of all cards.
func cardNames(t *testing.T, s *Site) []string {
	t.Helper()
	return slices.DeleteFunc(fileNames(t, s), func(name string) bool { return !strings.HasPrefix(name, "assets/card") })
}

func TestCards(t *testing.T) {
	s := newSite(t, smallGuide.mapFS(), withBaseURL(cardBase))
	wantProblems(t, s)
	home, begin, goOn := cardOf(t, s, "index.html"), cardOf(t, s, "steps/begin/index.html"),
		cardOf(t, s, "steps/go-on/index.html")
	if home == begin || begin == goOn {
		t.Errorf("cards are shared: %s, %s, %s", home, begin, goOn)
	}
	for page, want := range map[string]string{
		"steps/begin/kinds/index.html": begin, "steps/go-on/details/index.html": goOn, "about/index.html": home,
		"glossary/index.html": home, "404.html": home,
	} {
		if got := cardOf(t, s, page); got != want {
			t.Errorf("%s has the card %s, want %s", page, got, want)
		}
	}
	if got := cardNames(t, s); len(got) != 3 {
		t.Errorf("the cards are %q", got)
	}
	for _, name := range []string{home, begin, goOn} {
		img, err := png.DecodeConfig(strings.NewReader(mustRead(t, s, name)))
		if err != nil || img.Width != 1200 || img.Height != 630 || !s.Fingerprinted(name) {
			t.Errorf("%s: %v, %v, fingerprinted %t", name, img, err, s.Fingerprinted(name))
		}
	}
	wantContains(t, mustRead(t, s, "steps/go-on/details/index.html"),
		`<meta name="twitter:card" content="summary_large_image">`,
		`<meta property="og:image:alt" content="Step 2 of 2: Go on">`)
	wantContains(t, mustRead(t, s, "about/index.html"), `<meta property="og:image:width" content="1200">`,
		`<meta property="og:image:height" content="630">`, `<meta property="og:image:alt" content="A guide: Welcome">`)
}

// TestCardNames checks that exactly those cards get another name that look different.
func TestCardNames(t *testing.T) {
	base := cardNames(t, newSite(t, smallGuide.mapFS(), withBaseURL(cardBase)))
	tests := []struct {
		name    string
		files   sourceFiles
		changed int
	}{
		{"nothing", nil, 0},
		{"a text", sourceFiles{"content/steps/2-go-on/index.md": markdownDoc("Go on", "", "Other text.\n")}, 0},
		{"a title of a step", sourceFiles{"content/steps/2-go-on/index.md": markdownDoc("Going on", "", "Text.\n")}, 1},
		{"the guide's title", sourceFiles{"content/guide.yaml": strings.Replace(settingsYAML, "A g", "My g", 1)}, 3},
		{"one more step", sourceFiles{"content/steps/3-end.md": "Text.\n"}, 4},
		{"the mark", sourceFiles{"static/img/favicon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}, 3},
	}
	for _, tt := range tests {
		changed := 0
		for _, name := range cardNames(t, newSite(t, smallGuide.merge(tt.files).mapFS(), withBaseURL(cardBase))) {
			if !slices.Contains(base, name) {
				changed++
			}
		}
		if changed != tt.changed {
			t.Errorf("%s: %d new cards, want %d", tt.name, changed, tt.changed)
		}
	}
}

func TestCardsOfManySteps(t *testing.T) {
	files := sourceFiles{}
	for n := 1; n <= maxCards+2; n++ {
		files[fmt.Sprintf("content/steps/%d-s%d.md", n, n)] = "Text.\n"
	}
	s := newSite(t, files.mapFS(), withBaseURL(cardBase))
	if got := len(cardNames(t, s)); got != maxCards+1 {
		t.Errorf("%d cards", got)
	}
	home := cardOf(t, s, "index.html")
	if last := fmt.Sprintf("steps/s%d/index.html", maxCards); cardOf(t, s, last) == home {
		t.Errorf("%s has the card of the home page", last)
	}
	if next := fmt.Sprintf("steps/s%d/index.html", maxCards+1); cardOf(t, s, next) != home {
		t.Errorf("%s has a card of its own", next)
	}
}

// TestCardsAreDrawnLazily checks that only opening a card draws it.
func TestCardsAreDrawnLazily(t *testing.T) {
	s := newSite(t, smallGuide.mapFS(), withBaseURL(cardBase))
	drawn := 0
	for _, name := range cardNames(t, s) {
		f := s.files[name]
		f.render = func() ([]byte, error) { drawn++; return nil, nil }
		s.files[name] = f
	}
	wantProblems(t, s) // renders and checks everything
	if drawn > 0 {
		t.Errorf("%d cards are drawn", drawn)
	}
	if _, err := s.Open(cardOf(t, s, "index.html")); err != nil || drawn != 1 {
		t.Errorf("%d cards are drawn, %v", drawn, err)
	}
}

// TestCardText checks that titles which the cards cannot show are reported once.
func TestCardText(t *testing.T) {
	japanese := sourceFiles{"content/steps/1-a.md": markdownDoc("資格", "", "Text.\n"),
		"content/steps/2-b.md": markdownDoc("地図", "", "Text.\n")}
	s := newSite(t, japanese.mapFS(), withBaseURL(cardBase))
	want := "steps/1-a.md:2:8: notice: the pictures for sharing leave out this title, since their font has no " +
		`"資" (U+8CC7); so it is with 1 more [card-text] (they show the mark and the route in its place)`
	wantProblems(t, s, want)
	wantProblems(t, newSite(t, japanese.mapFS()), want)
	decomposed := sourceFiles{"content/steps/1-a.md": markdownDoc("Cafe\u0301 🎓", "", "Text.\n")}
	wantProblems(t, newSite(t, decomposed.mapFS(), withBaseURL(cardBase)))
}

func TestTouchIcon(t *testing.T) {
	own := "\x89PNG own"
	icon, err := static.FS.ReadFile(touchIconFile)
	if err != nil {
		t.Fatal(err)
	}
	otherMark := sourceFiles{"static/img/favicon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
	ownIcon := sourceFiles{"static/" + touchIconFile: own}
	tests := []struct {
		name  string
		files sourceFiles
		want  string // what the icon is, "" for none
	}{
		{"the program's", nil, string(icon)},
		{"another mark", otherMark, ""},
		{"an icon of the guide", ownIcon, own},
		{"both", otherMark.merge(ownIcon), own},
	}
	for _, tt := range tests {
		s := newSite(t, smallGuide.merge(tt.files).mapFS())
		data, err := s.ReadFile(touchIconFile)
		if (err == nil) != (tt.want != "") || !bytes.Equal(data, []byte(tt.want)) {
			t.Errorf("%s: the icon has %d bytes, %v", tt.name, len(data), err)
		}
		link := `<link rel="apple-touch-icon" href="../apple-touch-icon.png">`
		if got := strings.Contains(mustRead(t, s, "about/index.html"), link); got != (tt.want != "") {
			t.Errorf("%s: linked %t", tt.name, got)
		}
	}
}
