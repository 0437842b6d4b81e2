package frontmatter

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
	"guide/cmd/internal/suggest"
)

func TestEveryKeyHasInvalidValue(t *testing.T) {
	for _, key := range schemaKeys() {
		if !slices.ContainsFunc(invalidValues, func(row invalidValue) bool { return row.key == key }) {
			t.Errorf("invalidValues has no row for %s", key)
		}
	}
	for _, kind := range []Kind{KindPage, KindTopic} { // the home page has rows of its own
		for _, key := range keyNames(metaSchemas[kind]) {
			if metaSchemas[KindStep].lookup(key) == nil {
				t.Errorf("%s has a key %s that a step has not: test it", metaSchemas[kind].label, key)
			}
		}
	}
}

// yamlBefore holds the YAML before a further key in the mapping of an owner.
var yamlBefore = map[string]string{
	"front": minimalMeta, "home": "", "item": itemYAML, "resource": resourceYAML,
	"guide": settingsYAML, "term": termYAML,
	"home-key": "home:\n  ", "door": doorYAML, "sample": sampleYAML, "reason": reasonYAML,
}

func TestMisspeltKeys(t *testing.T) {
	for _, full := range schemaKeys() {
		owner, key, _ := strings.Cut(full, ".")
		siblings := siblingKeys(owner)
		for _, kind := range kindsWith(owner, key) {
			for _, typo := range typos(key) {
				if slices.Contains(siblings, typo) || hasKeyHint(owner, typo) {
					continue
				}
				before := cmp.Or(yamlBefore[owner], settingsParts[owner].before)
				text, pos := diagtest.Marker(fileFor(owner, before+"«"+typo+"»: x\n"))
				for _, variant := range diagtest.Variants {
					_, problems := parseOwner(owner, kind, variant.Save(text))
					checkSuggestion(t, problems, pos, typo, key, siblings)
				}
			}
		}
	}
}

func siblingKeys(owner string) []string {
	if part, ok := settingsParts[owner]; ok {
		return part.keys
	}
	return map[string][]string{
		"front": keyNames(metaSchemas[KindStep]), "home": keyNames(metaSchemas[KindHome]), "item": keyNames(itemSchema),
		"resource": keyNames(resourceSchema),
		"guide":    keyNames(settingsSchema), "term": keyNames(termSchema),
		"home-key": keyNames(homeSchema), "door": keyNames(doorSchema), "sample": keyNames(sampleSchema),
		"reason": keyNames(reasonSchema),
	}[owner]
}

func hasKeyHint(owner, name string) bool {
	if settingsParts[owner].hints[name] != "" {
		return true
	}
	return map[string]map[string]string{"front": foreignKeyHints, "item": itemSchema.keyHints,
		"resource": resourceSchema.keyHints, "guide": settingsSchema.keyHints, "home-key": homeSchema.keyHints,
		"door": doorSchema.keyHints, "sample": sampleSchema.keyHints}[owner][name] != ""
}

// typos returns a key with one letter lost, doubled, replaced, or swapped with its neighbour.
func typos(key string) []string {
	out := []string{strings.ToUpper(key[:1]) + key[1:]}
	for i := range key {
		out = append(out, key[:i]+key[i+1:], key[:i]+key[i:i+1]+key[i:], key[:i]+"q"+key[i+1:])
		if i > 0 && key[i] != key[i-1] {
			out = append(out, key[:i-1]+key[i:i+1]+key[i-1:i]+key[i+1:])
		}
	}
	return out
}

// checkSuggestion accepts another key only where the typo is as near to it.
func checkSuggestion(t *testing.T, problems []diag.Problem, pos, typo, key string, siblings []string) {
	t.Helper()
	want := fmt.Sprintf("%s unknown-key: unknown key %q | did you mean %q?", pos, typo, key)
	got := diagtest.Format(problems)
	for _, other := range siblings {
		if suggest.Nearest(typo, []string{other, key}) == other &&
			strings.Contains(got, fmt.Sprintf("| did you mean %q?", other)) {
			return
		}
	}
	if !strings.Contains(got, want+"\n") {
		t.Errorf("want %s\ngot %s", want, got)
	}
}

func TestForeignKeys(t *testing.T) {
	tests := []struct {
		kind       Kind
		yaml, want string
	}{
		{KindStep, "order: 1.5\n", `4:1-6 unknown-key: unknown key "order" | ` + orderHint},
		{KindTopic, "weight: 0123\n", `4:1-7 unknown-key: unknown key "weight" | ` + orderHint},
		{KindTopic, "needs: [a]\n", `4:1-6 unknown-key: unknown key "needs" | only a step can need other steps`},
		{KindPage, "checklist: []\n", `4:1-10 unknown-key: unknown key "checklist" | only steps and topics have it`},
		{KindPage, "home: {}\n", `4:1-5 unknown-key: unknown key "home" | ` + homeOnly},
		{KindStep, "home: {}\n", `4:1-5 unknown-key: unknown key "home" | ` + homeOnly},
		{KindHome, "home: {start: [a], title: T}\n", `4:20-25 unknown-key: unknown key "title" | the heading of the ` +
			`home page is its promise:, or title: above home:`},
		{KindHome, "home: {doors: [{for: a, to: b, title: T}]}\n", `4:32-37 unknown-key: unknown key "title" | a ` +
			`door has the name of its audience, which for: names, and the title of the page, which to: names`},
		{KindHome, "draft: true\n", `4:1-6 unknown-key: unknown key "draft" | the home page is always published`},
		{KindStep, "slug: x\n", `4:1-5 unknown-key: unknown key "slug" | the address comes from the name of the file ` +
			`or folder; aliases: keeps an old one`},
		{KindPage, strings.Repeat("é", 200) + ": x\n", `4:1-201 unknown-key: unknown key "` + strings.Repeat("é", 100) +
			`…" | ` + pageKeys},
		{KindPage, "zzz: x\n", `4:1-4 unknown-key: unknown key "zzz" | ` + pageKeys},
	}
	for _, test := range tests {
		_, problems := Parse(test.kind, "f", []byte(withFrontMatter(minimalMeta+test.yaml)))
		diagtest.Want(t, problems, test.want)
	}
}
