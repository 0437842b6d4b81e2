package frontmatter

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/naming"
)

// valueError is what is wrong with a value, and a hint on what to write.
type valueError struct{ message, hint string }

func (e *valueError) Error() string { return e.message + ": " + e.hint }

func valueErrorf(hint, format string, args ...any) error {
	for i, arg := range args {
		if s, ok := arg.(string); ok {
			args[i] = diag.Truncate(s)
		}
	}
	return &valueError{fmt.Sprintf(format, args...), hint}
}

// Unit is a unit of time as editors write it.
type Unit uint8

// The units; 0 is none.
const (
	Minute Unit = iota + 1
	Hour
	Day
	Week
	Month
	Year
)

var unitTexts = [...]string{Minute: "m", Hour: "h", Day: "d", Week: "w", Month: "mo", Year: "y"}

// String returns the unit as editors write it.
func (u Unit) String() string { return unitTexts[u] }

// unitMinutes holds the length of each unit for comparison and sums.
var unitMinutes = [...]int{Minute: 1, Hour: 60, Day: 24 * 60, Week: 7 * 24 * 60, Month: 30 * 24 * 60,
	Year: 365 * 24 * 60}

// Amount is a number of units of time.
type Amount struct {
	Value int32
	Unit  Unit
}

// String returns the amount as editors write it.
func (a Amount) String() string { return strconv.Itoa(int(a.Value)) + a.Unit.String() }

// Minutes returns the amount in minutes. A month has 30 days, a year 365.
func (a Amount) Minutes() int { return int(a.Value) * unitMinutes[a.Unit] }

// Span is a range of time; a single length has Min equal to Max. The zero Span means no span.
type Span struct{ Min, Max Amount }

// IsZero reports whether there is no span.
func (s Span) IsZero() bool { return s == Span{} }

var amountPattern = regexp.MustCompile(`^([1-9][0-9]{0,3})(mo|[mhdwy])$`)

// parseSpan parses "2h", "2h-4h" or "3mo-6mo" in the given units.
func parseSpan(s string, units ...Unit) (Span, error) {
	lower, upper, isRange := strings.Cut(s, "-")
	if !isRange {
		upper = lower
	}
	var span Span
	for _, part := range []struct {
		text string
		into *Amount
	}{{lower, &span.Min}, {upper, &span.Max}} {
		m := amountPattern.FindStringSubmatch(part.text)
		unit := Unit(0)
		if m != nil {
			unit = Unit(slices.Index(unitTexts[:], m[2]))
		}
		if !slices.Contains(units, unit) {
			return Span{}, valueErrorf("write whole numbers of "+unitNames(units)+", such as "+spanExample(units),
				"%q is not a length of time here", s)
		}
		value, _ := strconv.Atoi(m[1])
		*part.into = Amount{int32(value), unit}
	}
	if span.Min.Minutes() > span.Max.Minutes() {
		return Span{}, valueErrorf("the shorter length comes first", "%q runs backwards", s)
	}
	return span, nil
}

// parsePeriod parses one length of time, in days or more.
func parsePeriod(s string) (Amount, error) {
	span, err := parseSpan(s, Day, Week, Month, Year)
	if err == nil && strings.Contains(s, "-") {
		err = valueErrorf("write one length of time, such as 6mo or 1y", "%q is a range", s)
	}
	return span.Min, err
}

func unitNames(units []Unit) string {
	names := map[Unit]string{Minute: "m (minutes)", Hour: "h (hours)", Day: "d (days)", Week: "w (weeks)",
		Month: "mo (months)", Year: "y (years)"}
	out := make([]string, len(units))
	for i, u := range units {
		out[i] = names[u]
	}
	return strings.Join(out[:len(out)-1], ", ") + " or " + out[len(out)-1]
}

func spanExample(units []Unit) string {
	if units[0] == Minute {
		return "15m, 2h or 2h-4h"
	}
	return "3d, 6w or 3mo-6mo"
}

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

const maxIDLength = 60

// IsID reports whether s can be the id of an item or a resource.
func IsID(s string) bool { return checkID(s) == nil }

// checkID returns an error if s is not a valid id of an item, a resource or a guide.
func checkID(s string) error {
	switch n := utf8.RuneCountInString(s); {
	case n > maxIDLength:
		return valueErrorf("shorten it", "an id has at most %d characters; this one has %d", maxIDLength, n)
	case !idPattern.MatchString(s):
		const hint = "use lower-case letters a-z, digits and single hyphens, a letter first"
		return valueErrorf(hint, "%q is not an id", s)
	case strings.HasPrefix(s, naming.ReservedPrefix):
		return valueErrorf("begin it with another word", "ids that begin with %s are reserved for the site itself",
			naming.ReservedPrefix)
	}
	return nil
}

func checkSlug(s string) error {
	if !naming.IsSlug(s) {
		return valueErrorf("use lower-case letters, digits and single hyphens", "%q cannot be part of an address", s)
	}
	return nil
}

const (
	urlHint   = "write the whole address, from https:// on"
	aliasHint = "write it as in /old/page/ or /old.html"
)

// checkURL returns an error if s is not an absolute http or https address, or has a user name.
func checkURL(s string) error {
	u, err := url.Parse(s)
	switch {
	case strings.Contains(strings.TrimSpace(s), " ") && strings.Contains(s, "://"):
		hint := "write %20 for a space: " + strings.ReplaceAll(strings.TrimSpace(s), " ", "%20")
		return valueErrorf(diag.Truncate(hint), "%q has a space, which no address can have", s)
	case err != nil || u.Scheme != "https" && u.Scheme != "http" ||
		strings.ContainsFunc(s, isSpaceOrControl):
		return valueErrorf(urlHint, "%q is not a web address", s)
	case u.Hostname() == "":
		return valueErrorf(urlHint, "%q names no host", s)
	case u.User != nil:
		return valueErrorf("leave it out", "an address must not hold a user name or password")
	}
	return nil
}

func isSpaceOrControl(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

func checkContact(s string) error {
	if strings.HasPrefix(s, "mailto:") && strings.Contains(s, "@") && !strings.ContainsFunc(s, isSpaceOrControl) {
		return nil
	}
	if err := checkURL(s); err != nil {
		return valueErrorf("write mailto:name@example.org or https://...", "%q is not a way to reach anybody", s)
	}
	return nil
}

var (
	reachStart  = regexp.MustCompile(`(?i)^(tel|sms|mailto):`)
	reachValue  = regexp.MustCompile(reachPattern)
	phoneNumber = regexp.MustCompile(`^\+?[0-9][0-9 ().-]*$`)
)

// checkReach returns an error if s is neither a web address nor that of a telephone or a mailbox.
func checkReach(s string) error {
	switch {
	case reachValue.MatchString(s):
		return nil
	case reachStart.MatchString(s):
		return valueErrorf("write it without spaces and brackets, as in tel:+441234567890, sms:85258 or "+
			"mailto:name@example.org",
			"%q is no number to call and no mailbox", s)
	case phoneNumber.MatchString(s):
		number := strings.NewReplacer(" ", "", "(", "", ")", "").Replace(s)
		return valueErrorf("write tel:"+number, "%q is not a web address", s)
	case reachValue.MatchString("mailto:" + s):
		return valueErrorf("write mailto:"+s, "%q is not a web address", s)
	}
	return checkURL(s)
}

// Reach returns the number or the mailbox that the address leads to: that of tel:+441234567890 is +441234567890. Of a
// web address it is "".
func (r *Resource) Reach() string {
	if !reachValue.MatchString(r.URL.Value) {
		return ""
	}
	_, reach, _ := strings.Cut(r.URL.Value, ":")
	reach, _, _ = strings.Cut(reach, "?")
	reach, _, _ = strings.Cut(reach, ";")
	return reach
}

// checkURLTemplate returns a check of a web address that has placeholder and no other braces.
func checkURLTemplate(placeholder string) func(string) error {
	return func(s string) error {
		expanded := strings.ReplaceAll(s, placeholder, "x")
		if expanded == s || strings.ContainsAny(expanded, "{}") {
			return valueErrorf("write "+placeholder+" where it belongs, and no other braces", "%q must hold %s", s,
				placeholder)
		}
		return checkURL(expanded)
	}
}

// checkAlias returns an error if s is not an address on this site, such as "/old/" or "/old/page.html".
func checkAlias(s string) error {
	switch {
	case !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//"):
		return valueErrorf(aliasHint, "%q must begin with a single slash", s)
	case strings.ContainsAny(s, "?#\\<>\"{}|^`*:") || strings.ContainsFunc(s, isSpaceOrControl):
		return valueErrorf(aliasHint, "%q must be a plain address without a query, a fragment or spaces", s)
	case s == "/" || strings.Contains(s, "//") || strings.Contains(s+"/", "/./") || strings.Contains(s+"/", "/../"):
		return valueErrorf(aliasHint, "%q is not the address of a page", s)
	case !strings.HasSuffix(s, "/") && !strings.HasSuffix(s, ".html"):
		return valueErrorf(aliasHint, "%q must end with / or .html", s)
	}
	return nil
}

var languagePattern = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$`)

// checkLanguage returns an error if s is not a language tag (RFC 5646) of a language, a script and a region.
func checkLanguage(s string) error {
	if !languagePattern.MatchString(s) {
		return valueErrorf("write it as in en, en-GB or zh-Hant-TW", "%q is not a language tag", s)
	}
	return nil
}

func checkSynonym(s string) error {
	if naming.Slug(s) == "" {
		return valueErrorf("write a word or a phrase", "%q has no letter or digit", s)
	}
	return nil
}

func checkTimezone(s string) error {
	_, err := time.LoadLocation(s)
	if err != nil || s == "" || s == "Local" {
		return valueErrorf("write it as in Europe/London or UTC", "%q is not a time zone", s)
	}
	return nil
}

// formatSize returns a size as text, rounded up: a size over a limit never looks equal to it.
func formatSize(n int64) string {
	if n >= 1<<20 {
		return strconv.FormatFloat(math.Ceil(float64(n)/(1<<20)*10)/10, 'f', -1, 64) + " MiB"
	}
	return strconv.FormatInt((n+1<<10-1)>>10, 10) + " KiB"
}
