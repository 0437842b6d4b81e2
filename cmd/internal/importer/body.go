package importer

import "strings"

// maxBody is the size in bytes of the longest text that is looked into; none longer than 64 kB can be shown.
const maxBody = 1 << 20

// convertBody converts a text, but for its links.
func (im *importer) convertBody(d *doc) {
	size := 0
	for _, l := range d.lines {
		size += len(l.text) + 1
	}
	if size > maxBody {
		im.note(d.name, 0, "it is too long, so its text stays as it is: split it")
		return
	}
	im.convertFences(d)
	d.lines = convertQuotations(im.convertBlocks(d, d.lines))
	markCode(d.lines)
	d.lines = im.convertTags(d, d.lines)
	markCode(d.lines)
	d.convertHeadings()
	d.lines = squeeze(d.lines)
	markCode(d.lines)
}

// squeeze leaves one of several blank lines.
func squeeze(lines []line) []line {
	var out []line
	for i, l := range lines {
		if !l.isCode && strings.TrimSpace(l.text) == "" {
			l.text = ""
		}
		if l.text == "" && !l.isCode && (i == 0 || len(out) > 0 && out[len(out)-1].text == "") {
			continue
		}
		out = append(out, l)
	}
	return out
}
