package importer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/naming"
)

// writeSteps writes a step for each part, and a topic for each part of it.
func (im *importer) writeSteps(root *list) {
	slugs := map[string]bool{}
	for _, part := range root.parts {
		im.result.Steps++
		title := cmp.Or(plain(part.title), fmt.Sprintf("Step %d", im.result.Steps))
		dir := fmt.Sprintf("%s/%d-%s", guide.StepsDir, im.result.Steps, freeSlug(&entry{name: title}, slugs))
		im.writeList(part, title, dir+"/index.md", frontmatter.KindStep)
		topics := map[string]bool{"index": true}
		n := 0
		var visit func(l *list)
		visit = func(l *list) {
			for _, topic := range l.parts {
				n++
				title := cmp.Or(plain(topic.title), fmt.Sprintf("Part %d", n))
				name := fmt.Sprintf("%s/%d-%s.md", dir, n, freeSlug(&entry{name: title}, topics))
				im.writeList(topic, title, name, frontmatter.KindTopic)
				im.result.Topics++
				visit(topic)
			}
		}
		visit(part)
	}
}

// writeList writes the file of a part.
func (im *importer) writeList(l *list, title, target string, kind frontmatter.Kind) {
	file := im.sources[l]
	intro := im.markdownOf(file, l.line, target, kind, l.intro)
	var b strings.Builder
	b.WriteString("---\ntitle: " + frontmatter.QuoteText(title) + "\n")
	summary := firstSentence(splitLines(intro, 1))
	b.WriteString("summary: " + frontmatter.QuoteText(cmp.Or(summary, title)) + "\n")
	if len(l.items) > 0 {
		b.WriteString("checklist:\n")
	}
	for _, v := range l.items {
		im.writeItem(&b, file, target, kind, v)
	}
	if len(l.resources) > 0 {
		b.WriteString("resources:\n")
	}
	for _, v := range l.resources {
		im.writeResource(&b, file, target, kind, v)
	}
	b.WriteString("---\n" + intro + "\n")
	im.result.Files[target], im.result.From[target] = []byte(b.String()), file
}

var (
	idKeys     = []string{"id", "key", "slug", "checkboxId", "checkbox_id", "uid"}
	levelKeys  = []string{"level", "priority", "importance", "severity"}
	detailKeys = []string{"detail", "details", "description", "desc", "notes", "note", "hint", "help", "why", "content",
		"body", "explanation", "rationale", "summary"}
	linkKeys = []string{"url", "link", "href", "source", "reference"}
	levelOf  = map[string]string{"essential": "essential", "required": "essential", "must": "essential",
		"high": "essential", "critical": "essential", "mandatory": "essential", "recommended": "recommended",
		"should": "recommended", "medium": "recommended", "optional": "recommended", "normal": "recommended",
		"stretch": "stretch", "advanced": "stretch", "could": "stretch", "low": "stretch"}
	boxPattern = regexp.MustCompile(`^\s*(?:[-*+]\s+)?\[[ xX]?\]\s+`)
)

// writeItem writes an item of a checklist. What has no key of its own is added to its detail.
func (im *importer) writeItem(b *strings.Builder, file, target string, kind frontmatter.Kind, v frontmatter.Value) {
	text := itemText(v)
	words := oneLine(im.markdownOf(file, v.Line, target, kind, boxPattern.ReplaceAllString(text.Text, "")))
	id := v.Get(idKeys...).Text
	if id = naming.ID(id); id == "" || im.taken[id] || strings.HasPrefix(id, naming.ReservedPrefix) || len(id) > 60 {
		id = guide.NewID(plain(words), "action", im.taken)
	}
	im.taken[id] = true
	level, details := levelAndDetails(v, text.Key, id)
	if words == "" {
		words = "Action"
		im.note(file, v.Line, "this entry has no text: what it holds is its detail")
	}
	b.WriteString("  - id: " + id + "\n    text: " + frontmatter.QuoteText(words) + "\n")
	if detail := im.markdownOf(file, v.Line, target, kind, details); detail != "" {
		b.WriteString("    detail: |\n" + blockOf(detail, "      "))
	}
	if level != "" && level != frontmatter.Levels[0] {
		b.WriteString("    level: " + level + "\n")
	}
}

// levelAndDetails returns what an item holds besides its text and its id.
func levelAndDetails(v frontmatter.Value, textKey, id string) (level, details string) {
	var parts []string
	for _, e := range v.Entries {
		key := strings.ToLower(e.Key)
		ofLevel := levelOf[strings.ToLower(strings.TrimSpace(e.Text))]
		isOther := func(e frontmatter.Value) bool { return e.Form != frontmatter.Scalar }
		switch {
		case e.Key == textKey || isEmpty(e) || v.Get(idKeys...).Key == e.Key && naming.ID(e.Text) == id:
		case slices.Contains(levelKeys, key) && level == "" && ofLevel != "":
			level = ofLevel
		case e.Form == frontmatter.List && !slices.ContainsFunc(e.Entries, isOther):
			parts = append(parts, labelled(e.Key, strings.Join(e.Texts(), ", ")))
		case e.Form != frontmatter.Scalar:
			parts = append(parts, labelled(e.Key, flow(withoutKey(e))))
		case slices.Contains(detailKeys, key):
			parts = append(parts, e.Text)
		case slices.Contains(linkKeys, key) && strings.HasPrefix(e.Text, "http"):
			parts = append(parts, "<"+escapeDest(e.Text)+">")
		default:
			parts = append(parts, labelled(e.Key, e.Text))
		}
	}
	return level, strings.Join(parts, "\n\n")
}
