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

// messageFiles returns the names of the files that may hold the messages in a language, the best one first.
func messageFiles(lang string) []string {
	base, _, _ := strings.Cut(lang, "-")
	return []string{"i18n/" + lang + ".yaml", "i18n/" + base + ".yaml"}
}

// NewMessages returns the file of messages that a guide in a language needs in templates/, and its name there: the
// messages of the program in English, to be translated, with the plural forms of the language. If the program has
// messages in the language, the name is "".
func NewMessages(templates fs.FS, lang string) (name string, data []byte, err error) {
	for _, name = range messageFiles(lang) {
		if _, err := fs.Stat(templates, name); !errors.Is(err, fs.ErrNotExist) {
			return "", nil, err
		}
	}
	if data, err = fs.ReadFile(templates, defaultMessageFile); err != nil {
		return "", nil, err
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
	return name, append([]byte(newMessagesHead), data...), nil
}

// pluralMessage matches the two forms of a message with a number.
var pluralMessage = regexp.MustCompile(`(?m)^  one: (.*)\n  other: (.*)\n`)

const newMessagesHead = "# The words of the pages, in English until somebody translates them. Translate what stands " +
	"after each colon, and leave\n# the words in braces as they are.\n#\n"
