package page

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// A schema declares the keys of one mapping. Decoding walks the YAML nodes against it, so that every
// problem of a file is found in one go and has a place, and nothing is ever filled in silently.
type schema[T any] struct {
	what   string // what the mapping is, for messages: "a checklist item"
	fields []field[T]
	// elsewhere explains keys that people try here and that do not belong here.
	elsewhere map[string]string
}

// field is one key of a mapping that decodes into a T.
type field[T any] struct {
	name     string
	required bool
	read     func(w *walker, n *yaml.Node, into *T)
}

// kind reads one value; it records its own problems.
type kind[V any] func(w *walker, n *yaml.Node) (V, bool)

// key declares an optional key.
func key[T, V any](name string, read kind[V], at func(*T) *V) field[T] {
	return field[T]{name: name, read: func(w *walker, n *yaml.Node, into *T) {
		if v, ok := read(w, n); ok {
			*at(into) = v
		}
	}}
}

// must declares a required key.
func must[T, V any](name string, read kind[V], at func(*T) *V) field[T] {
	f := key(name, read, at)
	f.required = true
	return f
}

// object is the kind of a mapping with declared keys.
func object[T any](s schema[T]) kind[T] {
	return func(w *walker, n *yaml.Node) (T, bool) {
		var v T
		ok := s.decode(w, n, &v)
		return v, ok
	}
}

// decode reads a mapping into v; what is wrong is recorded and what is right is kept.
func (s schema[T]) decode(w *walker, n *yaml.Node, v *T) bool {
	if n.Kind != yaml.MappingNode {
		w.wrongKind(n, "keys such as "+s.fields[0].name+":")
		return false
	}
	if !w.plain(n) {
		return false
	}
	seen := map[string]bool{}
	w.eachKey(n, seen, func(name, value *yaml.Node) {
		f := s.field(name.Value)
		if f == nil {
			w.errorAt(name, "unknown-key", fmt.Sprintf("unknown key %q", short(name.Value)), s.hint(name.Value))
			return
		}
		f.read(w.under(name), value, v)
	})
	for _, f := range s.fields {
		if f.required && !seen[f.name] {
			w.errorAt(n, "missing-key", fmt.Sprintf("%s needs the key %q", s.what, f.name), "add "+f.name+":")
		}
	}
	return true
}

// eachKey calls f for every key of a mapping that is a word and not a repeat, and enters it in seen.
func (w *walker) eachKey(n *yaml.Node, seen map[string]bool, f func(name, value *yaml.Node)) {
	first := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i]
		switch {
		case !w.keyName(name):
		case seen[name.Value]:
			w.errorAt(name, "duplicate-key", fmt.Sprintf("the key %q is already on line %d", short(name.Value), first[name.Value]), "keep one of them")
		default:
			seen[name.Value], first[name.Value] = true, w.line(name.Line)
			f(name, n.Content[i+1])
		}
	}
}

func (s schema[T]) field(name string) *field[T] {
	i := slices.IndexFunc(s.fields, func(f field[T]) bool { return f.name == name })
	if i < 0 {
		return nil
	}
	return &s.fields[i]
}

// hint says what an unknown key may have meant.
func (s schema[T]) hint(name string) string {
	if why := s.elsewhere[name]; why != "" {
		return why
	}
	names := make([]string, len(s.fields))
	for i, f := range s.fields {
		names[i] = f.name
	}
	if near := Nearest(name, names); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return s.what + " may have " + strings.Join(names, ", ")
}

// listOf is the kind of a sequence.
func listOf[V any](read kind[V]) kind[[]V] {
	return func(w *walker, n *yaml.Node) ([]V, bool) {
		if n.Kind != yaml.SequenceNode {
			w.wrongKind(n, aList)
			return nil, false
		}
		if !w.plain(n) {
			return nil, false
		}
		w = w.entries()
		out := make([]V, 0, len(n.Content))
		for _, c := range n.Content {
			if v, ok := read(w, c); ok {
				out = append(out, v)
			}
		}
		return out, true
	}
}

// Pair is one entry of a mapping whose keys the editor chooses.
type Pair[V any] struct {
	Key   Text
	Value V
}

// mapOf is the kind of a mapping whose keys the editor chooses; their order is kept. A key is read as a
// value of the kind name would be.
func mapOf[V any](name kind[Text], read kind[V]) kind[[]Pair[V]] {
	return func(w *walker, n *yaml.Node) ([]Pair[V], bool) {
		if n.Kind != yaml.MappingNode {
			w.wrongKind(n, "keys with values")
			return nil, false
		}
		if !w.plain(n) {
			return nil, false
		}
		var out []Pair[V]
		w.eachKey(n, map[string]bool{}, func(k, v *yaml.Node) {
			key, ok := name(w, k)
			value, fine := read(w.under(k), v)
			if ok && fine {
				out = append(out, Pair[V]{key, value})
			}
		})
		return out, true
	}
}

// text is any scalar, as it is written: 5, 1.50 and NO are the texts "5", "1.50" and "NO".
func text(w *walker, n *yaml.Node) (Text, bool) {
	if !w.scalar(n, "text") {
		return Text{}, false
	}
	return w.text(n), true
}

// word is a text of which the place does not matter later.
func word(w *walker, n *yaml.Node) (string, bool) {
	t, ok := text(w, n)
	return t.Value, ok
}

func boolean(w *walker, n *yaml.Node) (bool, bool) {
	if !w.scalar(n, "true or false") {
		return false, false
	}
	if n.Style == 0 && (n.Value == "true" || n.Value == "false") {
		return n.Value == "true", true
	}
	w.errorAt(n, "wrong-type", fmt.Sprintf("%s must be true or false, without quotes", w.subject()), "")
	return false, false
}

// parsed is a scalar that parse turns into a V; its error is the message.
func parsed[V any](what, code string, parse func(string) (V, error)) kind[V] {
	return func(w *walker, n *yaml.Node) (V, bool) {
		var none V
		if !w.scalar(n, what) {
			return none, false
		}
		v, err := parse(n.Value)
		if err != nil {
			e := &wrongValue{message: err.Error()}
			errors.As(err, &e)
			w.errorAt(n, code, w.prefix()+e.message, e.hint)
			return none, false
		}
		return v, true
	}
}

// checked is a text that check accepts, of which only the value is kept.
func checked(what, code string, check func(string) error) kind[string] {
	return parsed(what, code, func(s string) (string, error) { return s, check(s) })
}

// placed is a text that check accepts.
func placed(what, code string, check func(string) error) kind[Text] {
	read := checked(what, code, check)
	return func(w *walker, n *yaml.Node) (Text, bool) {
		if _, ok := read(w, n); !ok {
			return Text{}, false
		}
		return w.text(n), true
	}
}

// oneOf is one of a few words.
func oneOf(words ...string) kind[string] {
	return func(w *walker, n *yaml.Node) (string, bool) {
		if !w.scalar(n, "one of "+strings.Join(words, ", ")) {
			return "", false
		}
		if slices.Contains(words, n.Value) {
			return n.Value, true
		}
		hint := "use one of " + strings.Join(words, ", ")
		if near := Nearest(n.Value, words); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		w.errorAt(n, "unknown-value", fmt.Sprintf("%scannot be %q", w.prefix(), short(n.Value)), hint)
		return "", false
	}
}
