package guide

import (
	"strings"
	"testing"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/markdown"
)

// The largest body that frontmatter lets through is the largest text that markdown converts.
func TestBodyLimitsAgree(t *testing.T) {
	c := markdown.NewConverter(func(key string) string { return key })
	for extra, want := range map[int]int{0: 0, 1: 1} {
		text := strings.Repeat("a", frontmatter.MaxBody+extra)
		if got := c.Body("f.md", []byte(text), 0, markdown.Env{}).Problems; len(got) != want {
			t.Errorf("%d bytes: %v, want %d problems", len(text), got, want)
		}
	}
}
