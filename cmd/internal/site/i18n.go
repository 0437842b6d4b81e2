package site

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// messageFile are the interface words in the guide's language.
type messageFile struct {
	file string
	frontmatter.Messages
}

// loadMessages reads i18n/<language>.yaml, else the file of the language without its region.
func (l *theme) loadMessages(templates overlay) error {
	language := l.language
	base, _, _ := strings.Cut(language.Value, "-")
	for _, name := range []string{language.Value, base} {
		file := "i18n/" + name + ".yaml"
		data, err := fs.ReadFile(templates, file)
		if errors.Is(err, fs.ErrNotExist) || name == "" {
			continue
		}
		if err != nil {
			l.report(diag.Unreadable("templates/"+file, err))
			return l.loadDefaultMessages(templates)
		}
		l.parseMessages(file, data)
		return nil
	}
	if language.Value != "" {
		l.report(diag.Problem{File: guide.SettingsFile, Line: language.Line, Column: language.Column, EndColumn: language.EndColumn,
			Severity: diag.Error, Code: "no-words", Message: fmt.Sprintf("there are no interface words in %q", language.Value),
			Hint: fmt.Sprintf("translate templates/i18n/en.yaml into templates/i18n/%s.yaml", base)})
	}
	return l.loadDefaultMessages(templates)
}

// loadDefaultMessages reads the words that the program brings.
func (l *theme) loadDefaultMessages(templates overlay) error {
	data, err := fs.ReadFile(templates.base, defaultMessageFile)
	if err != nil {
		return err
	}
	l.parseMessages(defaultMessageFile, data)
	return nil
}

const defaultMessageFile = "i18n/en.yaml"

func (l *theme) parseMessages(file string, data []byte) {
	file = "templates/" + file
	w, problems := frontmatter.ParseMessages(file, data)
	l.messages = messageFile{file, w}
	l.report(problems...)
	for key, forms := range w {
		if len(forms) > 0 && forms["other"] == "" {
			l.report(diag.Problem{File: file, Severity: diag.Error, Code: "missing-word",
				Message: fmt.Sprintf("the word %q has no form for more than one", key), Hint: "add other:"})
		}
	}
}

// msg returns an interface word with its place-holders filled in from pairs of name and value. Of a
// word that counts, the form is chosen by the value of "n". A missing word is a problem, and its key
// is shown.
func (l *theme) msg(key string, pairs ...any) string {
	forms, ok := l.messages.Messages[key]
	if !ok {
		l.report(diag.Problem{File: l.messages.file, Severity: diag.Error, Code: "missing-word",
			Message: fmt.Sprintf("the word %q is missing", key), Hint: "add the key; the file i18n/en.yaml of the program has them all"})
		return key
	}
	text := forms["other"]
	for i := 0; i+1 < len(pairs); i += 2 {
		name, value := fmt.Sprint(pairs[i]), fmt.Sprint(pairs[i+1])
		if name == "n" && value == "1" && forms["one"] != "" {
			text = forms["one"]
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+fmt.Sprint(pairs[i])+"}", fmt.Sprint(pairs[i+1]))
	}
	return text
}

// formatDate writes a date in words: "1 November 2026".
func (l *theme) formatDate(d frontmatter.Date) string {
	if d == "" {
		return ""
	}
	t := d.Time(time.UTC) // a calendar day is the same one everywhere
	return l.msg("date", "day", t.Day(), "month", l.msg("month"+strconv.Itoa(int(t.Month()))), "year", t.Year())
}

var unitMessages = map[frontmatter.Unit]string{frontmatter.Minute: "minutes", frontmatter.Hour: "hours", frontmatter.Day: "days", frontmatter.Week: "weeks", frontmatter.Month: "months", frontmatter.Year: "years"}

// formatSpan writes a span of time in words: "2 to 4 hours".
func (l *theme) formatSpan(span frontmatter.Span) string {
	if span.IsZero() {
		return ""
	}
	high := l.msg(unitMessages[span.Max.Unit], "n", span.Max.Value)
	if span.Min == span.Max {
		return high
	}
	low := strconv.Itoa(span.Min.Value)
	if span.Min.Unit != span.Max.Unit {
		low = l.msg(unitMessages[span.Min.Unit], "n", span.Min.Value)
	}
	return l.msg("range", "from", low, "to", high)
}

// sumSpans adds up spans of hands-on time, in minutes below two hours and in whole hours above, but for a shortest
// time below one hour.
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
	if high < 120 || minutes < 60 {
		return frontmatter.Amount{Value: minutes, Unit: frontmatter.Minute}
	}
	return frontmatter.Amount{Value: (minutes + 30) / 60, Unit: frontmatter.Hour}
}
