package frontmatter

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/naming"
)

// Type says what a value may be.
type Type struct {
	Name, Plural string      // "an id", and the entries of "a list of ids"
	Keys         []Key       // of a mapping, or of each mapping of a list
	schema       *jsonSchema // of any value of the type
}

// Key is a key that a mapping may have.
type Key struct {
	Name     string
	Required bool
	Meaning  string // one line
	Example  string // a value in YAML, on one line; "" where the keys of Type have examples
	Default  string // the value in YAML that a missing one stands for, or ""
	Type     Type
}

// YAML returns the lines of the key with its example.
func (k Key) YAML() string {
	if k.Example != "" {
		return k.Name + ": " + k.Example + "\n"
	}
	return k.Name + ":\n" + indented(k.Type.Example())
}

// Example returns the lines of a value in which each key of t has its example.
func (t Type) Example() string {
	var b strings.Builder
	for _, k := range t.Keys {
		b.WriteString(k.YAML())
	}
	if t.isList() {
		return "-" + strings.TrimPrefix(indented(b.String()), " ")
	}
	return b.String()
}

// inBraces returns an example of a mapping on one line: its required keys, or else the first of them.
func inBraces(keys []Key) string {
	shown := slices.DeleteFunc(slices.Clone(keys), func(k Key) bool { return !k.Required })
	if len(shown) == 0 {
		shown = keys[:1]
	}
	texts := make([]string, len(shown))
	for i, k := range shown {
		texts[i] = k.Name + ": " + k.inBraces()
	}
	return "{" + strings.Join(texts, ", ") + "}"
}

// inBraces returns the example of the key as it may stand in braces.
func (k Key) inBraces() string {
	switch {
	case k.Example == "" && k.Type.isList():
		return "[" + inBraces(k.Type.Keys) + "]"
	case k.Example == "":
		return inBraces(k.Type.Keys)
	case strings.IndexByte(`[{"`, k.Example[0]) < 0 && strings.ContainsAny(k.Example, ",[]{}"):
		return strconv.Quote(k.Example)
	}
	return k.Example
}

func (t Type) isList() bool { return slices.Contains(t.schema.Type, "array") }

// indented returns lines with two more spaces before each.
func indented(lines string) string {
	var b strings.Builder
	for line := range strings.Lines(lines) {
		b.WriteString("  " + line)
	}
	return b.String()
}

// valueType is a type whose values are decoded into a V.
type valueType[V any] struct {
	Type
	decode decodeFunc[V]
}

// stringType is the type of texts with a pattern, which matches whatever the check of such a text accepts.
func stringType(name, plural, pattern string) Type {
	return Type{Name: name, Plural: plural, schema: &jsonSchema{Type: jsonTypes{"string"}, Pattern: pattern}}
}

// scalarType is stringType for texts that YAML may take for a number or a truth value, as in title: 1984.
func scalarType(name, plural, pattern string) Type {
	t := stringType(name, plural, pattern)
	t.schema.Type = jsonTypes{"string", "number", "boolean"}
	return t
}

// Parts of patterns.
const (
	notBlank  = `\S`
	webScheme = `^[hH][tT][tT][pP][sS]?://`
	webStart  = webScheme + `[^\s/?#:]` // of a host
	slugPart  = "[^\\s!-/:-`{-~]+"      // ASCII signs and capitals are the only others that are simple to tell
	aliasChar = "[^\\s/?#\\\\<>\"{}|^`*:]"
)

// reachPattern matches the address of a telephone, also for messages, and that of a mailbox.
const reachPattern = `^(tel|sms):\+?[0-9][0-9.-]*([;?]\S*)?$|^mailto:[^\s@/?]+@[^\s@/?]+\.[^\s@/?]+(\?\S*)?$`

// The types of single values.
var (
	anyText      = valueType[Text]{scalarType("text", "texts", notBlank), decodeText}
	plainText    = valueType[Text]{anyText.Type, decodePlainText}
	inlineText   = valueType[Text]{scalarType("a line of Markdown", "lines of Markdown", notBlank), decodeText}
	markdownText = valueType[Text]{scalarType("Markdown", "", notBlank), decodeText}
	boolean      = valueType[bool]{Type{Name: "true or false", schema: &jsonSchema{Type: jsonTypes{"boolean"}}},
		decodeBoolean}
	audienceText = valueType[Text]{scalarType("an audience", "audiences of guide.yaml", notBlank), decodeText}
	idText       = validatedText(idType(), diag.BadID, checkID)
	slugText     = validatedText(scalarType("part of an address", "parts of addresses",
		"^"+slugPart+"(-"+slugPart+")*$"), diag.BadAddress, checkSlug)
	urlText = publicAddress(validatedText(stringType("a web address", "", webStart+`\S*$`), diag.BadAddress,
		checkURL))
	reachText = publicAddress(validatedText(stringType("a web address, or one with tel:, sms: or mailto:", "",
		webStart+`\S*$|`+reachPattern), diag.BadAddress, checkReach))
	aliasText = validatedText(stringType("an address", "addresses",
		"^(/"+aliasChar+"+)+/$|^(/"+aliasChar+"+)*/"+aliasChar+`*\.html$`), diag.BadAddress, checkAlias)
	languageText = validatedText(stringType("a language tag", "", languagePattern.String()), diag.BadLanguage,
		checkLanguage)
	synonymText = validatedText(scalarType("a word or phrase", "words or phrases", notBlank), diag.BadSynonyms,
		checkSynonym)
	timezoneText = validatedText(stringType("a time zone", "", `^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$`),
		diag.BadTimezone, checkTimezone)
	baseURLText = validatedText(stringType("a web address", "", webStart+`[^\s?#]*$`), diag.BadAddress,
		CheckBaseURL)
	contactText = validatedText(stringType("a contact", "", `^mailto:\S*@\S*$|`+webStart+`\S*$`), diag.BadAddress,
		checkContact)
	dateText = validatedText(dateType(), diag.BadDate, func(s string) error {
		_, err := parseDate(s)
		return err
	})
	dateValue  = parsed(dateType(), diag.BadDate, parseDate)
	effortSpan = spanValue(Minute, Hour)
	takesSpan  = spanValue(Day, Week, Month, Year)
	period     = parsed(stringType("a length of time", "", "^"+amountOf(Day, Week, Month, Year)+"$"), diag.BadDuration,
		parsePeriod)
)

// urlTemplate is a web address that has a placeholder in braces.
func urlTemplate(placeholder string) valueType[Text] {
	const other = `[^\s{}]*`
	pattern := webScheme + other + "(" + regexp.QuoteMeta(placeholder) + other + ")+$"
	return validatedText(stringType("a web address", "", pattern), diag.BadAddress, checkURLTemplate(placeholder))
}

func idType() Type {
	t := stringType("an id", "ids", idPattern.String())
	t.schema.Type = jsonTypes{"string", "boolean"} // id: true
	t.schema.Not = &jsonSchema{Type: jsonTypes{"string"}, Pattern: "^" + naming.ReservedPrefix}
	t.schema.MaxLength = maxIDLength
	return t
}

func dateType() Type {
	t := stringType("a date", "", datePattern.String())
	t.schema.Format = "date"
	return t
}

// amountOf returns the pattern of a number of one of the units.
func amountOf(units ...Unit) string {
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.String()
	}
	return "[1-9][0-9]{0,3}(" + strings.Join(names, "|") + ")"
}

// spanValue is a length of time in the units, or a range of two.
func spanValue(units ...Unit) valueType[Span] {
	amount := amountOf(units...)
	return parsed(stringType("a length of time", "", "^"+amount+"(-"+amount+")?$"), diag.BadDuration,
		func(s string) (Span, error) { return parseSpan(s, units...) })
}
