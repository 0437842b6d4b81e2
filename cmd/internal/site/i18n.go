package site

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// messageFile is the messages of the interface in the language of the guide.
type messageFile struct {
	file     string
	language language.Tag // of the messages; en if the guide's language has none
	frontmatter.Messages
}

// loadMessages reads i18n/<language>.yaml, else the file of the language without its region.
func (t *theme) loadMessages(templates overlay) error {
	lang := t.language
	files := messageFiles(lang.Value)
	for _, file := range files {
		data, err := fs.ReadFile(templates, file)
		if errors.Is(err, fs.ErrNotExist) || lang.Value == "" {
			continue
		}
		if err != nil {
			t.report(diag.UnreadableFile("templates/"+file, err))
			return t.loadDefaultMessages(templates)
		}
		t.parseMessages(file, data)
		return nil
	}
	if lang.Value != "" {
		t.report(diag.NoWords.At(lang.In(guide.SettingsFile),
			fmt.Sprintf("there are no interface words in %q", lang.Value),
			"translate templates/i18n/en.yaml into templates/"+files[1]))
	}
	return t.loadDefaultMessages(templates)
}

// loadDefaultMessages reads the messages of the program.
func (t *theme) loadDefaultMessages(templates overlay) error {
	data, err := fs.ReadFile(templates.base, defaultMessageFile)
	if err != nil {
		return err
	}
	t.parseMessages(defaultMessageFile, data)
	return nil
}

const defaultMessageFile = "i18n/en.yaml"

func (t *theme) parseMessages(file string, data []byte) {
	file = "templates/" + file
	tag := language.Make(strings.TrimSuffix(path.Base(file), ".yaml"))
	messages, problems := frontmatter.ParseMessages(file, data, pluralFormsOf(tag))
	t.messages = messageFile{file, tag, messages}
	t.report(problems...)
}

// msg returns the message of key with placeholders replaced by pairs of name and value. The value of "n" selects the
// plural form. If there is no such message, that is a problem, and msg returns the key.
func (t *theme) msg(key string, pairs ...any) string {
	forms, ok := t.messages.Messages[key]
	if !ok {
		t.report(diag.MissingWord.In(t.messages.file, fmt.Sprintf("the word %q is missing", key),
			"add the key; the file i18n/en.yaml of the program has them all"))
		return key
	}
	text := forms["other"]
	for i := 0; i+1 < len(pairs); i += 2 {
		if n, err := strconv.Atoi(fmt.Sprint(pairs[i+1])); err == nil && pairs[i] == "n" {
			text = cmp.Or(forms[pluralForm(t.messages.language, n)], text)
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+fmt.Sprint(pairs[i])+"}", fmt.Sprint(pairs[i+1]))
	}
	return text
}

// formatDate returns a date for readers: "1 November 2026".
func (t *theme) formatDate(d frontmatter.Date) string {
	if d == "" {
		return ""
	}
	day := d.Time(time.UTC) // the same calendar day in every zone
	month := t.msg("month" + strconv.Itoa(int(day.Month())))
	return t.msg("date", "day", day.Day(), "month", month, "year", day.Year())
}

var unitMessages = map[frontmatter.Unit]string{
	frontmatter.Minute: "minutes", frontmatter.Hour: "hours", frontmatter.Day: "days",
	frontmatter.Week: "weeks", frontmatter.Month: "months", frontmatter.Year: "years",
}

// formatSpan returns a span of time for readers: "2 to 4 hours".
func (t *theme) formatSpan(span frontmatter.Span) string {
	if span.IsZero() {
		return ""
	}
	high := t.msg(unitMessages[span.Max.Unit], "n", span.Max.Value)
	if span.Min == span.Max {
		return high
	}
	low := strconv.Itoa(int(span.Min.Value))
	if span.Min.Unit != span.Max.Unit {
		low = t.msg(unitMessages[span.Min.Unit], "n", span.Min.Value)
	}
	return t.msg("range", "from", low, "to", high)
}

// sumSpans adds spans of hands-on time. The sum is in minutes below two hours, and in whole hours above and if it is
// one hour; a minimum below one hour stays in minutes.
func sumSpans(spans []frontmatter.Span) frontmatter.Span {
	low, high := 0, 0
	for _, s := range spans {
		low += s.Min.Minutes()
		high += s.Max.Minutes()
	}
	if high == 0 {
		return frontmatter.Span{}
	}
	return frontmatter.Span{Min: roundMinutes(low, high), Max: roundMinutes(high, high)}
}

func roundMinutes(minutes, high int) frontmatter.Amount {
	if high < 120 && high != 60 || minutes < 60 {
		return frontmatter.Amount{Value: int32(minutes), Unit: frontmatter.Minute}
	}
	return frontmatter.Amount{Value: int32(minutes+30) / 60, Unit: frontmatter.Hour}
}
