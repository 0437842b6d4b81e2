package linkcheck

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
)

// want is what Check should find of an address.
type want struct {
	status          Status
	reason          string // a part of it
	movedTo, secure string
	requests        string // methods and addresses, separated by spaces; "" for any
}

// The requests for the address that TestServers asks for.
const (
	head = "HEAD https://a.example/old"
	get  = "GET https://a.example/old"
)

// serverTests has servers that misbehave in many ways.
var serverTests = []struct {
	name    string
	handler http.HandlerFunc
	want    want
}{
	{"answers", ok, want{status: Alive, requests: head}},
	{"no content", status(204), want{status: Alive, requests: head}},
	{"HEAD not allowed", headOnly(status(405), ok), want{status: Alive, requests: head + " " + get}},
	{"HEAD not implemented", headOnly(status(501), ok), want{status: Alive, requests: head + " " + get}},
	{"HEAD forbidden", headOnly(status(403), ok), want{status: Alive, requests: head + " " + get}},
	{"HEAD not found", headOnly(status(404), ok), want{status: Alive, requests: head + " " + get}},
	{"HEAD resets", headOnly(func(w http.ResponseWriter, _ *http.Request) { hijack(w, "") }, ok),
		want{status: Alive}},
	{"HEAD hangs", headOnly(hang, ok), want{status: Alive, requests: head + " " + get}},
	{"not found", status(404), want{status: Dead, reason: "404 Not Found", requests: head + " " + get}},
	{"gone", status(410), want{status: Dead, reason: "410 Gone", requests: head + " " + get}},
	{"forbidden", status(403), want{status: Unknown, reason: "403 Forbidden", requests: head + " " + get}},
	{"sign in", status(401), want{status: Unknown, reason: "401 Unauthorized"}},
	{"no number of HTTP", status(999), want{status: Unknown, reason: "answers 999"}},
	{"error, then right", times(status(500), status(500), ok),
		want{status: Alive, requests: head + " " + get + " " + get}},
	{"always an error", status(503), want{status: Unknown, reason: "503 Service Unavailable",
		requests: head + " " + get + " " + get + " " + get}},
	{"busy for a while", waitThen("30", ok), want{status: Alive, requests: head + " " + get}},
	{"busy for long", waitThen("3600", ok), want{status: Unknown, reason: "429 Too Many", requests: head}},
	{"busy until a date", waitThen("Sat, 01 Jan 2000 00:00:45 GMT", ok), want{status: Alive}},
	{"busy until nonsense", waitThen("soon", ok), want{status: Alive}},
	{"always busy", status(429), want{status: Unknown, reason: "429 Too Many Requests"}},
	{"hangs", hang, want{status: Unknown, reason: "in time", requests: head + " " + get + " " + get + " " + get}},
	{"resets", func(w http.ResponseWriter, _ *http.Request) { hijack(w, "") },
		want{status: Unknown, reason: "the connection fails: EOF"}},
	{"speaks no HTTP", func(w http.ResponseWriter, _ *http.Request) { hijack(w, "220 mail.example ESMTP\r\n") },
		want{status: Unknown, reason: "the connection fails: malformed"}},
	{"slow headers", slowHeaders, want{status: Unknown, reason: "in time"}},
	{"huge headers", hugeHeaders, want{status: Unknown, reason: "the connection fails"}},
	{"endless body", headOnly(status(405), endlessBody), want{status: Alive}},
	{"gzip garbage", headOnly(status(405), gzipGarbage), want{status: Alive}},
	{"wants cookies", cookieWall, want{status: Alive, requests: head + " " + head}},
	{"moved", redirect(301, "/new"), want{status: Alive, movedTo: "https://a.example/new"}},
	{"moved for good", redirect(308, "https://a.example/new#part"),
		want{status: Alive, movedTo: "https://a.example/new#part"}},
	{"moved, badly written", redirect(301, "https://me:secret@a.example/new?a b\xe9=é#c d"),
		want{status: Alive, movedTo: "https://a.example/new?a%20b%E9=%C3%A9#c%20d"}},
	{"moved to an endless address", redirect(301, "/new?"+strings.Repeat("x", maxAddress)),
		want{status: Unknown, reason: "not a web address"}},
	{"moved for now", redirect(302, "/new"), want{status: Alive}},
	{"moved, then for now", func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old":
			redirect(301, "/mid")(w, r)
		case "/mid":
			redirect(307, "/new")(w, r)
		}
	}, want{status: Alive, movedTo: "https://a.example/mid"}},
	{"circle", redirect(301, "/old"), want{status: Unknown, reason: "in a circle"}},
	{"endless redirects", func(w http.ResponseWriter, r *http.Request) { redirect(302, r.URL.Path+"x")(w, r) },
		want{status: Unknown, reason: "in a circle"}},
	{"redirect to nowhere", redirect(301, "http://[::1"), want{status: Unknown, reason: "not a web address"}},
	{"redirect without an address", status(302), want{status: Unknown, reason: "302 Found"}},
	{"redirect to an app", redirect(302, "app://open"), want{status: Unknown, reason: "not a web address"}},
	{"redirect to no host", redirect(301, "https://none.example/"),
		want{status: Dead, reason: "it redirects to https://none.example/: there is no host none.example"}},
	{"redirect to not found", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			redirect(302, "/lost")(w, r)
		} else {
			w.WriteHeader(404)
		}
	}, want{status: Dead, reason: "it redirects to /lost: 404 Not Found"}},
	{"redirect to http", func(w http.ResponseWriter, r *http.Request) {
		if r.TLS != nil {
			redirect(301, "http://a.example/old")(w, r)
		}
	}, want{status: Alive}},
	{"redirect to a private network", redirect(301, "http://192.168.1.1/admin"), want{status: Unknown,
		reason: "http://192.168.1.1/admin: it leads into a private network", requests: head}},
	{"redirect to this computer", redirect(302, "https://localhost:8080/"),
		want{status: Unknown, reason: "private network", requests: head}},
	{"robots forbid", withRobots(text("User-agent: *\nDisallow: /"), ok),
		want{status: Unknown, reason: "its robots.txt asks programs to stay away", requests: ""}},
	{"robots allow", withRobots(text("User-agent: guide\nAllow: /old\n\nUser-agent: *\nDisallow: /"), ok),
		want{status: Alive, requests: head}},
	{"robots not found", withRobots(status(404), ok), want{status: Alive}},
	{"robots forbidden", withRobots(status(403), ok), want{status: Alive}},
	{"robots fail", withRobots(status(500), ok), want{status: Unknown, reason: "its robots.txt cannot be read: 500"}},
	{"robots redirect in a circle", withRobots(redirect(301, "/robots.txt"), ok), want{status: Alive}},
	{"robots of no number of HTTP", withRobots(status(999), ok), want{status: Alive}},
	{"robots redirect to a private network", withRobots(redirect(301, "http://10.0.0.1/"), ok), want{status: Alive}},
	{"robots without end", withRobots(endlessBody, ok), want{status: Alive}},
	{"robots hang", withRobots(hang, ok), want{status: Unknown, reason: "in time"}},
}

// TestServers asks each server for https://a.example/old.
func TestServers(t *testing.T) {
	for _, tt := range serverTests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := newNetwork(t)
				handler := tt.handler
				if !strings.HasPrefix(tt.name, "robots") {
					handler = withRobots(status(404), handler)
				}
				n.serve("a.example", "a.example", handler)
				got := n.check(t.Context(), Options{}, "https://a.example/old")
				compareResult(t, n, got["https://a.example/old"], tt.want)
			})
		})
	}
}

// compareResult reports the difference between a result and what is wanted.
func compareResult(t *testing.T, n *network, got Result, want want) {
	t.Helper()
	isExplained := strings.Contains(got.Reason, want.reason) && (got.Reason == "") == (want.reason == "")
	if got.Status != want.status || !isExplained ||
		got.MovedTo != want.movedTo || got.Secure != want.secure {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if requests := strings.Join(n.requests, " "); want.requests != "" && requests != want.requests {
		t.Errorf("requests: %s; want %s", requests, want.requests)
	}
}

// TestHosts asks for addresses whose host or certificate is the problem.
func TestHosts(t *testing.T) {
	for _, tt := range []struct {
		address string
		want    want
	}{
		{"https://good.example/", want{status: Alive}},
		{"https://none.example/a", want{status: Dead, reason: "there is no host none.example"}},
		{"https://hang.example/", want{status: Unknown, reason: "in time"}},
		{"https://busy-dns.example/", want{status: Unknown, reason: "the connection fails"}},
		{"https://wrong-name.example/", want{status: Unknown, reason: "its certificate is not valid: x509"}},
		{"https://untrusted.example/", want{status: Unknown, reason: "its certificate is not valid: x509"}},
		{"http://localhost/", want{status: Unknown, reason: "private network"}},
		{"http://good.example/a", want{status: Alive, secure: "https://good.example/a"}},
		{"http://good.example:8080/a", want{status: Alive}},
		{"http://redirected.example/old", want{status: Alive, movedTo: "https://redirected.example/old"}},
		{"http://for-now.example/old", want{status: Alive, secure: "https://for-now.example/old"}},
		{"http://plain.example/", want{status: Alive}},
		{"http://wrong-name.example/", want{status: Alive}},
	} {
		t.Run(tt.address, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := newNetwork(t)
				toHTTPS := func(code int) http.HandlerFunc {
					return func(w http.ResponseWriter, r *http.Request) {
						if r.TLS == nil && r.URL.Path != "/robots.txt" {
							redirect(code, "https://"+r.Host+r.URL.Path)(w, r)
						}
					}
				}
				n.serve("good.example", "good.example", ok)
				n.listen("good.example:8080", ok, nil)
				n.listen("plain.example:80", ok, nil)
				n.serve("wrong-name.example", "other.example", ok)
				n.serve("untrusted.example", "untrusted.example", ok)
				n.serve("redirected.example", "redirected.example", toHTTPS(301))
				n.serve("for-now.example", "for-now.example", toHTTPS(302))
				// The second address shows that there is a network.
				got := n.check(t.Context(), Options{}, tt.address, "https://good.example/network")
				compareResult(t, n, got[tt.address], tt.want)
			})
		})
	}
}
