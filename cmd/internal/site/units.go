package site

import (
	"strconv"
	"time"

	"guide/cmd/internal/frontmatter"
)

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
