package site

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"html/template"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// Service counts visits: what the pages load for it, and what their policy allows.
type Service struct {
	Src        string
	Attributes template.HTMLAttr // of the element script
	Inline     template.JS       // a script before it, or ""

	name string // "GoatCounter"; of a service that the program does not know, its host
	host string // to which it sends
	pos  frontmatter.Text
	// hasPromise says that it is known to set no cookies.
	hasPromise bool
	sources    map[string][]string // by directive of the policy
}

// umamiCloud is the host of scripts that send to umamiGateway.
const umamiCloud, umamiGateway = "cloud.umami.is", "https://gateway.umami.is"

// newServices returns the services that guide.yaml names.
func newServices(a *frontmatter.Analytics) (services []Service) {
	if count := a.GoatCounter; count.Value != "" {
		s := newService("GoatCounter", count, goatCounterScript(count.Value), originOf(count.Value))
		s.allow("img-src", originOf(count.Value)) // if the browser has no other way
		services = append(services, s.with("data-goatcounter", count.Value))
	}
	if p := a.Plausible; p.Domain.Value != "" {
		s := newService("Plausible", p.Domain, p.Script, originOf(p.Script))
		services = append(services, s.with("data-domain", p.Domain.Value))
	}
	if u := a.Umami; u.Website.Value != "" {
		to := strings.TrimSuffix(u.Script, "/"+path.Base(u.Script))
		if originOf(u.Script) == "https://"+umamiCloud {
			to = umamiGateway
		}
		s := newService("Umami", u.Website, u.Script, originOf(to)).with("data-website-id", u.Website.Value)
		s = s.with("data-host-url", to).with("data-identity-stitching", "false") // which would keep an id
		services = append(services, s.with("data-exclude-search", "true"))       // what readers look for
	}
	if m := a.Matomo; m.Server.Value != "" {
		services = append(services, newMatomo(m))
	}
	if script := a.Script; script.Src.Value != "" {
		services = append(services, newForeignScript(script))
	}
	return services
}

func newService(name string, pos frontmatter.Text, src, to string) Service {
	s := Service{Src: src, name: name, host: hostOf(to), pos: pos, hasPromise: true, sources: map[string][]string{}}
	withoutQuery, _, _ := strings.Cut(src, "?")
	s.allow("script-src", withoutQuery)
	s.allow("connect-src", to)
	return s
}

// allow adds a source to a directive.
func (s *Service) allow(directive, source string) {
	if !slices.Contains(s.sources[directive], source) {
		s.sources[directive] = append(s.sources[directive], source)
	}
}

// with returns the service with another attribute.
func (s Service) with(name, value string) Service {
	if s.Attributes != "" {
		s.Attributes += " "
	}
	s.Attributes += template.HTMLAttr(name + `="` + html.EscapeString(value) + `"`)
	return s
}

// goatCounterScript returns the address of the script for an address that counts.
func goatCounterScript(count string) string {
	if strings.HasSuffix(originOf(count), ".goatcounter.com") {
		return "https://gc.zgo.at/count.js"
	}
	return count + ".js"
}

func newMatomo(m frontmatter.Matomo) Service {
	server := strings.TrimSuffix(m.Server.Value, "/") + "/"
	s := newService("Matomo", m.Server, server+"matomo.js", originOf(server))
	s.allow("img-src", originOf(server))
	commands, err := encodeData([][]string{{"disableCookies"}, {"setTrackerUrl", server + "matomo.php"},
		{"setSiteId", strconv.Itoa(m.Site)}, {"trackPageView"}, {"enableLinkTracking"}})
	if err != nil {
		panic("site: " + err.Error()) // it has only strings
	}
	s.Inline = "var _paq=" + commands
	sum := sha256.Sum256([]byte(s.Inline))
	s.allow("script-src", "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	return s
}

func newForeignScript(script frontmatter.ForeignScript) Service {
	src := script.Src.Value
	s := newService(hostOf(src), script.Src, src, originOf(src))
	s.hasPromise = false
	for _, to := range script.Connect {
		s.allow("connect-src", originOf(to.Value))
	}
	for _, a := range script.Attributes {
		s = s.with(a.Key.Value, a.Value.Value)
	}
	return s
}

// originOf returns the scheme and host of an address that was checked.
func originOf(address string) string { return "https://" + hostOf(address) }

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// Analytics returns what the page loads to count visits: nothing in a preview, with drafts or without a server.
func (v *View) Analytics() []Service {
	if !v.site.opts.Analytics && !v.asPublished || v.Kind == guide.RedirectPage {
		return nil
	}
	return v.site.services
}

// PolicySources returns what a directive of the policy of the page allows besides the site itself, with a space before
// each.
func (v *View) PolicySources(directive string) string {
	var b strings.Builder
	for _, s := range v.Analytics() {
		for _, source := range s.sources[directive] {
			b.WriteString(" " + source)
		}
	}
	return b.String()
}

// Privacy returns the sentence that says what the site keeps and sends.
func (v *View) Privacy() string {
	services := v.Analytics()
	if len(services) == 0 {
		return v.site.msg("privacy")
	}
	names := make([]string, len(services))
	for i, s := range services {
		names[i] = s.title()
	}
	all := strings.Join(names, ", ")
	if slices.ContainsFunc(services, func(s Service) bool { return !s.hasPromise }) {
		return v.site.msg("privacyScript", "services", all)
	}
	return v.site.msg("privacyCounted", "services", all)
}

// title returns the name of the service and the host to which it sends.
func (s Service) title() string {
	if s.name == s.host {
		return s.name
	}
	return s.name + " (" + s.host + ")"
}
