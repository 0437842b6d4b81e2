package frontmatter

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

// validator returns a function that validates YAML by the schema of a file. Editors that know draft 7 only must come
// to the same result.
func validator(t *testing.T, file File) func(root *yaml.Node) error {
	t.Helper()
	var schemas []*jsonschema.Schema
	for _, dialect := range []string{Draft2020, Draft7} {
		data, err := file.JSONSchema(dialect)
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		if err := c.AddResource("schema.json", decodeJSON(t, data)); err != nil {
			t.Fatal(err)
		}
		schema, err := c.Compile("schema.json")
		if err != nil {
			t.Fatalf("%s: %v", file.Name, err)
		}
		schemas = append(schemas, schema)
	}
	return func(root *yaml.Node) error {
		data, err := nodeJSON(root)
		if err != nil {
			t.Fatal(err)
		}
		value := decodeJSON(t, data)
		err = schemas[0].Validate(value)
		if old := schemas[1].Validate(value); (err == nil) != (old == nil) {
			t.Errorf("%s: by 2020-12 %v, by draft 7 %v", file.Name, err, old)
		}
		return err
	}
}

func decodeJSON(t *testing.T, data []byte) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// rootOf returns the YAML of a file, or nil if it has none.
func rootOf(name string, data []byte) *yaml.Node {
	s := newSource("", data)
	start, end := s.lines.LineStart(1), len(data)
	if strings.HasSuffix(name, ".md") {
		if !s.splitFrontMatter() {
			return nil
		}
		start, end = s.frontStart, s.frontEnd
	}
	_, root, _ := s.parseYAML(start, end, maxManifest)
	return root
}

// TestContentIsValid validates the files of the guide in this repository.
func TestContentIsValid(t *testing.T) {
	messages, err := os.ReadFile("../../../templates/i18n/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := validator(t, TranslationsOf(messages))(rootOf("en.yaml", messages)); err != nil {
		t.Error(err)
	}
	found := map[string]int{}
	validators := map[string]func(*yaml.Node) error{}
	for _, file := range allFiles {
		validators[file.Name] = validator(t, file)
	}
	content := os.DirFS("../../../content")
	_ = fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		kind := fileOf(name)
		if err != nil || kind == "" {
			return err
		}
		data, err := fs.ReadFile(content, name)
		if err != nil {
			t.Fatal(err)
		}
		found[kind]++
		if err := validators[kind](rootOf(name, data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return nil
	})
	for _, file := range allFiles {
		if found[file.Name] == 0 {
			t.Errorf("content/ has no file of the kind %s", file.Name)
		}
	}
}

// fileOf returns the name of the kind of a file in content/, or "".
func fileOf(name string) string {
	dir, base := path.Split(name)
	switch {
	case base == "guide.yaml":
		return "settings"
	case path.Ext(base) == ".yaml":
		return strings.TrimSuffix(base, ".yaml")
	case path.Ext(base) != ".md":
		return ""
	case dir == "":
		return "home"
	case dir == "pages/":
		return "page"
	case base == "index.md":
		return "step"
	}
	return "topic"
}

// mutants are values to put in place of others. An empty one leaves out the key, the last one adds another.
var mutants = []string{"", `""`, `" "`, "~", "[]", "{}", "[x]", "[[x]]", "[~]", "{x: y}", "{x: {y: z}}", "{zzz: x}",
	"x", "X Y", "true", "True", `"true"`, "off", "5", `"5"`, "05", "-5", "1.5", "0x1f", "1e3", "x-", "a--b", "9x",
	"ui-x", strings.Repeat("x", 61), "é", "2026-02-30", "2026-02-03", "26-02-03", "2h", "2h-4h", "4h-2h", "2d", "2 d",
	"1y-1y", "essential", "Essential", "free", "book", "en", "en-GB", "en_GB", "UTC", "Londinium", "../x", "/x",
	"/x/", "/x//", "/", "/x.html", "/a b/", "//x/", "x/y.md#z", "https://example.org", "HTTPS://example.org/x",
	"http://example.org/{path}", "http://example.org/{title}?{title}", "http://example.org/{}", "https://",
	"https://:80", "https:///x", "https://example.org/?x#y", "https://a b", "ftp://example.org",
	"mailto:x@example.org", "mailto:x", "[[x, y]]", "[[x, x]]", "[[x, X]]", "[[x]]", "[[x, ~]]", "{x: off}",
	"{raw-html: off}", "{raw-html: loud}", "{too-complex: off}", "{ids: [x]}", "{pages: [/x/]}", "{x: X, y: Y}",
	"{X: x}", "{promise: [x]}", "[{for: x, to: y}]", "[{for: x}]", "{since: 2026-01-01}", "x\nzzz: x"}

// beyondSchemas match the messages of what a schema cannot tell: what is true outside of the file, what compares two
// values, and how a value is written. Neither can it tell what YAML forbids, such as a key that is there twice.
var beyondSchemas = []string{"is not a time zone$", "is not the address of a folder$", "must not hold a user name",
	"runs backwards$", "is twice in one list$", `^type: cannot be "`, "has no letter or digit$", `"True" is not an id$`,
	"^[a-zA-Z]+ must be true or false, without quotes$", "is not a number from 1$", `cannot read the format "5"$`}

// TestSchemas puts other values in place of every key of every file. What the parser accepts, the schema must accept;
// what the parser refuses, the schema must refuse, apart from beyondSchemas.
func TestSchemas(t *testing.T) {
	c := comparison{T: t, seen: map[string]bool{}}
	for _, file := range allFiles {
		c.file, c.validate = file, validator(t, file)
		walkKeys("", file.Keys, func(path string, _ Key) {
			for _, value := range mutants {
				c.compare(withKey(file.Type, strings.Split(path, ".")[1:], value).Example())
			}
		})
		for _, row := range invalidValues {
			owner, key, _ := strings.Cut(row.key, ".")
			for _, kind := range kindsWith(owner, key) {
				if fileNameOf(owner, kind) == file.Name {
					text, _ := diagtest.Marker(row.yaml)
					c.compare(text)
				}
			}
		}
	}
	for _, pattern := range beyondSchemas {
		if !c.seen[pattern] {
			t.Errorf("no input has a problem of beyondSchemas: %s", pattern)
		}
	}
	if c.accepted < 1000 || c.refused < 5000 {
		t.Errorf("only %d inputs are accepted, and %d refused", c.accepted, c.refused)
	}
}

// fileNameOf returns the kind of the file of a row of invalidValues.
func fileNameOf(owner string, kind Kind) string {
	switch {
	case isOfSettings(owner):
		return "settings"
	case owner == "term":
		return "glossary"
	}
	return map[Kind]string{KindHome: "home", KindPage: "page", KindStep: "step", KindTopic: "topic"}[kind]
}

// comparison compares what a parser and a schema say.
type comparison struct {
	*testing.T
	file              File
	validate          func(*yaml.Node) error
	accepted, refused int
	seen              map[string]bool // the patterns of beyondSchemas that were seen
}

func (c *comparison) compare(text string) {
	root := rootOf("f.yaml", []byte(text))
	if root == nil {
		return
	}
	_, problems := parseFile(c.file, text)
	isNoError := func(p diag.Problem) bool { return p.Severity != diag.Error || p.Rule == diag.DuplicateKey }
	problems = slices.DeleteFunc(problems, isNoError)
	switch err := c.validate(root); {
	case len(problems) == 0 && err != nil:
		c.Errorf("%s: the schema refuses this: %v\n%s", c.file.Name, err, text)
	case len(problems) == 0:
		c.accepted++
	case err != nil:
		c.refused++
	default:
		for _, p := range problems {
			if !c.isBeyond(p.Message) {
				c.Errorf("%s: the schema accepts this: %s\n%s", c.file.Name, p.Message, text)
			}
		}
	}
}

func (c *comparison) isBeyond(message string) bool {
	for _, pattern := range beyondSchemas {
		if regexp.MustCompile(pattern).MatchString(message) {
			c.seen[pattern] = true
			return true
		}
	}
	return false
}
