package frontmatter

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diagtest"
)

func TestMessages(t *testing.T) {
	forms := []string{"one", "other"}
	got, problems := ParseMessages("en.yaml", []byte("home: Home\nsteps: {one: 1 step, other: \"{n} steps\"}\n"), forms,
		nil)
	diagtest.Want(t, problems)
	want := Messages{"home": {"other": "Home"}, "steps": {"one": "1 step", "other": "{n} steps"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	const needsForm = "missing-key: a message with a number needs the key "
	_, problems = ParseMessages("en.yaml", []byte("home: [a]\nsteps: {one: {a: b}}\nhome: x\nempty:\n"), forms, nil)
	diagtest.Want(t, problems,
		"1:7-8 wrong-type: home must be text, not a list"+bracketHint,
		"2:8-9 "+needsForm+`"other" | add other:`,
		"2:14-15 wrong-type: one must be text, not keys with values"+bracketHint,
		`3:1-5 duplicate-key: the key "home" is already on line 1 | keep one of them`,
		"4:7-8 empty-value: empty"+noValue)
	_, problems = ParseMessages("en.yaml", []byte("a: {other: x, b\n\n c}\n"), []string{"other"}, nil)
	diagtest.Want(t, problems,
		`1:15-16 unknown-key: unknown key "b\nc" | a message with a number may have other`)
	_, problems = ParseMessages("pl.yaml", []byte("steps: {one: krok, few: kroki, other: kroku}\n"), forms, nil)
	diagtest.Want(t, problems,
		`1:20-23 unknown-key: unknown key "few" | a message with a number may have one, other`)
	_, problems = ParseMessages("pl.yaml", []byte("steps:\n  one: krok\n"), []string{"few", "one", "other"}, nil)
	diagtest.Want(t, problems, "2:3-4 "+needsForm+`"few" | add few:`, "2:3-4 "+needsForm+`"other" | add other:`)

	keys := []string{"home", "steps"}
	_, problems = ParseMessages("en.yaml", []byte("home: x\nstep: Step\n? \"a b\"\n: c\n"), forms, keys)
	diagtest.Want(t, problems, `2:1-5 unknown-key: there is no message "step" | did you mean "steps"?`,
		`3:3-8 unknown-key: there is no message "a b" | guide schema messages lists them`)
	if got, problems = ParseMessages("en.yaml", []byte("# home: x\n"), forms, keys); len(got)+len(problems) > 0 {
		t.Errorf("a file without messages: %v, %v", got, problems)
	}
}
