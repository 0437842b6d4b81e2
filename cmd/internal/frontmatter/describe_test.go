package frontmatter

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

// allFiles are the kinds of files whose keys are declared.
var allFiles = []File{SettingsFile, HomeFile, StepFile, TopicFile, PageFile, GlossaryFile, ManifestFile}

// eachKey calls f for each declared key, with its name and those of the keys around it.
func eachKey(f func(file File, path string, k Key)) {
	for _, file := range allFiles {
		walkKeys(file.Name, file.Keys, func(path string, k Key) { f(file, path, k) })
	}
}

func walkKeys(path string, keys []Key, f func(path string, k Key)) {
	for _, k := range keys {
		f(path+"."+k.Name, k)
		walkKeys(path+"."+k.Name, k.Type.Keys, f)
	}
}

// parseFile parses YAML as a file, or as its front matter.
func parseFile(file File, yaml string) (any, []diag.Problem) {
	kinds := map[string]Kind{"home": KindHome, "step": KindStep, "topic": KindTopic, "page": KindPage}
	if kind, ok := kinds[file.Name]; ok {
		page, problems := Parse(kind, "f", []byte(withFrontMatter(yaml)))
		return page.Meta, problems
	}
	switch file.Name {
	case "settings":
		return anyOf(ParseSettings("f", []byte(yaml)))
	case "glossary":
		return anyOf(ParseGlossary("f", []byte(yaml)))
	}
	return anyOf(ParseManifest("f", []byte(yaml)))
}

func anyOf[V any](v V, problems []diag.Problem) (any, []diag.Problem) { return v, problems }

// TestKeysAreDescribed finds keys that help could not explain. required and optional ask for the meaning and the
// example of a key, so one that was added without them does not get here.
func TestKeysAreDescribed(t *testing.T) {
	meaning := regexp.MustCompile(`^[a-z][^\n]{0,99}[^.\n]$`)
	eachKey(func(_ File, path string, k Key) {
		if !meaning.MatchString(k.Meaning) {
			t.Errorf("%s: the meaning %q is not a short line in lower case without a full stop", path, k.Meaning)
		}
		if hasKeys := len(k.Type.Keys) > 0; k.Example == "" && !hasKeys || strings.Contains(k.Example, "\n") {
			t.Errorf("%s: the example %q is not a line", path, k.Example)
		}
		if k.Type.Name == "" || strings.HasSuffix(k.Type.Name, " ") {
			t.Errorf("%s: the type has the name %q", path, k.Type.Name)
		}
	})
}

// TestExamples parses each kind of file with the examples of all its keys, and of those that it needs.
func TestExamples(t *testing.T) {
	for _, file := range allFiles {
		for name, value := range map[string]Type{"all": file.Type, "needed": requiredOnly(file.Type)} {
			if _, problems := parseFile(file, value.Example()); len(problems) > 0 {
				t.Errorf("%s, %s keys:\n%s%s", file.Name, name, value.Example(), diagtest.Format(problems))
			}
		}
	}
}

func requiredOnly(t Type) Type {
	var keys []Key
	for _, k := range t.Keys {
		if k.Required {
			k.Type = requiredOnly(k.Type)
			keys = append(keys, k)
		}
	}
	t.Keys = keys
	return t
}

// TestDefaults checks that a missing key means the same as its default.
func TestDefaults(t *testing.T) {
	n := 0
	eachKey(func(file File, path string, k Key) {
		if k.Default == "" {
			return
		}
		n++
		without := withKey(file.Type, strings.Split(path, ".")[1:], "")
		with := withKey(file.Type, strings.Split(path, ".")[1:], k.Default)
		a, problemsA := parseFile(file, without.Example())
		b, problemsB := parseFile(file, with.Example())
		if len(problemsA)+len(problemsB) > 0 || withoutPlaces(a) != withoutPlaces(b) {
			t.Errorf("%s: without it\n%+v\nwith %s\n%+v\n%v%v", path, a, k.Default, b, problemsA, problemsB)
		}
	})
	if n < 5 {
		t.Errorf("only %d defaults", n)
	}
}

// withKey returns a type with the needed keys, and the one at path with a value, or without it.
func withKey(t Type, path []string, value string) Type {
	out := requiredOnly(t)
	var keys []Key
	for _, k := range t.Keys {
		switch {
		case k.Name != path[0] && k.Required:
			k.Type = requiredOnly(k.Type)
			keys = append(keys, k)
		case k.Name != path[0]:
		case len(path) > 1:
			k.Type, k.Example = withKey(k.Type, path[1:], value), ""
			keys = append(keys, k)
		case value != "":
			k.Example = value
			keys = append(keys, k)
		}
	}
	out.Keys = keys
	return out
}

// withoutPlaces prints a value without the positions of its texts.
func withoutPlaces(v any) string {
	return regexp.MustCompile(`Line:\d+ Column:\d+ EndColumn:\d+`).ReplaceAllString(fmt.Sprintf("%+v", v), "")
}
