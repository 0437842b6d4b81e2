package site

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/suggest"
)

// messages are the words of the interface: those of the program in English, below those that it has in the language of
// the guide, below those of the editor.
type messages struct {
	frontmatter.Messages
	file     string          // where an editor writes more
	language language.Tag    // of the guide
	borrowed map[string]bool // keys of those that are in English, although the guide is not
}

const defaultMessageFile = "i18n/en.yaml"

// loadMessages reads the messages of the program, and lays those of the editor over them.
func (t *theme) loadMessages(templates overlay) error {
	data, err := fs.ReadFile(templates.base, defaultMessageFile)
	if err != nil {
		return err
	}
	english, problems := frontmatter.ParseMessages(defaultMessageFile, data, pluralFormsOf(language.English), nil)
	t.report(problems...)
	files := messageFiles(t.language.Value)
	t.messages = messages{english, "templates/" + files[0], language.Make(t.language.Value), map[string]bool{}}
	if files[0] != defaultMessageFile && t.language.Value != "" {
		for key := range english {
			t.messages.borrowed[key] = true
		}
	}
	isTranslated := false
	for _, file := range files {
		data, err := fs.ReadFile(templates.base, file)
		if err == nil && file != defaultMessageFile {
			t.layMessages(file, data, nil)
		}
		isTranslated = isTranslated || err == nil
	}
	known := slices.Sorted(maps.Keys(english))
	for _, file := range files {
		switch data, err := fs.ReadFile(templates.top, file); {
		case err == nil:
			t.layMessages("templates/"+file, data, append(known, t.ownTexts().messages()...))
		case errors.Is(err, fs.ErrNotExist):
			continue
		default:
			t.report(diag.UnreadableFile("templates/"+file, err))
		}
		t.messages.file, isTranslated = "templates/"+file, true
	}
	t.reportUntranslated(isTranslated)
	return nil
}

// layMessages lays the messages of a file over those that were read before.
func (t *theme) layMessages(file string, data []byte, keys []string) {
	forms := pluralFormsOf(language.Make(strings.TrimSuffix(path.Base(file), ".yaml")))
	own, problems := frontmatter.ParseMessages(file, data, forms, keys)
	t.report(problems...)
	for key, message := range own {
		t.messages.Messages[key] = message
		delete(t.messages.borrowed, key)
	}
}

// reportUntranslated reports the messages that are in English although the guide is not.
func (t *theme) reportUntranslated(hasFile bool) {
	borrowed := slices.Sorted(maps.Keys(t.messages.borrowed))
	switch lang := t.language; {
	case len(borrowed) == 0:
	case !hasFile:
		t.report(diag.NoWords.At(lang.In(guide.SettingsFile),
			fmt.Sprintf("there are no messages in %q, so readers see English ones", lang.Value),
			"guide eject "+strings.TrimPrefix(t.messages.file, "templates/")+" writes them out, to be translated"))
	default:
		t.report(diag.Untranslated.In(t.messages.file, fmt.Sprintf("%d of %d messages are in English: %s",
			len(borrowed), len(t.messages.Messages), diag.Truncate(strings.Join(borrowed, ", "))),
			"translate them here; guide schema messages has their English text"))
	}
}

// Word returns a message without placeholders, as templates get it by {{word}}.
func (s *Site) Word(key string) string { return s.msg(key) }

// msg returns the message of key with placeholders replaced by pairs of name and value. The value of "n" selects the
// plural form. If there is no such message, that is a problem, and msg returns the key.
func (t *theme) msg(key string, pairs ...any) string {
	forms, ok := t.messages.Messages[key]
	if !ok {
		t.reportMissing(key)
		return key
	}
	text, lang := forms["other"], t.messages.language
	if t.messages.borrowed[key] {
		lang = language.English
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if n, err := strconv.Atoi(fmt.Sprint(pairs[i+1])); err == nil && pairs[i] == "n" {
			text = cmp.Or(forms[pluralForm(lang, n)], text)
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+fmt.Sprint(pairs[i])+"}", fmt.Sprint(pairs[i+1]))
	}
	return text
}

// reportMissing reports a message that there is not, where the editor's templates and scripts ask for it.
func (t *theme) reportMissing(key string) {
	hint := "add it to " + t.messages.file
	if near := suggest.Nearest(key, slices.Sorted(maps.Keys(t.messages.Messages))); near != "" {
		hint = fmt.Sprintf("did you mean %q? Else add it to %s", near, t.messages.file)
	}
	message := fmt.Sprintf("there is no message %q", key)
	places := t.ownTexts().find(messageCall, key)
	for _, place := range places {
		t.report(diag.MissingWord.At(place, message, hint))
	}
	if len(places) == 0 {
		t.report(diag.MissingWord.In(t.messages.file, message, hint))
	}
}
