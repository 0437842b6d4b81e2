package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
)

// checkPolicy reports what the templates and scripts of the publisher load although the policy of the pages, as they
// are published, blocks it. Browsers would do so without a word to readers.
func (s *Site) checkPolicy() {
	own := subFS(s.opts.Source, "static")
	_, err := fs.Stat(own, ".")
	if !s.hasOwnTemplates && err != nil {
		return
	}
	page := s.newView(guide.FreePage, "/page/", "", "")
	page.asPublished = true
	head, err := page.renderPartial("head.html")
	if err != nil {
		return // which rendering a page reports
	}
	c := policyChecker{site: s, policy: policyIn(string(head))}
	templates, _ := fs.Glob(s.templateFS.top, "*.html")
	for _, name := range templates {
		if data, err := fs.ReadFile(s.templateFS.top, name); err == nil && s.templateFS.isOwn(name) {
			c.checkTemplate("templates/"+name, data)
		}
	}
	for _, service := range s.services {
		if !strings.Contains(string(head), `"`+service.Src+`"`) && len(templates) > 0 {
			s.buildProblems.report(diag.Blocked.In("templates", fmt.Sprintf("no template loads the script of %s, "+
				"which analytics: names", service.name), "take over {{range .Analytics}} and {{.PolicySources}} from "+
				"the program's head-assets.html"))
		}
	}
	_ = fs.WalkDir(own, ".", func(name string, _ fs.DirEntry, err error) error {
		if err == nil && isScriptName(name) && s.staticFS.isOwn(name) {
			if data, err := fs.ReadFile(own, name); err == nil {
				c.checkScript("static/"+name, data)
			}
		}
		return nil
	})
}

func isScriptName(name string) bool {
	return slices.Contains([]string{".js", ".mjs", ".ts"}, path.Ext(name))
}

// policyChecker finds in a file what a policy blocks.
type policyChecker struct {
	site   *Site
	policy policy
	lines  *diag.Lines
	file   string
}

// report reports the bytes from start to end of the file.
func (c *policyChecker) report(start, end int, message, hint string) {
	c.site.buildProblems.report(diag.Blocked.At(c.lines.Range(c.file, start, end-start), message, hint))
}

// These match what is no HTML in a template, an element with what it loads, and its attributes.
var (
	templateNoise  = regexp.MustCompile(`(?s)<!--.*?-->|\{\{.*?\}\}`)
	loadingTag     = regexp.MustCompile(`(?is)<([a-z][a-z0-9-]*)\b((?:[^>"']|"[^"]*"|'[^']*')*)>`)
	tagAttribute   = regexp.MustCompile(`(?s)([A-Za-z][A-Za-z-]*)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)`)
	scriptEnd      = regexp.MustCompile(`(?i)</script\s*>`)
	scriptDataType = regexp.MustCompile(`(?i)json|template`)
)

// loadingAttributes are the attributes by which an element loads something, with the directive for it.
var loadingAttributes = map[string]string{
	"script src": "script-src", "img src": "img-src", "iframe src": "frame-src", "link href": "style-src",
	"video src": "media-src", "audio src": "media-src", "source src": "media-src", "track src": "media-src",
	"object data": "object-src", "embed src": "object-src", "form action": "form-action",
}

// checkTemplate checks the elements of a template. A value that begins with an action is unknown.
func (c *policyChecker) checkTemplate(file string, data []byte) {
	c.file, c.lines = file, diag.NewLines(data)
	text := templateNoise.ReplaceAllFunc(data, func(noise []byte) []byte {
		if bytes.HasPrefix(noise, []byte("{{")) {
			return bytes.Repeat([]byte("x"), len(noise))
		}
		return bytes.Repeat([]byte(" "), len(noise))
	})
	for _, m := range loadingTag.FindAllSubmatchIndex(text, -1) {
		name := strings.ToLower(string(text[m[2]:m[3]]))
		attributes := map[string]string{}
		for _, a := range tagAttribute.FindAllSubmatchIndex(text[m[4]:m[5]], -1) {
			key := strings.ToLower(string(text[m[4]+a[2] : m[4]+a[3]]))
			start, end := m[4]+a[4], m[4]+a[5]
			if text[start] == '"' || text[start] == '\'' {
				start, end = start+1, end-1
			}
			attributes[key] = string(text[start:end])
			if !bytes.HasPrefix(data[start:], []byte("{{")) {
				c.checkAttribute(name, key, start, end, attributes)
			}
		}
		if _, hasSrc := attributes["src"]; name == "script" && !hasSrc {
			c.checkInline(data, text, m[1], attributes["type"])
		}
	}
}

// checkAttribute checks the value of an attribute of an element; others has those before it, too.
func (c *policyChecker) checkAttribute(element, key string, start, end int, others map[string]string) {
	value := others[key]
	directive := loadingAttributes[element+" "+key]
	isLink := element == "link"
	switch {
	case strings.HasPrefix(key, "on") && !c.policy.allowsInline("script-src", ""):
		c.report(start, end, fmt.Sprintf("browsers will not run what stands in %s=: the policy of the pages blocks it",
			key), "put it into a script in static/, and use addEventListener there")
	case directive == "" || isLink && !strings.Contains(others["rel"], "stylesheet"):
	case !c.policy.allows(directive, value):
		c.report(start, end, fmt.Sprintf("browsers will not load %s: the policy of the pages blocks it (%s)", value,
			directive), c.hint(directive, value, others))
	}
}

// hint returns how to load what is blocked.
func (c *policyChecker) hint(directive, address string, attributes map[string]string) string {
	switch directive {
	case "script-src":
	case "connect-src":
		return "pages ask only the servers that analytics: in content/guide.yaml names, under connect: of its script:"
	default:
		return "put a copy into static/, and use that: pages ask nothing of other servers"
	}
	setting := "script: {src: " + diag.Truncate(address) + "}"
	switch host := hostOf(address); {
	case host == "plausible.io":
		setting = "plausible: {domain: " + orExample(attributes["data-domain"], "example.org") + "}"
	case host == "gc.zgo.at":
		setting = "goatcounter: " + orExample(attributes["data-goatcounter"], "https://example.goatcounter.com/count")
	case host == umamiCloud:
		setting = "umami: {website: " + orExample(attributes["data-website-id"], "its id") + "}"
	}
	return "take it out and write in content/guide.yaml: analytics: {" + setting + "}"
}

func orExample(value, example string) string {
	if value == "" || strings.Trim(value, "x") == "" {
		return example
	}
	return diag.Truncate(value)
}

// checkInline checks the script that begins at an offset of a template. What an action writes as a whole is the
// program's own.
func (c *policyChecker) checkInline(data, text []byte, start int, scriptType string) {
	end := len(text)
	if loc := scriptEnd.FindIndex(text[start:]); loc != nil {
		end = start + loc[0]
	}
	written := templateNoise.ReplaceAll(data[start:end], nil)
	if len(bytes.TrimSpace(written)) == 0 || scriptDataType.MatchString(scriptType) ||
		c.policy.allowsInline("script-src", string(data[start:end])) {
		return
	}
	lead := len(text[start:end]) - len(bytes.TrimLeft(text[start:end], " \t\r\n"))
	line, _, _ := bytes.Cut(text[start+lead:end], []byte("\n"))
	c.report(start+lead, start+lead+len(line), "browsers will not run this script: the policy of the pages blocks it",
		"put it into a file in static/, and load that with src=")
}

// These match what is no code in a script, and what loads something from another host.
var (
	scriptComment = regexp.MustCompile(`(?s)/\*.*?\*/|(?m)^[ \t]*//[^\n]*$`)
	scriptLoads   = regexp.MustCompile("(fetch|sendBeacon|EventSource|WebSocket|import|importScripts|Worker)\\(\\s*" +
		"[\"'`]((?:https?:|wss?:)?//[^\"'`\\s]+)|\\.(src)\\s*=\\s*[\"'`]((?:https?:)?//[^\"'`\\s]+)")
	scriptEval = regexp.MustCompile(`\beval\(|\bnew Function\(`)
)

// checkScript checks what a script loads, where it says so in one piece.
func (c *policyChecker) checkScript(file string, data []byte) {
	c.file, c.lines = file, diag.NewLines(data)
	text := scriptComment.ReplaceAllFunc(data, func(comment []byte) []byte {
		return bytes.Repeat([]byte(" "), len(comment))
	})
	for _, m := range scriptLoads.FindAllSubmatchIndex(text, -1) {
		call, at := 2, 4
		if m[2] < 0 {
			call, at = 6, 8
		}
		directives := []string{"connect-src"}
		switch string(text[m[call]:m[call+1]]) {
		case "import", "importScripts", "Worker":
			directives = []string{"script-src"}
		case "src":
			directives = []string{"script-src", "img-src", "frame-src", "media-src"}
		}
		address := string(text[m[at]:m[at+1]])
		if !slices.ContainsFunc(directives, func(d string) bool { return c.policy.allows(d, address) }) {
			c.report(m[at], m[at+1], fmt.Sprintf("browsers will not load %s: the policy of the pages blocks it (%s)",
				address, directives[0]), c.hint(directives[0], address, nil))
		}
	}
	for _, m := range scriptEval.FindAllIndex(text, -1) {
		if !c.policy.allowsEval() {
			c.report(m[0], m[1], "browsers will not run this: the policy of the pages blocks code in strings",
				"write the code itself")
		}
	}
}

// allowsEval reports whether scripts may run code in strings.
func (p policy) allowsEval() bool {
	sources, restricts := p.sources("script-src")
	return !restricts || slices.Contains(sources, "'unsafe-eval'")
}
