package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// buildSite builds a guide and returns the folder of the site.
func buildSite(t *testing.T, files map[string]string) string {
	t.Helper()
	source := "../.."
	if files != nil {
		source = t.TempDir()
		writeFiles(t, source, files)
	}
	output := filepath.Join(t.TempDir(), "public")
	var out strings.Builder
	if status := run(t.Context(), []string{"build", "--source", source, "--output", output}, &out, &out); status != 0 {
		t.Fatalf("build: status %d\n%s", status, &out)
	}
	return output
}

// TestGuideData validates guide.json of every guide against the published schema, with a third-party validator.
func TestGuideData(t *testing.T) {
	for name, files := range testGuides {
		t.Run(name, func(t *testing.T) {
			site := buildSite(t, files)
			schema := compileSchema(t, filepath.Join(site, "guide.schema.json"))
			data, err := os.ReadFile(filepath.Join(site, "guide.json"))
			if err != nil {
				t.Fatal(err)
			}
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); err != nil {
				t.Errorf("%v\n%.2000s", err, data)
			}
			for _, step := range value.(map[string]any)["steps"].([]any) {
				address := step.(map[string]any)["address"].(string)
				if _, err := os.Stat(filepath.Join(site, filepath.FromSlash(address), "index.html")); err != nil {
					t.Error(err)
				}
			}
			reportMetric(t, "guide.json of %s: %d bytes, valid", name, len(data))
		})
	}
}

func compileSchema(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestOwnTypeIsValid validates guide.json of a guide with a type of resources and names of its own.
func TestOwnTypeIsValid(t *testing.T) {
	guide := withSetting(fullGuide, "resourceTypes: {novel: A novel}\nlevels: {essential: Must do}\n")
	for name, text := range guide {
		guide[name] = strings.ReplaceAll(text, "type: book", "type: novel")
	}
	site := buildSite(t, guide)
	data, err := os.ReadFile(filepath.Join(site, "guide.json"))
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil || !bytes.Contains(data, []byte(`"type":"novel"`)) {
		t.Fatalf("%v\n%s", err, data)
	}
	if err := compileSchema(t, filepath.Join(site, "guide.schema.json")).Validate(value); err != nil {
		t.Error(err)
	}
}

// TestInvalidGuideData checks that the schema rejects invalid data: every pair makes one place invalid.
func TestInvalidGuideData(t *testing.T) {
	site := buildSite(t, fullGuide)
	schema := compileSchema(t, filepath.Join(site, "guide.schema.json"))
	data, err := os.ReadFile(filepath.Join(site, "guide.json"))
	if err != nil {
		t.Fatal(err)
	}
	for was, now := range map[string]string{
		`"version":1`:                    `"version":2`,
		`"id":"one"`:                     `"id":"One"`,
		`"level":"essential"`:            `"level":"must"`,
		`"effort":"2h-4h"`:               `"effort":"2 hours"`,
		`"takes":"3mo-6mo"`:              `"takes":"3h"`,
		`"milestone":true`:               `"milestone":false`,
		`"type":"book"`:                  `"type":"novel"`,
		`"cost":"members"`:               `"cost":"cheap"`,
		`"checked":"2026-01-02"`:         `"checked":"2026-1-2"`,
		`"url":"https://a.example/book"`: `"url":"not a link"`,
		`"number":1`:                     `"number":0`,
		`"term":"Risk"`:                  `"term":""`,
		`"pages":`:                       `"page":`,
		`"why":`:                         `"because":`,
		`"needs":["first"]`:              `"needs":"first"`,
	} {
		if !bytes.Contains(data, []byte(was)) {
			t.Errorf("%s is not in %s", was, data)
			continue
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(bytes.Replace(data, []byte(was), []byte(now), 1)))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(value) == nil {
			t.Errorf("%s passes", now)
		}
	}
}
