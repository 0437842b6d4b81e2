package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

func topicText(t topic) string {
	var m manual
	t.write(&m)
	return m.String()
}

// TestTopics checks how topics look: the width of their lines, and that nothing is for a terminal alone.
func TestTopics(t *testing.T) {
	for _, topic := range topics {
		text := topicText(topic)
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			width := manualWidth
			if isExample := strings.HasPrefix(line, "    ") && !strings.HasPrefix(line, "     "); isExample ||
				topic.name == "rules" {
				width = 100
			}
			if n := utf8.RuneCountInString(line); n > width || strings.TrimRight(line, " ") != line ||
				strings.Contains(line, "\x1b") {
				t.Errorf("%s: the line %q has %d columns", topic.name, line, n)
			}
		}
		if strings.Contains(text, "\n\n\n") || strings.HasPrefix(text, "\n") || !strings.HasSuffix(text, "\n") {
			t.Errorf("%s has empty lines that it does not need, or lacks the last line break", topic.name)
		}
		if root := new(app).newRootCmd(); slices.Contains(commandNames(root), topic.name) {
			t.Errorf("%s is a command, too", topic.name)
		}
	}
}

// TestTopicsHaveEveryKey looks for each key of each file in the topics, with its meaning and its example.
func TestTopicsHaveEveryKey(t *testing.T) {
	found := func(k frontmatter.Key) bool {
		return slices.ContainsFunc(topics, func(topic topic) bool {
			text := strings.Join(strings.Fields(topicText(topic)), " ")
			meaning := strings.Join(strings.Fields(k.Name+" "+k.Meaning+" ("+describeValue(k)+")"), " ")
			return strings.Contains(text, meaning) && strings.Contains(text, k.Name+": "+k.Example)
		})
	}
	n := 0
	for _, f := range schemaFiles {
		if f.Name == "topic" || f.Name == "page" {
			continue // their keys are those of a step
		}
		walkKeys("", f.Keys, func(under string, k frontmatter.Key) {
			if n++; !found(k) && under != "ids." && under != "pages." {
				t.Errorf("%s: no topic explains %s, under %q", f.Name, k.Name, under)
			}
			var m manual
			if name := topicOf(f.Name); !findTopic(name).explain(&m, k.Name) {
				t.Errorf("guide help %s %s explains nothing", name, k.Name)
			}
		})
	}
	if n < 60 {
		t.Errorf("only %d keys", n)
	}
}

// topicOf returns the name of the topic that explains a kind of file.
func topicOf(file string) string {
	switch file {
	case "settings", "glossary":
		return file
	case "published":
		return "record"
	}
	return "front-matter"
}

// TestTopicExamples makes a guide of the examples: it has no problems, and its pages have the addresses that the
// manual says.
func TestTopicExamples(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1796083200") // December 2026
	dir := t.TempDir()
	files := map[string]string{
		guide.SettingsFile: frontmatter.SettingsFile.Example(), guide.GlossaryFile: frontmatter.GlossaryFile.Example(),
		"content/steps/0-build-a-network/index.md": "---\ntitle: Build a network\nsummary: Find them.\n---\n\nText.\n",
	}
	examples := []string{betweenDelimiters(frontmatter.StepFile) + "\n## The first meeting\n\nText.\n",
		"---\ntitle: Tools\nsummary: What to use.\n---\n\nText.\n",
		"---\ntitle: About\nsummary: Who we are.\n---\n\nGoatCounter counts visits.\n",
		betweenDelimiters(frontmatter.HomeFile)}
	for i, p := range pagePlaces {
		name, _, _ := strings.Cut(p.meaning, " at ")
		files[name] = examples[i]
	}
	writeFiles(t, dir, files)
	var out strings.Builder
	if status := run(t.Context(), []string{"build", "--strict", "--source", dir}, &out, &out); status != 0 ||
		strings.Contains(out.String(), "warning") {
		t.Fatalf("status %d\n%s", status, out.String())
	}
	for _, p := range pagePlaces {
		_, address, _ := strings.Cut(p.meaning, " at ")
		if _, err := os.Stat(filepath.Join(dir, "public", filepath.FromSlash(address), "index.html")); err != nil {
			t.Error(err)
		}
	}
}

// TestReadmeNamesTopics finds topics that the README does not list.
func TestReadmeNamesTopics(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range topicNames() {
		if !strings.Contains(string(data), "\n| `"+name+"` | ") {
			t.Errorf("the table of topics in the README lacks %s", name)
		}
	}
}

// TestHelpWords checks that help can explain every word that a shell completes.
func TestHelpWords(t *testing.T) {
	root := (&app{ui: ui{stdout: io.Discard, stderr: io.Discard}}).newRootCmd()
	for _, word := range helpWords(root, nil) {
		for _, name := range append([]string{""}, helpWords(root, []string{word})...) {
			args := strings.Fields("help " + word + " " + name)
			var out, err strings.Builder
			if status := run(t.Context(), args, &out, &err); status != 0 || out.Len() == 0 {
				t.Errorf("%q: status %d, %s", args, status, err.String())
			}
		}
	}
}
