package frontmatter

import (
	"regexp"
	"time"
)

// Date is a day, as "2006-01-02", or "" for none. Dates compare as strings.
type Date string

// Time returns the start of the day in a time zone, or the zero time for no date.
func (d Date) Time(zone *time.Location) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// DateOf returns the day of a moment in a time zone.
func DateOf(t time.Time, zone *time.Location) Date { return Date(t.In(zone).Format(time.DateOnly)) }

// Before returns the day that is a length of time, in days or more, before d; "" if that has no length.
func (d Date) Before(a Amount) Date { return d.After(Amount{-a.Value, a.Unit}) }

// After returns the day that is a length of time, in days or more, after d; "" if that has no length.
func (d Date) After(a Amount) Date {
	if a.Value == 0 {
		return ""
	}
	n := int(a.Value)
	years, months, days := 0, 0, 0
	switch a.Unit {
	case Year:
		years = n
	case Month:
		months = n
	case Week:
		days = 7 * n
	default:
		days = n
	}
	return Date(d.Time(time.UTC).AddDate(years, months, days).Format(time.DateOnly))
}

func parseDate(s string) (Date, error) {
	if !datePattern.MatchString(s) {
		return "", valueErrorf("write year-month-day, such as 2026-11-01", "%q is not a date", s)
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", valueErrorf("write year-month-day, such as 2026-11-01", "there is no day %s in the calendar", s)
	}
	return Date(s), nil
}

var datePattern = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
