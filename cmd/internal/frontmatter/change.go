package frontmatter

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/edit"
)

// ResourceChange is what to change in the front matter of a resource.
type ResourceChange struct {
	Resource *Resource // of Parse of the same data
	Checked  Date      // "" to leave it
	URL      string    // "" to leave it
}

// EditResources returns the edits that make the changes in a Markdown file and change no other byte. It leaves out, and
// returns as refused, the changes that it cannot make so: a value on several lines, for example.
func EditResources(data []byte, changes []ResourceChange) (edits []edit.Edit, refused []ResourceChange) {
	for _, c := range changes {
		if e := resourceEdits(data, c); e != nil {
			edits = append(edits, e...)
		} else {
			refused = append(refused, c)
		}
	}
	return edits, refused
}

// resourceEdits returns the edits of one change, or nil if it cannot be made. It makes them and reads the result, so
// that no YAML is damaged that it does not expect.
func resourceEdits(data []byte, c ResourceChange) []edit.Edit {
	root, d := frontMatterNodes(data)
	if root == nil {
		return nil
	}
	resource, urlIndex := d.findResource(root, c.Resource)
	if resource == nil {
		return nil
	}
	r := resourceEditor{decoder: d, node: resource, url: resource.Content[urlIndex]}
	if c.Checked != "" {
		r.setChecked(string(c.Checked), urlIndex)
	}
	if c.URL != "" {
		r.set(r.url, c.URL)
	}
	after, err := edit.Apply(data, r.edits)
	if r.failed || err != nil {
		return nil
	}
	if got, _ := frontMatterNodes(after); got == nil || !equalNodes(got, root) { // root has the change by now
		return nil
	}
	return r.edits
}

// frontMatterNodes returns the YAML of a Markdown file, or nil if it has none that is valid.
func frontMatterNodes(data []byte) (*yaml.Node, *decoder) {
	s := newSource("", data)
	if !s.checkEncoding() || !s.splitFrontMatter() {
		return nil, nil
	}
	d, root, ok := s.parseYAML(s.frontStart, s.frontEnd, MaxFrontMatter)
	if !ok {
		return nil, nil
	}
	return root, d
}

// findResource returns the mapping of a resource, and the index of the value of its url, by the position of that.
func (d *decoder) findResource(n *yaml.Node, r *Resource) (resource *yaml.Node, urlIndex int) {
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "url" && c.Value == r.URL.Value {
			if t := d.textOf(c); t.Line == r.URL.Line && t.Column == r.URL.Column {
				return n, i
			}
		}
		if found, index := d.findResource(c, r); found != nil {
			return found, index
		}
	}
	return nil, 0
}

// equalNodes reports whether two YAML nodes have the same values, wherever they stand.
func equalNodes(a, b *yaml.Node) bool {
	if a.Kind != b.Kind || a.Value != b.Value || len(a.Content) != len(b.Content) {
		return false
	}
	for i := range a.Content {
		if !equalNodes(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return true
}

// resourceEditor gathers the edits of a resource, and makes the same changes in its nodes.
type resourceEditor struct {
	*decoder
	node, url *yaml.Node
	edits     []edit.Edit
	failed    bool
}

// scalar returns the range of a value that stands on one line, without its quotation marks; quote is 0 without them.
func (r *resourceEditor) scalar(n *yaml.Node) (from, to int, quote byte) {
	from = r.offset(n.Line, n.Column)
	line := r.restOfLine(from)
	switch length := r.markLen(n, from); {
	case n.Anchor != "" || n.Style&^(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
	case n.Style == 0 && n.Value != "" && bytes.HasPrefix(line, []byte(n.Value)):
		return from, from + length, 0
	case n.Style != 0 && length > 1 && length <= len(line) && line[length-1] == line[0]:
		return from + 1, from + length - 1, line[0]
	}
	r.failed = true
	return from, from, 0
}

// set replaces a value and keeps its quotation marks. A value without any gets some if it needs them.
func (r *resourceEditor) set(n *yaml.Node, value string) {
	from, to, quote := r.scalar(n)
	text := value
	switch {
	case quote == '\'':
		text = strings.ReplaceAll(value, "'", "''")
	case quote == '"':
		text = doubleQuoted.Replace(value)
	case strings.ContainsAny(value, "#,[]{}'\"") || strings.HasSuffix(value, ":"):
		text = `"` + doubleQuoted.Replace(value) + `"`
	}
	n.Value = value
	r.edits = append(r.edits, edit.Edit{From: from, To: to, Text: text})
}

var doubleQuoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// setChecked replaces the date, or adds it after the url.
func (r *resourceEditor) setChecked(date string, urlIndex int) {
	for i := 0; i+1 < len(r.node.Content); i += 2 {
		if r.node.Content[i].Value == "checked" {
			r.set(r.node.Content[i+1], date)
			return
		}
	}
	_, at, quote := r.scalar(r.url)
	if quote != 0 {
		at++
	}
	text := ", checked: " + date
	if r.node.Style&yaml.FlowStyle == 0 {
		line := r.lineOf(at)
		at = r.lines.LineEnd(line)
		lineBreak := "\n"
		if bytes.HasPrefix(r.data[at:], []byte("\r\n")) {
			lineBreak = "\r\n"
		}
		text = lineBreak + strings.Repeat(" ", r.node.Column-1) + "checked: " + date
	}
	r.edits = append(r.edits, edit.Edit{From: at, To: at, Text: text})
	key := &yaml.Node{Kind: yaml.ScalarNode, Value: "checked"}
	value := &yaml.Node{Kind: yaml.ScalarNode, Value: date}
	content := append([]*yaml.Node{}, r.node.Content[:urlIndex+1]...)
	r.node.Content = append(append(content, key, value), r.node.Content[urlIndex+1:]...)
}
