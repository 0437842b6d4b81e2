package site

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"golang.org/x/text/language"
)

// messageFiles returns the names of the files that may hold the messages in a language: the one of all its regions
// first, since the other one stands above it.
func messageFiles(lang string) []string {
	base, _, hasRegion := strings.Cut(lang, "-")
	if !hasRegion {
		return []string{"i18n/" + base + ".yaml"}
	}
	return []string{"i18n/" + base + ".yaml", "i18n/" + lang + ".yaml"}
}

// NewMessages returns the file of messages that a guide in a language needs in templates/, and its name there. If the
// program has messages in the language, the name is "".
func NewMessages(templates fs.FS, lang string) (name string, data []byte, err error) {
	files := messageFiles(lang)
	for _, name := range files {
		if _, err := fs.Stat(templates, name); !errors.Is(err, fs.ErrNotExist) {
			return "", nil, err
		}
	}
	data, err = MessagesToChange(templates, files[0])
	return files[0], data, err
}

// MessagesToChange returns a file of messages to begin with, by its name in templates/. It has every message of the
// program, in English if the program has none in the language, with the plural forms of the language. All of them are
// comments: an editor makes messages of those that are to be another.
func MessagesToChange(templates fs.FS, name string) ([]byte, error) {
	head := ownMessagesHead
	data, err := fs.ReadFile(templates, name)
	if errors.Is(err, fs.ErrNotExist) {
		head = translationHead
		data, err = fs.ReadFile(templates, defaultMessageFile)
	}
	if err != nil {
		return nil, err
	}
	forms := pluralFormsOf(language.Make(strings.TrimSuffix(path.Base(name), ".yaml")))
	data = pluralMessage.ReplaceAllFunc(data, func(message []byte) []byte {
		m := pluralMessage.FindSubmatch(message)
		var out bytes.Buffer
		for _, form := range forms {
			text := m[2]
			if form == "one" {
				text = m[1]
			}
			out.WriteString("  " + form + ": " + string(text) + "\n")
		}
		return out.Bytes()
	})
	_, data, _ = bytes.Cut(data, []byte("\n")) // its first line is for developers
	return append([]byte(head), lineStart.ReplaceAll(data, []byte("# $0"))...), nil
}

// pluralMessage matches the two forms of a message with a number.
var pluralMessage = regexp.MustCompile(`(?m)^  one: (.*)\n  other: (.*)\n`)

// lineStart matches the first letter of each line that is not empty.
var lineStart = regexp.MustCompile(`(?m)^.`)

const (
	translationHead = "# The words of the pages, in English. Remove the # before a line and translate what stands " +
		"after the colon; leave\n# the words in braces as they are. What is still a comment stays English. guide " +
		"check counts those that are left.\n\n"
	ownMessagesHead = "# The words of the pages. Remove the # before a line to change what stands after the colon; " +
		"leave the words in\n# braces as they are. What is a comment is as it is in the program: such lines may be " +
		"deleted.\n\n"
)
