package frontmatter

import (
	"testing"

	"go.yaml.in/yaml/v4"
)

// TestInBraces reads the example in braces of each mapping: it has every required key, with its example.
func TestInBraces(t *testing.T) {
	n := 0
	var walk func(keys []Key)
	walk = func(keys []Key) {
		var values map[string]any
		text := inBraces(keys)
		if err := yaml.Unmarshal([]byte(text), &values); err != nil || len(values) == 0 {
			t.Errorf("%s: %v", text, err)
		}
		for _, k := range keys {
			var want any
			if err := yaml.Unmarshal([]byte(k.Example), &want); err != nil {
				t.Errorf("%s: %v", k.Name, err)
			}
			got, found := values[k.Name]
			_, isText := want.(string)
			if k.Required && !found || found && isText && got != want {
				t.Errorf("%s has %s: %v, want %v", text, k.Name, got, want)
			}
			if len(k.Type.Keys) > 0 {
				n++
				walk(k.Type.Keys)
			}
		}
	}
	for _, f := range []File{SettingsFile, StepFile, HomeFile, GlossaryFile, ManifestFile} {
		walk(f.Keys)
	}
	if n < 10 {
		t.Errorf("only %d mappings", n)
	}
}
