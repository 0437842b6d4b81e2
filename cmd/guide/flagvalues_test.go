package main

import (
	"slices"
	"testing"
)

func TestHostNames(t *testing.T) {
	given := []string{"my.example.org", "https://my.example.org/a/", "my.example.org:8080", "my.example.org/", "laptop",
		"192.168.1.5", "[fd00::1]:80", "fd00::1", "a_b.local."}
	want := []string{"my.example.org", "my.example.org", "my.example.org", "my.example.org", "laptop", "192.168.1.5",
		"fd00::1", "fd00::1", "a_b.local."}
	if got, err := hostNames(given); !slices.Equal(got, want) || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	for _, name := range []string{"a b", "*.example.org", "https://", ":8080", "a,b", "a..b", "bücher.example"} {
		if got, err := hostNames([]string{name}); err == nil {
			t.Errorf("%q is taken for %q", name, got)
		}
	}
}
