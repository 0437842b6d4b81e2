package site

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// A page holds the messages that its script asks for, and no others.
func TestScriptData(t *testing.T) {
	s := newSite(t, sourceFiles{
		"static/js/main.js": `import "./other.js"; import { message } from "./page-data.js"; ` +
			`console.log(message("reload"));`,
		"static/js/other.js":    `import { message } from "./page-data.js"; console.log(message("countDone", {}));`,
		"static/js/home.js":     `import { message } from "./page-data.js"; console.log(message("moved"));`,
		"static/js/progress.js": `import { message } from "./page-data.js"; console.log(message("copied"));`,
		"static/js/search.js": `import { message } from "./page-data.js"; console.log(message("noResults"), ` +
			`message("lost"));`,
		"static/js/page-data.js": `export const message = String;`,
		"templates/i18n/en.yaml": strings.Replace(englishMessages(t), "\nreload: ", "\nreload: </script><b> ", 1),
	}.mapFS())
	wantProblems(t, s, `static/js/search.js:1:86: error: there is no message "lost" [missing-word] (add it to `+
		`templates/i18n/en.yaml)`)
	for name, want := range map[string]string{"steps/index.html": "countDone reload", "index.html": "moved",
		"progress/index.html": "copied",
		"search/index.html":   "lost noResults"} {
		data := scriptDataOf(t, mustRead(t, s, name))
		if got := strings.Join(slices.Sorted(maps.Keys(data.Messages)), " "); got != want {
			t.Errorf("%s has %q, want %q", name, got, want)
		}
		if isSearch := name == "search/index.html"; (data.Index != nil) != isSearch {
			t.Errorf("%s: the settings of search are %v", name, data.Index)
		}
	}
	got := scriptDataOf(t, mustRead(t, s, "steps/index.html")).Messages["reload"]
	if got != "</script><b> Load the page again" {
		t.Errorf("a message with markup is %q", got)
	}
}

func scriptDataOf(t *testing.T, page string) (data scriptData) {
	t.Helper()
	_, text, _ := strings.Cut(page, `<script type="application/json" id="ui-data">`)
	text, _, _ = strings.Cut(text, "</script>")
	if err := json.Unmarshal([]byte(text), &data); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return data
}
