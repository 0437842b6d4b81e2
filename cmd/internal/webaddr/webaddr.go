// Package webaddr finds web addresses that work for nobody but their author.
package webaddr

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// Kind is a kind of fault.
type Kind int

const (
	None       Kind = iota
	Impossible      // no host has this name, or the address begins twice
	Local           // it leads to this computer, or into a network that readers are not in
	Wrapped         // it leads through a service that a mail program or a search engine puts before addresses
)

// Fault is what is wrong with an address. The zero Fault is nothing.
type Fault struct {
	Kind          Kind
	Message, Hint string
	Better        string // the address to write, or ""
}

// Check returns what is wrong with an http or https address.
func Check(address string) Fault {
	if fault := checkBeginning(address); fault.Kind != None {
		return fault
	}
	rest, isWeb := cutScheme(address)
	if !isWeb {
		return Fault{}
	}
	host := hostOf(rest)
	switch {
	case isLocal(host):
		return Fault{Local, "this address is one of this computer or its network, which readers cannot reach",
			"write the public address; a page of this guide is linked by its file, such as plan.md", ""}
	case !isPossible(host):
		return Fault{Impossible, "no web site has the name " + host, "write the address as the browser shows it", ""}
	case shorteners[strings.TrimPrefix(host, "www.")]:
		return Fault{Wrapped, "a short address hides where it leads, and ends with its service",
			"open it, and write the address to which it leads", ""}
	}
	if inside := unwrap(host, address); inside != "" {
		return better(Wrapped, "this address leads to another one through a service that sees who follows it", inside)
	}
	return Fault{}
}

// checkBeginning returns what is wrong with the scheme of an address and the slashes after it.
func checkBeginning(address string) Fault {
	scheme, rest, found := strings.Cut(address, ":")
	if !found || !isWebScheme(scheme) {
		return Fault{}
	}
	if len(rest) > 2 && rest[:2] == "//" && strings.IndexByte("/:h", rest[2]) < 0 {
		return Fault{}
	}
	trimmed := strings.TrimLeft(rest, "/:")
	for _, again := range []string{"https", "http"} {
		after, found := strings.CutPrefix(trimmed, again)
		if after = strings.TrimPrefix(after, ":"); found && strings.HasPrefix(after, "//") {
			return better(Impossible, "the address begins twice", again+":"+after)
		}
	}
	if rest != "//"+trimmed && trimmed != "" {
		return better(Impossible, "two slashes follow "+scheme+": in an address", scheme+"://"+trimmed)
	}
	return Fault{}
}

func better(k Kind, message, address string) Fault {
	return Fault{k, message, "write " + address, address}
}

// hostOf returns the host of an address without its scheme, in lower case.
func hostOf(rest string) string {
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	if inBrackets, _, found := strings.Cut(strings.TrimPrefix(rest, "["), "]"); found {
		return inBrackets
	}
	host, _, _ := strings.Cut(rest, ":")
	return strings.TrimSuffix(strings.ToLower(host), ".")
}

func cutScheme(address string) (rest string, isWeb bool) {
	scheme, rest, found := strings.Cut(address, "://")
	if !found || !isWebScheme(scheme) {
		return "", false
	}
	return rest, true
}

func isWebScheme(scheme string) bool {
	return strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "http")
}

// localSuffixes are the names that no public host has (RFC 6761, RFC 6762, RFC 8375, RFC 9476 and ICANN's .internal).
var localSuffixes = map[string]bool{"localhost": true, "local": true, "internal": true, "invalid": true, "test": true,
	"lan": true, "localdomain": true, "alt": true}

// isLocal reports whether a host is this computer, or in a network of its own.
func isLocal(host string) bool {
	if ip, isIP := parseIP(host); isIP {
		return IsLocalIP(ip)
	}
	return localSuffixes[host[strings.LastIndexByte(host, '.')+1:]] || host == "home.arpa" ||
		strings.HasSuffix(host, ".home.arpa")
}

// parseIP parses a host that looks like an IP address.
func parseIP(host string) (ip netip.Addr, ok bool) {
	if host == "" || !strings.Contains(host, ":") && (host[len(host)-1] < '0' || host[len(host)-1] > '9') {
		return ip, false
	}
	ip, err := netip.ParseAddr(host)
	return ip, err == nil
}

// IsLocalIP reports whether an IP address is not one of the public internet (the registries of RFC 6890).
func IsLocalIP(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if nat64.Contains(ip) {
		b := ip.As16()
		ip = netip.AddrFrom4([4]byte(b[12:]))
	}
	return !ip.IsGlobalUnicast() || ip.IsPrivate() ||
		slices.ContainsFunc(localNetworks, func(n netip.Prefix) bool { return n.Contains(ip) })
}

// localNetworks are those that no method of netip.Addr knows.
var localNetworks = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("fec0::/10"),
	netip.MustParsePrefix("::/96"), netip.MustParsePrefix("2001::/32"),
}

// nat64 has the IPv4 addresses within IPv6.
var nat64 = netip.MustParsePrefix("64:ff9b::/96")

// isPossible reports whether a public host can have a name: at least two labels, the last of letters or an
// internationalized one.
func isPossible(host string) bool {
	if _, isIP := parseIP(host); isIP {
		return true
	}
	if strings.IndexByte(host, '.') < 0 || len(host) > 253 {
		return false
	}
	last := ""
	for label := range strings.SplitSeq(host, ".") {
		last = label
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	if strings.ContainsAny(host, " !\"#$%&'()*+,/:;<=>?@[\\]^`{|}~") {
		return false
	}
	return len(last) > 1 && !strings.ContainsAny(last, "0123456789_") || strings.HasPrefix(last, "xn--")
}

// wrappers are the services that put themselves before an address, and the parameter that holds it.
var wrappers = []struct{ host, path, parameter string }{
	{".safelinks.protection.outlook.com", "", "url"},
	{"www.google.com", "/url", "q"}, {"www.google.com", "/url", "url"}, {"google.com", "/url", "q"},
	{"l.facebook.com", "/l.php", "u"}, {"lm.facebook.com", "/l.php", "u"}, {"l.instagram.com", "/", "u"},
	{"www.linkedin.com", "/redir/redirect", "url"}, {"slack-redir.net", "/link", "url"},
	{"out.reddit.com", "", "url"}, {"www.youtube.com", "/redirect", "q"}, {"steamcommunity.com", "/linkfilter/", "url"},
	{"urldefense.proofpoint.com", "/v1/url", "u"},
}

// unwrap returns the address that another one wraps, or "".
func unwrap(host, address string) string {
	for _, w := range wrappers {
		if host != w.host && !(w.host[0] == '.' && strings.HasSuffix(host, w.host)) {
			continue
		}
		u, err := url.Parse(address)
		if err != nil || w.path != "" && u.Path != w.path {
			continue
		}
		inside := u.Query().Get(w.parameter)
		if _, isWeb := cutScheme(inside); isWeb {
			return inside
		}
	}
	return ""
}

// shorteners are the services for short addresses.
var shorteners = map[string]bool{
	"bit.ly": true, "buff.ly": true, "cutt.ly": true, "goo.gl": true, "is.gd": true, "lnkd.in": true, "ow.ly": true,
	"rb.gy": true, "rebrand.ly": true, "shorturl.at": true, "t.co": true, "t.ly": true, "tiny.cc": true,
	"tinyurl.com": true, "v.gd": true,
}
