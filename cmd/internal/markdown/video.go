package markdown

import (
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"guide/cmd/internal/diag"
)

// A video is a picture that links to it and stands alone, which is how videos are shown on GitHub:
//
//	[![Two people at a desk](still.jpg)](https://www.youtube.com/watch?v=dQw4w9WgXcQ "A day at work")
//
// The page shows the still picture and names the host. Nothing is asked of that host before the reader clicks; then a
// script puts the player into the place of the picture. Without a script the link leads to the video.

// video is a still picture that links to a video.
type video struct {
	ast.BaseBlock
	title, caption string
	player         string // the address of the player; "" for a link alone
	play, note     string // messages
}

var kindVideo = ast.NewNodeKind("Video")

func (*video) Kind() ast.NodeKind { return kindVideo }

func (n *video) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"player": n.player}, nil)
}

// convertVideo makes a video of a link whose only content is a picture, if it stands alone and leads to a video.
// It returns false if the link leads nowhere.
func (v *conversion) convertVideo(n *ast.Link) bool {
	picture, ok := n.FirstChild().(*ast.Image)
	if !ok || picture.NextSibling() != nil || v.form != bodyForm || !standsAlone(n) {
		return true
	}
	dest, offset := unescapeDest(n.Destination), v.offsetOf(n)
	if withScheme := "https://" + dest; scheme(dest) == "" && isVideoHost(withScheme) {
		v.report(offset, v.lineLen(offset), diag.BadVideo,
			"the address of the video has no https:// before its host", "write "+diag.Truncate(withScheme))
		v.deferEdit(func() { unwrap(n) })
		return false
	}
	player, known := playerOf(dest)
	switch {
	case !known:
		return true
	case player == "":
		v.report(offset, v.lineLen(offset), diag.BadVideo, "the address names no video of that host",
			"open the video in a browser and copy its address")
		return true
	}
	v.HasBlocks = true
	address, _ := url.Parse(player)
	f := &video{title: v.plainText(picture), caption: unescapeDest(n.Title), play: v.msg("videoPlay"),
		note: strings.ReplaceAll(v.msg("videoNote"), "{host}", address.Host)}
	if !v.env.NoPlayers {
		f.player, v.HasBlocksScript = player, true
		if origin := "https://" + address.Host; !slices.Contains(v.FrameSources, origin) {
			v.FrameSources = append(v.FrameSources, origin)
		}
	}
	n.Title = nil
	v.WordCount += countWords([]byte(f.caption))
	v.replaceParagraph(n, f)
	v.deferEdit(func() {
		f.AppendChild(f, n)
		n.AppendChild(n, f.playLabel())
	})
	return true
}

// isVideo reports whether an address is that of a video.
func isVideo(address string) bool {
	player, _ := playerOf(address)
	return player != ""
}

// isVideoHost reports whether an address is one of a host of videos alone.
func isVideoHost(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (slices.Contains(youTubeHosts, u.Host) || slices.Contains(vimeoHosts, u.Host))
}

var (
	youTubeHosts = []string{"www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be", "www.youtube-nocookie.com"}
	vimeoHosts   = []string{"vimeo.com", "www.vimeo.com", "player.vimeo.com"}

	youTubePath  = regexp.MustCompile(`^/(?:watch|(?:(?:shorts|embed|live|v)/)?([\w-]*))/?$`)
	youTubeID    = regexp.MustCompile(`^[\w-]{6,20}$`)
	vimeoPath    = regexp.MustCompile(`^/(?:video/)?(\d+)(?:/(\w+))?$`)
	peerTubePath = regexp.MustCompile(`^/(?:w|videos/watch|videos/embed)/` +
		`([A-Za-z0-9]{22}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`)
)

// playerOf returns the address of the player of a video, "" if the address lacks the video. known is false for an
// address that is not of a video.
func playerOf(address string) (player string, known bool) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme != "https" && u.Scheme != "http":
		return "", false
	case slices.Contains(youTubeHosts, u.Host):
		return youTubePlayer(u)
	case slices.Contains(vimeoHosts, u.Host):
		m := vimeoPath.FindStringSubmatch(u.Path)
		if m == nil {
			return "", u.Host == "player.vimeo.com"
		}
		query := url.Values{"dnt": {"1"}} // do not track
		if hash := m[2] + u.Query().Get("h"); hash != "" {
			query.Set("h", hash)
		}
		return "https://player.vimeo.com/video/" + m[1] + "?" + query.Encode(), true
	}
	if m := peerTubePath.FindStringSubmatch(u.Path); m != nil {
		return "https://" + u.Host + "/videos/embed/" + m[1], true
	}
	return "", false
}

// youTubePlayer returns the player that stores nothing before the video plays. The pages of channels and the like are
// not of a video.
func youTubePlayer(u *url.URL) (player string, known bool) {
	m := youTubePath.FindStringSubmatch(u.Path)
	isShort := u.Host == "youtu.be"
	if m == nil || !isShort && u.Path != "/watch" && strings.Count(strings.Trim(u.Path, "/"), "/") == 0 {
		return "", false
	}
	id := m[1]
	if u.Path == "/watch" {
		id = u.Query().Get("v")
	}
	if !youTubeID.MatchString(id) {
		return "", true
	}
	player = "https://www.youtube-nocookie.com/embed/" + id
	if start := secondsOf(u.Query().Get("t") + u.Query().Get("start")); start > 0 {
		player += "?start=" + strconv.Itoa(start)
	}
	return player, true
}

// secondsOf returns the seconds of 90, 90s or 1m30s, or 0.
func secondsOf(text string) int {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	d, _ := time.ParseDuration(text)
	return int(d.Seconds())
}

type videoRenderer struct{}

func (videoRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindVideo, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		n := node.(*video)
		switch {
		case entering && n.player == "":
			_, _ = w.WriteString("<div class=\"video\">\n")
		case entering:
			title := n.caption
			if title == "" {
				title = n.title
			}
			_, _ = fmt.Fprintf(w, "<div class=\"video\" data-player=\"%s\" data-title=\"%s\">\n",
				html.EscapeString(n.player), html.EscapeString(title))
		default:
			caption := html.EscapeString(n.caption)
			if caption != "" {
				caption += "<br>"
			}
			_, _ = fmt.Fprintf(w, "\n<p>%s<small>%s</small></p>\n</div>\n", caption,
				html.EscapeString(n.note))
		}
		return ast.WalkContinue, nil
	})
}

// playLabel is what a link to a video says beside its picture.
func (n *video) playLabel() ast.Node {
	label := ast.NewString([]byte(`<span class="video-play">` + html.EscapeString(n.play) + "</span>"))
	label.SetCode(true) // rendered as it is
	return label
}
