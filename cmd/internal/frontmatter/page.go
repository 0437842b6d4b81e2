package frontmatter

import (
	"bytes"
	"cmp"
	"strings"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
)

// Kind is the kind of a Markdown file, which depends on its path.
type Kind int

const (
	KindHome  Kind = iota // content/index.md
	KindPage              // content/pages/<slug>.md
	KindStep              // content/steps/<n>-<slug>/index.md or content/steps/<n>-<slug>.md
	KindTopic             // any other .md in a step's folder
)

// Page is a Markdown file with decoded front matter. Its body is the Markdown from BodyOffset on.
type Page struct {
	Meta
	Kind       Kind
	File       string // slash-separated, relative to the source folder
	BodyOffset int    // offset of the Markdown in the file; its end if the Markdown cannot be converted
	// Broken is set if the file is not text or its front matter is not YAML. Problems that only follow from that, such
	// as a link to one of its items, are not worth reporting.
	Broken       bool
	Suppressions []diag.Suppression // of the front matter
}

// Parse parses a Markdown file of a guide that has no lists of its own. The Page is as complete as the problems allow.
func Parse(kind Kind, file string, data []byte) (*Page, []diag.Problem) {
	return parsePage(kind, newSource(file, data))
}

// ParsePage parses a Markdown file of the guide that has the settings, as [Parse] does.
func (s *Settings) ParsePage(kind Kind, file string, data []byte) (*Page, []diag.Problem) {
	src := newSource(file, data)
	src.resourceTypes, src.hasUnknownSettings = s.AllResourceTypes(), s.ID.Value == ""
	return parsePage(kind, src)
}

func parsePage(kind Kind, s *source) (*Page, []diag.Problem) {
	data := s.data
	p := &Page{Kind: kind, File: s.file}
	if !s.checkEncoding() {
		p.Broken, p.BodyOffset = true, len(data)
		return p, s.problems
	}
	hasFrontMatter := s.splitFrontMatter()
	p.BodyOffset = s.body
	switch {
	case hasFrontMatter && s.reportIndentedEnd():
		p.Broken = true
	case hasFrontMatter:
		p.Broken = !s.decodeMeta(p)
	case len(s.problems) > 0:
		p.Broken = true
	default:
		p.Broken = s.reportNoFrontMatter(kind)
	}
	if s.isBodyTooLarge() {
		p.BodyOffset = len(data)
	}
	return p, s.problems
}

// decodeMeta decodes the front matter into p and reports whether it could.
func (s *source) decodeMeta(p *Page) bool {
	d, root, ok := s.parseYAML(s.frontStart, s.frontEnd, MaxFrontMatter)
	if !ok {
		return false
	}
	p.Suppressions = s.yamlSuppressions(s.frontStart, s.frontEnd)
	if root == nil {
		if p.Kind != KindHome {
			s.report(s.frontStart, 1, diag.MissingKey, "the front matter is empty",
				"give it at least title: and summary:")
		}
		return p.Kind == KindHome
	}
	if root.Kind != yaml.MappingNode {
		if !d.reportLookAlikes(s.lineOf(s.frontEnd) - 1) {
			d.reportNode(root, diag.WrongType, "the front matter has no keys", noFrontMatterHint)
		}
		d.fixSyntax(s.frontStart, s.frontEnd)
		return false
	}
	if !metaSchemas[p.Kind].decode(d, root, &p.Meta) {
		return false
	}
	for i := range p.Checklist {
		p.Checklist[i].Level = cmp.Or(p.Checklist[i].Level, Levels[0])
	}
	for i := range p.Resources {
		p.Resources[i].Level = cmp.Or(p.Resources[i].Level, Levels[0])
	}
	return true
}

const noFrontMatterHint = "begin the file with a line of ---, then title: and summary:, then another line of ---"

// reportNoFrontMatter reports a page without front matter, and returns whether it did: the home page needs none unless
// its first line looks like a delimiter.
func (s *source) reportNoFrontMatter(kind Kind) bool {
	message, hint := "the page has no front matter", noFrontMatterHint
	offset := s.firstNonSpace()
	firstLine := strings.TrimSpace(string(s.restOfLine(offset)))
	difference, isDelimiterLike := describeDelimiter(firstLine)
	switch {
	case strings.HasPrefix(firstLine, "<<<<<<< "):
		s.report(offset, len(firstLine), diag.ConflictMarker, unfinishedMerge, unfinishedMergeHint)
		return true
	case bytes.IndexByte(s.data, '\n') < 0 && strings.Contains(firstLine, "\r"):
		message = "the lines of the file end with " + diag.NameCharacter('\r')
		hint = "save it with the line ends of Unix (LF) or Windows (CRLF)"
	case isDelimiterLike:
		message = "this is not the line of --- that begins the front matter: " + difference
		hint = delimiterHint
	case strings.HasPrefix(firstLine, "---"), strings.HasPrefix(firstLine, "+++"), strings.HasPrefix(firstLine, ";;;"):
		hint = "the delimiter is a line of exactly three hyphens, ---, and the front matter is YAML"
	case kind == KindHome:
		return false
	case firstLine == "":
		s.report(s.lines.LineStart(1), 1, diag.NoFrontMatter, "the file is empty", hint)
		return true
	}
	s.report(offset, len(firstLine), diag.NoFrontMatter, message, hint)
	return true
}

// isBodyTooLarge reports a body that is too large to be converted.
func (s *source) isBodyTooLarge() bool {
	size := len(s.data) - s.body
	if size <= MaxBody {
		return false
	}
	message := "the text has " + formatSize(int64(size)) + "; a page may have at most " + formatSize(MaxBody)
	s.report(s.body, 1, diag.TooLarge, message, "split it into several topics")
	return true
}
