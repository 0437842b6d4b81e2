package frontmatter

import (
	"net/netip"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"guide/cmd/internal/webaddr"
)

// CheckBaseURL returns an error if s is not an address at which a site can be published. It may be that of a private
// network.
func CheckBaseURL(s string) error {
	fault := webaddr.Check(s)
	if fault.Kind == webaddr.Impossible && fault.Better != "" {
		return valueErrorf(fault.Hint, "%s: %q", fault.Message, s)
	}
	if err := checkURL(s); err != nil {
		return err
	}
	u, _ := url.Parse(s)
	host := u.Hostname()
	port, err := strconv.ParseUint("0"+u.Port(), 10, 16)
	switch {
	case u.RawQuery != "" || u.Fragment != "" || strings.HasSuffix(s, "#") || strings.HasSuffix(s, "?"):
		return valueErrorf("end it before the ? or #", "%q must not have a query or a fragment", s)
	case isThisComputer(host):
		return valueErrorf("leave it out to try the site here: its links work at every address",
			"%q is an address of this computer, which no reader can open", s)
	case fault.Kind == webaddr.Impossible && !singleLabel.MatchString(host):
		return valueErrorf("write the name that readers type", "no host can have the name %q", host)
	case err != nil || strings.HasSuffix(u.Host, ":") || u.Port() != "" && port == 0:
		return valueErrorf("write a number from 1 to 65535, or leave it out", "%q has no port that can be", s)
	}
	if folder := siteFolder(u); folder != s && folder != s+"/" {
		return valueErrorf("write "+folder, "%q is not the address of a folder", s)
	}
	return nil
}

// singleLabel matches the names of hosts in a company's network.
var singleLabel = regexp.MustCompile(`^[\pL\d_-]+$`)

func isThisComputer(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Unmap().IsLoopback() || ip.Unmap().IsUnspecified()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// siteFolder returns the address of the folder that an address is in or of.
func siteFolder(u *url.URL) string {
	dir := path.Clean("/" + u.EscapedPath())
	switch ext := strings.ToLower(path.Ext(dir)); ext {
	case ".html", ".htm", ".php", ".md":
		dir = path.Dir(dir)
	}
	host := u.Scheme + "://" + u.Host
	return host + strings.TrimSuffix(dir, "/") + "/"
}
