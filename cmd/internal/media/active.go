package media

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// activeExts are the extensions of files whose scripts browsers run. Such a script has all rights of the site: it can
// read what readers noted.
var activeExts = []string{
	".html", ".htm", ".xhtml", ".xht", ".shtml", ".svgz", ".js", ".mjs", ".cjs",
	".xml", ".xsl", ".xslt", ".xsd", ".rdf", ".rss", ".atom", ".mml", ".mathml", ".kml", ".gpx", ".xspf", ".wsdl",
}

// inertExts are the extensions of files in which browsers run nothing, and whose type every web server knows.
var inertExts = []string{
	".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff", ".woff2",
	".mp3", ".m4a", ".ogg", ".wav", ".mp4", ".webm", ".txt", ".csv", ".json", ".pdf", ".zip", ".epub", ".rtf",
	".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp",
}

// IsActive reports whether the extension is that of a file whose scripts browsers run.
func IsActive(name string) bool { return hasExt(name, activeExts) }

// IsInert reports whether the extension is that of a file in which browsers run nothing. If a file is neither active
// nor inert, a web server may not send its type, and browsers guess it from the content, see [IsMarkup].
func IsInert(name string) bool { return hasExt(name, inertExts) }

func hasExt(name string, exts []string) bool {
	return slices.Contains(exts, strings.ToLower(path.Ext(name)))
}

// IsMarkup reports whether a file starts like HTML or XML, after a byte order mark and white space. Zero bytes are
// skipped: the file may be UTF-16.
func IsMarkup(r io.Reader) bool {
	head, _ := io.ReadAll(io.LimitReader(r, 4<<10)) // browsers examine less
	for _, mark := range []string{"\ufeff", "\xff\xfe", "\xfe\xff"} {
		head = bytes.TrimPrefix(head, []byte(mark))
	}
	tag, ok := bytes.CutPrefix(bytes.TrimLeft(head, " \t\r\n\f\v\x00"), []byte("<"))
	tag = bytes.TrimLeft(tag, "\x00")
	return ok && len(tag) > 0 && (tag[0] == '!' || tag[0] == '?' || 'a' <= tag[0]|0x20 && tag[0]|0x20 <= 'z')
}

// ActiveReason returns the message for a file of which [IsActive] is true.
func ActiveReason(name string) string {
	ext := strings.ToLower(path.Ext(name))
	return fmt.Sprintf("a %s file can run scripts that read what readers noted on this site", ext)
}

// IsSVG reports whether the extension is that of an SVG file, which may have scripts.
func IsSVG(name string) bool { return strings.EqualFold(path.Ext(name), ".svg") }

// maxSVG is the size in bytes of the largest SVG file that is checked.
const maxSVG = 16 << 20

// activeElements are the elements of SVG and HTML that run scripts or embed documents, in lower case.
var activeElements = map[string]bool{
	"script": true, "handler": true, "listener": true, // SVG
	"foreignobject": true, "iframe": true, "object": true, "embed": true, "meta": true, "base": true,
}

// CheckSVG returns what a browser would run in an SVG file that is opened by itself, or "", and the texts of the
// comments. Invalid XML is a finding, too: browsers run what comes before the error.
func CheckSVG(r io.Reader) (finding string, comments []string) {
	data, err := io.ReadAll(io.LimitReader(r, maxSVG+1))
	switch {
	case err != nil:
		return "it cannot be read: " + err.Error(), nil
	case len(data) > maxSVG:
		return fmt.Sprintf("it is larger than %d MiB, too large to be looked through", maxSVG>>20), nil
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = charsetReader
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return finding, comments
		case err != nil && finding == "":
			return "it cannot be read as XML: " + strings.TrimPrefix(err.Error(), "XML syntax error on "), comments
		case err != nil:
			return finding, comments
		}
		if c, ok := token.(xml.Comment); ok {
			comments = append(comments, string(c))
		} else if finding == "" {
			finding = activeToken(token)
		}
	}
}

// charsetReader supports the encodings that drawing programs write. In others, scripts could look like text.
func charsetReader(label string, r io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "utf-8", "us-ascii", "ascii":
		return r, nil
	case "iso-8859-1", "windows-1252":
		data, err := io.ReadAll(r)
		letters := make([]rune, len(data))
		for i, b := range data {
			letters[i] = rune(b)
		}
		return strings.NewReader(string(letters)), err
	}
	return nil, fmt.Errorf("the encoding %q: save it as UTF-8", label)
}

// activeToken returns what a browser would run in a token, or "".
func activeToken(token xml.Token) string {
	switch t := token.(type) {
	case xml.Directive:
		if bytes.ContainsAny(t, "[") || bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
			return "it declares entities, in which a script may hide"
		}
	case xml.ProcInst:
		if !strings.EqualFold(t.Target, "xml") && !strings.HasPrefix(t.Target, "xpacket") {
			return fmt.Sprintf("it has a <?%.100s", t.Target)
		}
	case xml.StartElement:
		if activeElements[strings.ToLower(t.Name.Local)] {
			return fmt.Sprintf("it has a <%s>", t.Name.Local)
		}
		for _, a := range t.Attr {
			if reason := activeAttribute(a); reason != "" {
				return reason
			}
		}
	}
	return ""
}

func activeAttribute(a xml.Attr) string {
	name := strings.ToLower(a.Name.Local)
	value := strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, a.Value))
	switch {
	case strings.HasPrefix(name, "on") && a.Name.Space != "xmlns":
		return fmt.Sprintf("it has the attribute %s=", a.Name.Local)
	case name == "attributename" && strings.HasPrefix(value, "on"):
		return fmt.Sprintf("it animates %s", a.Value)
	case strings.Contains(value, "javascript:"), strings.Contains(value, "vbscript:"), hasActiveDataURL(name, value):
		return fmt.Sprintf("the value of %s= can run a script", a.Name.Local)
	case name == "srcdoc":
		return "it has the attribute srcdoc="
	}
	return ""
}

// urlAttributes are the attributes whose value is an address, or becomes one by animation.
var urlAttributes = []string{"href", "src", "from", "to", "by", "values"}

var (
	dataURL      = regexp.MustCompile(`(?:^|;|url\(["']?)data:`)
	cssDataURL   = regexp.MustCompile(`url\(["']?data:`)
	inertDataURL = regexp.MustCompile(
		`^(?:image/(?:png|jpe?g|gif|webp|avif)|(?:font/|application/(?:x-)?font-)[a-z0-9-]+)[;,]`)
)

// hasActiveDataURL reports whether an attribute has a data URL of anything but fonts and images without scripts.
func hasActiveDataURL(name, value string) bool {
	pattern := cssDataURL
	if slices.Contains(urlAttributes, name) {
		pattern = dataURL
	}
	for _, loc := range pattern.FindAllStringIndex(value, -1) {
		if !inertDataURL.MatchString(value[loc[1]:]) {
			return true
		}
	}
	return false
}
