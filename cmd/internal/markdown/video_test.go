package markdown

import (
	"strings"
	"testing"

	"guide/cmd/internal/diagtest"
)

func TestVideo(t *testing.T) {
	c := NewConverter(func(key string) string {
		return map[string]string{"videoPlay": "Play",
			"videoNote": "From {host}."}[key]
	})
	const text = "[![Two \"people\"](still.jpg)](https://youtu.be/dQw4w9WgXcQ?t=1m30s \"A <day>\")\n"
	got := c.Body("f.md", []byte(text), 0, Env{})
	diagtest.Want(t, got.Problems)
	const want = "<div class=\"video\" data-player=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90\" " +
		"data-title=\"A &lt;day&gt;\">\n<a href=\"https://youtu.be/dQw4w9WgXcQ?t=1m30s\"><img src=\"still.jpg\" " +
		"alt=\"Two “people”\" loading=\"lazy\" decoding=\"async\"><span class=\"video-play\">Play</span></a>\n" +
		"<p>A &lt;day&gt;<br><small>From www.youtube-nocookie.com.</small></p>\n</div>\n"
	if got.HTML != want || !got.HasBlocks || !got.HasBlocksScript ||
		strings.Join(got.FrameSources, " ") != "https://www.youtube-nocookie.com" {
		t.Errorf("got %s want %s", got.HTML, want)
	}
	got = c.Body("f.md", []byte(text), 0, Env{NoPlayers: true})
	if strings.Contains(got.HTML, "data-") || !got.HasBlocks || got.HasBlocksScript || got.FrameSources != nil {
		t.Errorf("a link alone: %+v", got)
	}
}

// TestNoVideo has pictures with links that are no videos: they stay what they are.
func TestNoVideo(t *testing.T) {
	for _, text := range []string{
		"[![A](a.jpg)](https://example.org/watch?v=dQw4w9WgXcQ)\n",
		"[![A](a.jpg)](https://www.youtube.com/@channel)\n",
		"[![A](a.jpg)](https://vimeo.com/about)\n",
		"[![A](a.jpg)](film.mp4)\n",
		"[A](https://youtu.be/dQw4w9WgXcQ)\n",
		"See [![A](a.jpg)](https://youtu.be/dQw4w9WgXcQ)\n",
		"- [![A](a.jpg)](https://youtu.be/dQw4w9WgXcQ)\n",
	} {
		got := convertBody(text, Env{})
		diagtest.Want(t, got.Problems)
		if strings.Contains(got.HTML, "video") || got.HasBlocks || got.FrameSources != nil {
			t.Errorf("%q: %s", text, got.HTML)
		}
	}
}

func TestPlayers(t *testing.T) {
	const (
		youTube = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
		uuid    = "0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
	)
	for address, want := range map[string]string{
		"https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42":  youTube + "?start=42",
		"http://m.youtube.com/watch?list=x&v=dQw4w9WgXcQ":   youTube,
		"https://www.youtube.com/shorts/dQw4w9WgXcQ":        youTube,
		"https://www.youtube.com/embed/dQw4w9WgXcQ?start=7": youTube + "?start=7",
		"https://vimeo.com/76979871":                        "https://player.vimeo.com/video/76979871?dnt=1",
		"https://vimeo.com/2/8272103f6e":                    "https://player.vimeo.com/video/2?dnt=1&h=8272103f6e",
		"https://player.vimeo.com/video/1?h=ab":             "https://player.vimeo.com/video/1?dnt=1&h=ab",
		"https://video.example:8080/w/9c9de5e8iUmqSMJyTxyQQK": "https://video.example:8080/videos/embed/" +
			"9c9de5e8iUmqSMJyTxyQQK",
		"https://video.example/videos/watch/" + uuid: "https://video.example/videos/embed/" + uuid,
	} {
		if got, known := playerOf(address); got != want || !known {
			t.Errorf("%s: got %q, %v, want %q", address, got, known, want)
		}
	}
}

func TestBadVideos(t *testing.T) {
	for text, want := range map[string]string{
		"é «![A](https://youtu.be/dQw4w9WgXcQ)»\n":                          "a still picture of its own",
		"«[![A](a.jpg)](https://www.youtube.com/watch?list=x)»\n":           "names no video",
		"«[![A](a.jpg)](https://youtu.be/)»\n":                              "names no video",
		"«[![A](a.jpg)](www.youtube.com/watch?v=dQw4w9WgXcQ)»\n":            "no https://",
		"> «[![A](a.jpg)](https://player.vimeo.com/video/ \"The film\")»\n": "names no video",
	} {
		markdown, pos := diagtest.Marker(text)
		got := diagtest.Format(convertBody(markdown, Env{}).Problems)
		if !strings.HasPrefix(got, pos+" bad-video: ") || !strings.Contains(got, want) ||
			strings.Count(got, "\n") != 1 {
			t.Errorf("%q: got %swant %s %s", text, got, pos, want)
		}
	}
}
