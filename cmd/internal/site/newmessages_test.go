package site

import (
	"bytes"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"guide/cmd/internal/frontmatter"
	"guide/templates"
)

// TestNewMessages checks that the file has no message until its lines are no comments any more, and then every one, in
// all plural forms of the language.
func TestNewMessages(t *testing.T) {
	for lang, want := range map[string]string{"de": "de", "fr-CA": "fr", "pl": "pl", "ar": "ar", "ja": "ja",
		"zh-Hant-TW": "zh", "cy": "cy", "sl": "sl", "en": "", "en-GB": "", "en-US": ""} {
		name, data, err := NewMessages(templates.FS, lang)
		if err != nil {
			t.Fatal(err)
		}
		if want == "" {
			if name != "" {
				t.Errorf("%s: got %s, and the program has messages", lang, name)
			}
			continue
		}
		if name != "i18n/"+want+".yaml" {
			t.Errorf("%s: the file is %s", lang, name)
		}
		tag := language.Make(strings.TrimSuffix(path.Base(name), ".yaml"))
		got, problems := frontmatter.ParseMessages(name, data, pluralFormsOf(tag), nil)
		if len(problems)+len(got) > 0 {
			t.Errorf("%s: %v, %v", lang, problems, got)
		}
		_, data, _ = bytes.Cut(data, []byte("\n\n"))
		data = regexp.MustCompile(`(?m)^# `).ReplaceAll(data, nil)
		got, problems = frontmatter.ParseMessages(name, data, pluralFormsOf(tag), nil)
		if len(problems) > 0 {
			t.Errorf("%s: %v", lang, problems)
		}
		if diff := cmp.Diff(keysOf(t), slices.Sorted(maps.Keys(got))); diff != "" {
			t.Errorf("%s: keys (-want +got):\n%s", lang, diff)
		}
		steps := got["stepCount"]
		if steps["other"] != "{n} steps" || steps["one"] != "" && steps["one"] != "{n} step" {
			t.Errorf("%s: %v", lang, steps)
		}
	}
}

// keysOf returns the keys of the messages of the program.
func keysOf(t *testing.T) []string {
	t.Helper()
	data, err := templates.FS.ReadFile(defaultMessageFile)
	if err != nil {
		t.Fatal(err)
	}
	messages, _ := frontmatter.ParseMessages(defaultMessageFile, data, pluralFormsOf(language.English), nil)
	return slices.Sorted(maps.Keys(messages))
}
