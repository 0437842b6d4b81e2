package frontmatter

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v4"
)

// Value is a value of a file of another program: of YAML, TOML or JSON.
type Value struct {
	Key  string // of an entry of a mapping
	Line int    // in the data, from 1; 0 if it is not known
	Form Form
	Text string // of a scalar
	// Entries are those of a list or a mapping, in the order of the file; those of TOML are sorted.
	Entries []Value
}

// Form says what a [Value] holds.
type Form int

const (
	Scalar Form = iota
	List
	Mapping
)

// Get returns the entry of a mapping with one of these keys, whatever their case; the zero Value if there is none.
func (v Value) Get(keys ...string) Value {
	for _, key := range keys {
		for _, e := range v.Entries {
			if v.Form == Mapping && strings.EqualFold(e.Key, key) {
				return e
			}
		}
	}
	return Value{}
}

// Texts returns the scalars of a list, or the value itself as the only one.
func (v Value) Texts() []string {
	var out []string
	for _, e := range v.Entries {
		if v.Form == List && e.Form == Scalar && e.Text != "" {
			out = append(out, e.Text)
		}
	}
	if v.Form == Scalar && v.Text != "" {
		out = append(out, v.Text)
	}
	return out
}

// ReadForeign reads the front matter of another program's Markdown file: YAML between lines of ---, TOML between lines
// of +++, or an object of JSON. It returns the offset of the text below it, which is 0 if there is no front matter. It
// fails if the front matter cannot be read; the offset is that of the text then, too.
func ReadForeign(data []byte) (v Value, body int, err error) {
	start := len(data) - len(bytes.TrimPrefix(data, []byte("\ufeff")))
	first, _, _ := bytes.Cut(data[start:], []byte{'\n'})
	mark := string(bytes.TrimSpace(first))
	switch {
	case mark == "---" || mark == "+++":
		from := min(start+len(first)+1, len(data))
		to, body := foreignEnd(data, from, mark)
		if to < 0 {
			return Value{}, start, nil
		}
		format := ".yaml"
		if mark == "+++" {
			format = ".toml"
		}
		v, err = ReadData(format, data[from:to])
		if err == nil && v.Form != Mapping && (v.Text != "" || v.Form == List) {
			return Value{}, start, nil // a text between lines
		}
		v.moveLines(1)
		return v, body, err
	case strings.HasPrefix(mark, "{") && !strings.HasPrefix(mark, "{{") && !strings.HasPrefix(mark, "{%"):
		r := newJSONReader(data[start:])
		if v, err = r.value(0); err != nil || v.Form != Mapping {
			return Value{}, start, nil // it is a text
		}
		return v, start + int(r.InputOffset()), nil
	}
	return Value{}, start, nil
}

// foreignEnd returns the offset of the line that ends front matter, and of the line below it; -1 if there is none.
func foreignEnd(data []byte, from int, mark string) (end, body int) {
	for at := from; at < len(data); {
		line, _, _ := bytes.Cut(data[at:], []byte{'\n'})
		next := min(at+len(line)+1, len(data))
		if text := string(bytes.TrimRight(line, " \t\r")); text == mark || mark == "---" && text == "..." {
			return at, next
		}
		at = next
	}
	return -1, 0
}

func (v *Value) moveLines(n int) {
	if v.Line > 0 {
		v.Line += n
	}
	for i := range v.Entries {
		v.Entries[i].moveLines(n)
	}
}

// ReadData reads a file of data. format is what its name ends in: .yaml, .yml, .toml or .json.
func ReadData(format string, data []byte) (Value, error) {
	switch format {
	case ".json":
		return newJSONReader(data).value(0)
	case ".toml":
		var table map[string]any
		if _, err := toml.Decode(string(data), &table); err != nil {
			return Value{}, err
		}
		return tomlValue("", table, data), nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	if err != nil {
		return Value{}, err
	}
	var doc yaml.Node
	if err := loader.Load(&doc); errors.Is(err, io.EOF) || err == nil && len(doc.Content) == 0 {
		return Value{}, nil
	} else if err != nil {
		return Value{}, err
	}
	nodes := maxForeignNodes
	return foreignYAML(doc.Content[0], &nodes, 0)
}

// maxForeignNodes is how many values a file may have: an alias of YAML counts as what it stands for.
const maxForeignNodes = 200_000

var errForeignTooLarge = errors.New("it has too many values, or they nest too deep")

func foreignYAML(n *yaml.Node, nodes *int, depth int) (Value, error) {
	if *nodes--; *nodes < 0 || depth > maxDepth {
		return Value{}, errForeignTooLarge
	}
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		return foreignYAML(n.Alias, nodes, depth+1)
	}
	v := Value{Line: n.Line, Text: n.Value}
	if n.Tag == "!!null" {
		v.Text = ""
	}
	step := 1
	switch n.Kind {
	case yaml.SequenceNode:
		v.Form = List
	case yaml.MappingNode:
		v.Form, step = Mapping, 2
	}
	for i := step - 1; i < len(n.Content); i += step {
		e, err := foreignYAML(n.Content[i], nodes, depth+1)
		if err != nil {
			return Value{}, err
		}
		if step == 2 {
			e.Key, e.Line = n.Content[i-1].Value, n.Content[i-1].Line
		}
		v.Entries = append(v.Entries, e)
	}
	return v, nil
}

// jsonReader reads JSON, and counts the lines that it has read.
type jsonReader struct {
	*json.Decoder
	data []byte
	line int   // of what was read last, from 0
	at   int64 // up to which the lines are counted
}

func newJSONReader(data []byte) *jsonReader {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return &jsonReader{Decoder: d, data: data}
}

// value reads the next value.
func (r *jsonReader) value(depth int) (v Value, err error) {
	token, err := r.Token()
	if err != nil || depth > maxDepth {
		return v, cmp.Or(err, errForeignTooLarge)
	}
	r.line += bytes.Count(r.data[r.at:r.InputOffset()], []byte{'\n'})
	r.at = r.InputOffset()
	v.Line = r.line + 1
	switch token {
	case json.Delim('['):
		v.Form = List
	case json.Delim('{'):
		v.Form = Mapping
	case nil:
		return v, nil
	default:
		v.Text = fmt.Sprint(token)
		return v, nil
	}
	for r.More() {
		key := ""
		if v.Form == Mapping {
			token, err := r.Token()
			if err != nil {
				return v, err
			}
			key = fmt.Sprint(token)
		}
		e, err := r.value(depth + 1)
		if err != nil {
			return v, err
		}
		e.Key = key
		v.Entries = append(v.Entries, e)
	}
	_, err = r.Token()
	return v, err
}

// tomlValue returns a value that was decoded from TOML. The line of a key is that of its first use.
func tomlValue(key string, value any, data []byte) Value {
	v := Value{Key: key}
	if key != "" {
		pattern := regexp.MustCompile(`(?m)^\s*\[*["']?` + regexp.QuoteMeta(key) + `["']?\s*[=\].]`)
		if at := pattern.FindIndex(data); at != nil {
			v.Line = 1 + bytes.Count(data[:at[0]], []byte{'\n'}) + bytes.Count(data[at[0]:at[1]], []byte{'\n'})
		}
	}
	switch value := value.(type) {
	case map[string]any:
		v.Form = Mapping
		for _, key := range slices.Sorted(maps.Keys(value)) {
			v.Entries = append(v.Entries, tomlValue(key, value[key], data))
		}
	case []any:
		v.Form = List
		for _, e := range value {
			v.Entries = append(v.Entries, tomlValue("", e, data))
		}
	case []map[string]any:
		v.Form = List
		for _, e := range value {
			v.Entries = append(v.Entries, tomlValue("", e, data))
		}
	case time.Time:
		v.Text = value.Format(time.RFC3339)
	default:
		v.Text = fmt.Sprint(value)
	}
	return v
}
