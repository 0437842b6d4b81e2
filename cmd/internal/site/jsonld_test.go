package site

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// vocabulary is testdata/schema.org.txt.
type vocabulary struct {
	parents    map[string]string
	properties map[string]map[string][]string // type -> property -> types of its values
}

func readVocabulary(t *testing.T) vocabulary {
	t.Helper()
	data, err := os.ReadFile("testdata/schema.org.txt")
	if err != nil {
		t.Fatal(err)
	}
	v := vocabulary{map[string]string{}, map[string]map[string][]string{}}
	current := ""
	for line := range strings.Lines(string(data)) {
		name, values, ok := strings.Cut(strings.TrimSpace(line), ":")
		switch {
		case line[0] == '#' || !ok:
		case line[0] == ' ':
			v.properties[current][name] = strings.Fields(values)
		default:
			current = name
			v.parents[name], v.properties[name] = strings.TrimSpace(values), map[string][]string{}
		}
	}
	return v
}

// isA reports whether a type is another one or has it as an ancestor.
func (v vocabulary) isA(name, ancestor string) bool {
	for ; name != ""; name = v.parents[name] {
		if name == ancestor {
			return true
		}
	}
	return false
}

// faults returns what is wrong with a node of JSON-LD.
func (v vocabulary) faults(node map[string]any) []string {
	typeName, _ := node["@type"].(string)
	if v.properties[typeName] == nil {
		return []string{fmt.Sprintf("there is no type %q", typeName)}
	}
	var out []string
	for name, value := range node {
		if strings.HasPrefix(name, "@") {
			continue
		}
		var ranges []string
		for ancestor := typeName; ancestor != ""; ancestor = v.parents[ancestor] {
			ranges = append(ranges, v.properties[ancestor][name]...)
		}
		values, isList := value.([]any)
		if !isList {
			values = []any{value}
		}
		if len(values) == 0 {
			out = append(out, typeName+"."+name+" is empty")
		}
		for _, one := range values {
			if !v.inRange(one, ranges) {
				out = append(out, fmt.Sprintf("%s.%s is %v, want one of %v", typeName, name, one, ranges))
			}
			if child, ok := one.(map[string]any); ok {
				out = append(out, v.faults(child)...)
			}
		}
	}
	return out
}

func (v vocabulary) inRange(value any, ranges []string) bool {
	return slices.ContainsFunc(ranges, func(want string) bool {
		switch value := value.(type) {
		case string:
			isURL := strings.HasPrefix(value, "https://example.org/pmo/")
			return value != "" && (want == "Text" || want == "URL" && isURL)
		case float64:
			return want == "Integer" && value == float64(int(value))
		case map[string]any:
			typeName, _ := value["@type"].(string)
			return v.isA(typeName, want)
		}
		return false
	})
}

var structuredDataPattern = regexp.MustCompile(`<script type="application/ld\+json">(.*)</script>`)

// structuredData returns the things that a page describes.
func structuredData(t *testing.T, s *Site, page string) []map[string]any {
	t.Helper()
	var out []map[string]any
	for _, match := range structuredDataPattern.FindAllStringSubmatch(mustRead(t, s, page), -1) {
		var node map[string]any
		if err := json.Unmarshal([]byte(match[1]), &node); err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		if node["@context"] != "https://schema.org" {
			t.Errorf("%s: the context is %v", page, node["@context"])
		}
		things, isGraph := node["@graph"].([]any)
		if !isGraph {
			things = []any{node}
		}
		for _, thing := range things {
			out = append(out, thing.(map[string]any))
		}
	}
	return out
}

// dataGuide has what is hard to write down as JSON in a page.
var dataGuide = smallGuide.merge(sourceFiles{
	"content/steps/1-begin/index.md": markdownDoc(`'Begin </script> "here" & now'`, "", "Text.\n"),
	"content/steps/2-go-on/more.md":  markdownDoc("Μετά", "", "Text.\n"),
})

func TestStructuredData(t *testing.T) {
	s := newSite(t, dataGuide.mapFS(), withBaseURL("https://example.org/pmo/"))
	v := readVocabulary(t)
	types := map[string][]string{}
	for _, page := range fileNames(t, s) {
		if !strings.HasSuffix(page, ".html") {
			continue
		}
		for _, thing := range structuredData(t, s, page) {
			types[page] = append(types[page], thing["@type"].(string))
			for _, fault := range v.faults(thing) {
				t.Errorf("%s: %s", page, fault)
			}
			if url, ok := thing["url"].(string); ok && !strings.Contains(mustRead(t, s, page),
				`<link rel="canonical" href="`+url+`">`) {
				t.Errorf("%s: the data is that of %s", page, url)
			}
		}
	}
	topic := []string{"LearningResource", "BreadcrumbList"}
	want := map[string][]string{"index.html": {"LearningResource"}, "glossary/index.html": {"DefinedTermSet"},
		"steps/begin/kinds/index.html": topic, "steps/go-on/details/index.html": topic,
		"steps/go-on/more/index.html": topic}
	if diff := cmp.Diff(want, types); diff != "" {
		t.Errorf("types by page (-want +got):\n%s", diff)
	}
}

// TestVocabularyFaults checks that the test above can fail.
func TestVocabularyFaults(t *testing.T) {
	v := readVocabulary(t)
	for _, node := range []string{
		`{"@type":"LearningStuff"}`, `{"@type":"LearningResource","nam":"x"}`, `{"@type":"LearningResource","name":""}`,
		`{"@type":"LearningResource","url":"steps/"}`, `{"@type":"LearningResource","hasPart":[]}`,
		`{"@type":"LearningResource","hasPart":[{"@type":"ListItem"}]}`, `{"@type":"ListItem","position":1.5}`,
		`{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","step":1}]}`,
		`{"@type":"DefinedTerm","inLanguage":"en"}`,
	} {
		var value map[string]any
		if err := json.Unmarshal([]byte(node), &value); err != nil {
			t.Fatal(err)
		}
		if len(v.faults(value)) != 1 {
			t.Errorf("%s: the faults are %q, want one", node, v.faults(value))
		}
	}
}

func TestStructuredDataSays(t *testing.T) {
	s := newSite(t, dataGuide.mapFS(), withBaseURL("https://example.org/pmo/"))
	home := structuredData(t, s, "index.html")[0]
	var steps []string
	for _, part := range home["hasPart"].([]any) {
		step := part.(map[string]any)
		steps = append(steps, fmt.Sprint(step["position"], " ", step["name"], " ", step["url"]))
	}
	want := []string{`1 Begin </script> "here" & now https://example.org/pmo/steps/begin/`,
		"2 Go on https://example.org/pmo/steps/go-on/"}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	var crumbs []string
	for _, crumb := range structuredData(t, s, "steps/go-on/more/index.html")[1]["itemListElement"].([]any) {
		c := crumb.(map[string]any)
		crumbs = append(crumbs, fmt.Sprint(c["position"], " ", c["name"], " ", c["item"]))
	}
	want = []string{"1 A guide https://example.org/pmo/", "2 Go on https://example.org/pmo/steps/go-on/",
		"3 Μετά <nil>"}
	if diff := cmp.Diff(want, crumbs); diff != "" {
		t.Errorf("breadcrumbs (-want +got):\n%s", diff)
	}
}

// TestNoStructuredData checks that without an address, and on a disk, there is none, and no card.
func TestNoStructuredData(t *testing.T) {
	offline := func(o *Options) { o.Offline = true }
	for name, s := range map[string]*Site{
		"no address": newSite(t, smallGuide.mapFS()),
		"offline":    newSite(t, smallGuide.mapFS(), withBaseURL("https://example.org/pmo/"), offline),
	} {
		for _, file := range fileNames(t, s) {
			if strings.HasPrefix(file, "assets/card") {
				t.Errorf("%s: there is %s", name, file)
			}
			if strings.HasSuffix(file, ".html") {
				wantNotContains(t, mustRead(t, s, file), "ld+json", "og:image", "twitter:card")
			}
		}
	}
}
