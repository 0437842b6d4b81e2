package refactor

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"guide/cmd/internal/edit"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
	"guide/cmd/internal/naming"
)

// linkEdits returns the changes of the links in a Markdown text of a page, and its links.
func (p *planner) linkEdits(from *guide.Doc, src []byte) ([]edit.Edit, []markdown.LinkRange, error) {
	links, err := markdown.LinkRanges(src)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", from.File, err)
	}
	var edits []edit.Edit
	for _, l := range links {
		dest := p.destination(from, l.Dest)
		if dest == l.Dest {
			continue
		}
		if l.From < 0 {
			return nil, nil, errorf("write the address on the line of its link, without tabs",
				"%s: a link to %s cannot be changed where it is", from.File, l.Dest)
		}
		e := edit.Edit{From: l.From, To: l.To, Text: l.Escape(src, dest)}
		if !slices.Contains(edits, e) { // as it is for links by one reference
			edits = append(edits, e)
		}
	}
	p.Links += len(edits)
	return edits, links, nil
}

// destination returns what a destination of a link, written in the file of a page, is after the change.
func (p *planner) destination(from *guide.Doc, dest string) string {
	if own := p.guide.OwnPath(dest); own != "" {
		base := dest[:len(dest)-len(own)]
		return base + p.destination(from, own)
	}
	if i := strings.IndexAny(dest, ":/?#"); i > 0 && dest[i] == ':' || strings.HasPrefix(dest, "//") {
		return dest // elsewhere
	}
	name, rest := dest, ""
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		name, rest = dest[:i], dest[i:]
	}
	if before, old, found := strings.Cut(rest, "#"); found && p.fragment != nil {
		if t, err := p.guide.Resolve(from, dest); err == nil && t.Fragment != "" {
			if fragment := p.fragment(t); fragment != t.Fragment {
				old = fragment
			}
		}
		rest = before + "#" + old
	}
	switch {
	case !strings.HasPrefix(name, "/"):
		name = renameParts(path.Dir(from.File), name, p.bases)
	case p.isAddress(from, name):
		name = renameParts("/", name, p.addresses)
	}
	return name + rest
}

// isAddress reports whether a path is the address of what it leads to, and not a former one.
func (p *planner) isAddress(from *guide.Doc, name string) bool {
	t, err := p.guide.Resolve(from, name)
	plain, pathErr := url.PathUnescape(name)
	return len(p.addresses) > 0 && err == nil && pathErr == nil && t.Address == naming.NFC(plain)
}

// renameParts follows a path from a folder, and replaces each part whose whole path has a new last part in names.
func renameParts(dir, name string, names map[string]string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		plain, err := url.PathUnescape(part)
		if err != nil {
			plain = part
		}
		if dir = path.Join(dir, plain); plain == "" || plain == "." || plain == ".." {
			continue
		}
		to := names[naming.NFC(dir)]
		switch {
		case to == "":
		case plain != part:
			parts[i] = url.PathEscape(to)
		default:
			parts[i] = to
		}
	}
	return strings.Join(parts, "/")
}
