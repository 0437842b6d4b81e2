package main

import (
	"io/fs"
	"reflect"
	"testing"

	"guide/cmd/internal/diag"
)

// TestCheckFindsWhatBuildFinds compares the problems that are found without making files and after all were made, for
// the wrong example of every rule.
func TestCheckFindsWhatBuildFinds(t *testing.T) {
	t.Parallel()
	base := exampleProblems{t: t}.site(exampleGuide(diag.Text, ""), false)
	for _, r := range diag.Rules() {
		if r.Wrong == "" {
			continue
		}
		check, build := exampleProblems{t, base}, exampleProblems{t, base}.site(exampleGuide(r.Area, r.Wrong), false)
		err := fs.WalkDir(build, ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				_, err = build.ReadFile(name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		want, err := build.Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := check.of(exampleGuide(r.Area, r.Wrong)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: check finds\n%v\nbuild finds\n%v", r.Code, got, want)
		}
	}
}
