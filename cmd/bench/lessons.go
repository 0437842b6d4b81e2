package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// minLesson is the size in bytes from which a text is a lesson.
const minLesson = 400

// lesson is a text, and the name of its file without the extension.
type lesson struct{ name, text string }

// readLessons returns the Markdown files in a folder, in the order of their names, as texts that build anywhere: see
// tame.
func readLessons(dir string) ([]lesson, error) {
	var lessons []lesson
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if text := tame(string(data)); len(text) > minLesson {
			name := strings.TrimSuffix(filepath.Base(name), ".md")
			lessons = append(lessons, lesson{strings.ToLower(name), text})
		}
		return nil
	})
	if err == nil && len(lessons) == 0 {
		err = fmt.Errorf("there are no lessons (Markdown files of more than %d bytes) in %s", minLesson, dir)
	}
	return lessons, err
}

var (
	frontMatter  = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)
	rule         = regexp.MustCompile(`(?m)^---[ \t]*$`)
	fenceMark    = regexp.MustCompile("^\\s*(`{3,}|~{3,})")
	firstHeading = regexp.MustCompile(`^# `)
	lowerHeading = regexp.MustCompile(`^#(#{2,5}) `)
	taskMark     = regexp.MustCompile(`^(\s*[-*+]\s+)\[[ xX]\]\s`)
	picture      = regexp.MustCompile(`!\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])`)
	ownLink      = regexp.MustCompile(`\]\(([^)\s]*)`)
	localHost    = regexp.MustCompile(`https?://(localhost|127\.0\.0\.1)(:\d+)?`)
	ownReference = regexp.MustCompile(`^(\s*\[[^\]]+\]:\s*)(\S+)`)
	rawTag       = regexp.MustCompile(`<([a-zA-Z/!?][^>]{0,7})`)
	templateMark = strings.NewReplacer("{{", "{ {", "{%", "{ %", "{#", "{ #", "<%", "< %")
)

// tame removes from a lesson what only its own site has: front matter, HTML, pictures, links to its own files, and
// headings of the first level. Headings move up a level.
func tame(text string) string {
	text = frontMatter.ReplaceAllString(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n"), "")
	text = rule.ReplaceAllString(templateMark.Replace(text), "* * *")
	var out []string
	fence := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		mark := fenceMark.FindStringSubmatch(line)
		switch {
		case mark != nil && fence == "":
			fence = mark[1][:3]
		case mark != nil && strings.HasPrefix(strings.TrimSpace(line), fence) &&
			strings.Trim(strings.TrimSpace(line), "`~") == "":
			fence = ""
		case fence == "":
			line = tameLine(line)
		}
		out = append(out, line)
	}
	if fence != "" {
		out = append(out, fence)
	}
	return strings.Join(out, "\n") + "\n"
}

func tameLine(line string) string {
	line = firstHeading.ReplaceAllString(line, "## ")
	line = lowerHeading.ReplaceAllString(line, "$1 ")
	line = picture.ReplaceAllString(taskMark.ReplaceAllString(line, "$1"), "$1")
	line = replaceOwn(ownLink, line, "](")
	line = localHost.ReplaceAllString(line, "https://example.org")
	if m := ownReference.FindStringSubmatch(line); m != nil && !isWebAddress(m[2]) {
		line = m[1] + "https://example.org/x"
	}
	parts := strings.Split(line, "`")
	for i := 0; i < len(parts); i += 2 { // not in code
		parts[i] = rawTag.ReplaceAllStringFunc(parts[i], func(tag string) string {
			if isWebAddress(tag[1:]) {
				return tag
			}
			return "&lt;" + tag[1:]
		})
	}
	return strings.Join(parts, "`")
}

// replaceOwn replaces the targets of links that are no addresses on the web.
func replaceOwn(link *regexp.Regexp, line, before string) string {
	return link.ReplaceAllStringFunc(line, func(found string) string {
		if isWebAddress(found[len(before):]) {
			return found
		}
		return before + "https://example.org/x"
	})
}

func isWebAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}
