package preview

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// A guard refuses requests that a browser may have sent for a page of another site.
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

// hostAllowed guards against DNS rebinding, in which another site's host name resolves to this machine. It accepts
// localhost and IP addresses of this machine, without a port or with ours, and the names of Options.Hosts with any
// port.
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
	return err == nil && (ip.Unmap().IsLoopback() || localTCP != nil &&
		localTCP.AddrPort().Addr().Unmap() == ip.Unmap())
}

// splitHost splits a host from its port, which may be missing, and removes brackets.
func splitHost(host string) (name, port string) {
	if name, port, err := net.SplitHostPort(host); err == nil {
		return name, port
	}
	return strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"), ""
}

// sameOrigin reports whether the request may come from a page of this server. A browser sends the Origin of other
// pages, and usually Sec-Fetch-Site.
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

// intercept sets the headers of every response. It refuses the request if it is not allowed, and reports whether it
// did.
func (g guard) intercept(w http.ResponseWriter, r *http.Request) bool {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Content-Security-Policy", "frame-ancestors 'none'") // in addition to the page's own policy
	switch {
	case !g.hostAllowed(r):
		plainError(w, http.StatusForbidden, "the preview does not answer requests for the host "+printable(r.Host)+
			"\nto allow it, start the preview with --host and this name, without a port")
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		plainError(w, http.StatusMethodNotAllowed, "the preview allows only GET and HEAD")
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

// printable returns a name for a message: at most 100 bytes of printable ASCII.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return '?'
		}
		return r
	}, s)
	return s[:min(len(s), 100)]
}
