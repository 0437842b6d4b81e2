package preview

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// guard refuses requests that a page of another site may have made a browser send.
type guard struct{ hosts map[string]bool }

func newGuard(hosts []string) guard {
	g := guard{hosts: map[string]bool{}}
	for _, h := range hosts {
		name, _ := splitHost(h)
		g.hosts[canonicalHost(name)] = true
	}
	return g
}

func canonicalHost(host string) string { return strings.ToLower(strings.TrimSuffix(host, ".")) }

// hostAllowed reports whether a Host header names this machine. A name of a stranger may have been bent to
// it (DNS rebinding); localhost and an IP address that leads here, with the port that was asked, if any,
// and names that the editor gave, with any port, cannot.
func (g guard) hostAllowed(r *http.Request) bool {
	host, port := splitHost(r.Host)
	if host = canonicalHost(host); g.hosts[host] {
		return true
	}
	local, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	localTCP, _ := local.(*net.TCPAddr)
	if port != "" && (localTCP == nil || port != strconv.Itoa(localTCP.Port)) {
		return false
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.Unmap().IsLoopback() || localTCP != nil && localTCP.AddrPort().Addr().Unmap() == ip.Unmap())
}

// splitHost splits a host from its port, which may be missing, and takes off its brackets.
func splitHost(host string) (name, port string) {
	if name, port, err := net.SplitHostPort(host); err == nil {
		return name, port
	}
	return strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"), ""
}

// sameOrigin reports whether a page of this very server may have sent the request. A browser sends the
// Origin of any other page; Sec-Fetch-Site, where it is sent, says so too.
func sameOrigin(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return false
	}
	origins := r.Header.Values("Origin")
	if len(origins) == 0 {
		return true
	}
	u, err := url.Parse(origins[0])
	return err == nil && len(origins) == 1 && u.Scheme == "http" && u.Host == r.Host
}

// intercept answers what must not be answered otherwise, and reports whether it did.
func (g guard) intercept(w http.ResponseWriter, r *http.Request) bool {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Content-Security-Policy", "frame-ancestors 'none'") // beside that of the page itself
	switch {
	case !g.hostAllowed(r):
		plainError(w, http.StatusForbidden, "this preview does not answer to "+printable(r.Host)+
			"\nif it should, start it with --host and that name, without a port")
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		plainError(w, http.StatusMethodNotAllowed, "a preview can only be read")
	default:
		return false
	}
	return true
}

func plainError(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(message + "\n"))
}

// printable is a name as far as it can be shown.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return '?'
		}
		return r
	}, s)
	return s[:min(len(s), 100)]
}
