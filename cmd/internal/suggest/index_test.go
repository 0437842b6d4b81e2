package suggest

import (
	"fmt"
	"testing"
)

func TestIndexNearest(t *testing.T) {
	var many []string
	for i := range 5000 {
		many = append(many, fmt.Sprintf("lesson-%04d-planning", i))
	}
	many = append(many, "get-qualified", "Résumé")
	tests := []struct{ name, want string }{
		{"get-qualifed", "get-qualified"},
		{"eget-qualified", "get-qualified"},
		{"gte-qualified", "get-qualified"},
		{"GET-QUALIFIED", "get-qualified"},
		{"résumé", "Résumé"},
		{"lesson-1234-plannin", "lesson-1234-planning"},
		{"lessn-1234-planning", "lesson-1234-planning"},
		{"something-else", ""},
		{"", ""},
	}
	few := NewIndex(many[len(many)-50:])
	all := NewIndex(many)
	for _, tt := range tests {
		if got := all.Nearest(tt.name); got != tt.want {
			t.Errorf("Nearest(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := few.Nearest("get-qualifed"); got != "get-qualified" {
		t.Errorf("of few names, Nearest = %q", got)
	}
	if got := NewIndex(nil).Nearest("x"); got != "" {
		t.Errorf("of no names, Nearest = %q", got)
	}
}

func TestPathsNearest(t *testing.T) {
	in := NewPaths([]string{"steps/1-begin/index.md", "steps/2-get-qualified/index.md",
		"steps/2-get-qualified/Certificates.md", "about.md"})
	tests := []struct{ path, want string }{
		{"steps/3-get-qualified/index.md", "steps/2-get-qualified/index.md"},
		{"step/2-get-qualifed/certificate.md", "steps/2-get-qualified/Certificates.md"},
		{"about.mdd", "about.md"},
		{"steps/2-get-qualified/nothing-like-it.md", ""},
		{"about.md/x", ""},
	}
	for _, tt := range tests {
		if got := in.Nearest(tt.path); got != tt.want {
			t.Errorf("Nearest(%q) = %q, want %q", tt.path, got, tt.want)
		}
	}
}

// The work of a guess must not grow with the guide: every one of 10,000 links may be broken.
func TestNearestIsBounded(t *testing.T) {
	var names []string
	for i := range 20_000 {
		names = append(names, fmt.Sprintf("lesson-%06d", i))
	}
	for _, n := range []int{0, 1, maxUnfiltered, maxUnfiltered + 1, 1000, len(names)} {
		all := NewIndex(names[:n])
		for _, s := range []string{"", "lessen-000100", "lesson-0100", "zzz", "ÄÖÜ"} {
			if got := len(all.candidates(s)); got > max(maxUnfiltered, 4*window) || n <= maxUnfiltered && got != n {
				t.Errorf("of %d names, %d are looked at for %q", n, got, s)
			}
		}
	}
}
