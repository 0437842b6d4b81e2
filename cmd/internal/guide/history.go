package guide

import (
	"maps"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
)

// History says when files changed last.
type History struct {
	Changes map[string]int64 // seconds since 1970, by file; it lacks files of which that is not known
	// Message says why it is empty although there is a repository, and Hint what to do; else they are "".
	Message, Hint string
}

// Equal reports whether two histories say the same.
func (h History) Equal(other History) bool {
	return h.Message == other.Message && maps.Equal(h.Changes, other.Changes)
}

// readHistory asks when the pages changed last, if the settings want to know.
func (g *Guide) readHistory(opts Options) {
	if !g.Settings.ShowChanged || opts.History == nil {
		return
	}
	g.history = opts.History()
	if g.history.Message != "" {
		g.report(diag.NoHistory.In(SettingsFile, g.history.Message, g.history.Hint))
	}
}

// Changed returns the day on which a page changed last: on which readers first saw its text, if the manifest has the
// page, else that of the last commit of its file, if the settings want it. It is "" if neither is known.
func (g *Guide) Changed(d *Doc) frontmatter.Date {
	if entry, ok := g.PageEntry(d.Address); ok {
		return entry.Changed
	}
	seconds, ok := g.history.Changes[d.File]
	if !ok {
		return ""
	}
	return frontmatter.DateOf(time.Unix(seconds, 0), g.Zone)
}
