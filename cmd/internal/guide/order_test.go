package guide

import "testing"

func TestOrder(t *testing.T) {
	g := load(t, files{
		"index.md":                    "",
		"steps/10-ten/index.md":       "",
		"steps/2-two.md":              "",
		"steps/002-one.md":            "",
		"steps/3-three/index.md":      "",
		"steps/3-three/zebra.md":      "",
		"steps/3-three/apple.md":      "",
		"steps/3-three/10-last.md":    "",
		"steps/3-three/9-first.md":    "",
		"steps/0-none.md":             "",
		"steps/4-four.md":             "",
		"steps/4-four/topic.md":       "",
		"pages/terms.md":              "",
		"pages/about.md":              "",
		"steps/999999-the-end.md":     "",
		"steps/3-three/0-preface.md":  "",
		"steps/3-three/route.svg":     "<svg/>",
		"steps/4-four/deep/route.svg": "<svg/>",
	}.fs(), false)
	wantPages(t, g, "/",
		"/steps/none/",
		"/steps/one/", "/steps/two/", // by name
		"/steps/three/", "/steps/three/preface/", "/steps/three/first/", "/steps/three/last/", "/steps/three/apple/",
		"/steps/three/zebra/",
		"/steps/four/", "/steps/four/topic/",
		"/steps/ten/", "/steps/the-end/",
		"/about/", "/terms/")
	wantProblems(t, g,
		"steps/2-two.md: two steps have the number 2: this one and content/steps/002-one.md [same-number]"+
			" (give one of them another number)")
	for i, s := range g.Steps {
		if s.Index != i || s.Position() != i+1 {
			t.Errorf("%s: index %d, position %d, want %d and %d", s.Slug, s.Index, s.Position(), i, i+1)
		}
		for j, topic := range s.Topics {
			if topic.Index != j || topic.Step != s {
				t.Errorf("%s: index %d, want %d; of step %s, want %s", topic.Address, topic.Index, j, topic.Step.Slug,
					s.Slug)
			}
		}
	}
}

func TestSameNumber(t *testing.T) {
	tests := []struct {
		name string
		in   files
		want []string
	}{
		{"steps", files{"steps/1-a.md": "", "steps/1-b/index.md": "", "steps/01-c.md": ""}, []string{
			"steps/1-a.md: two steps have the number 1: this one and content/steps/01-c.md [same-number]" +
				" (give one of them another number)",
			"steps/1-b/index.md: two steps have the number 1: this one and content/steps/01-c.md [same-number]" +
				" (give one of them another number)",
		}},
		{"topics", files{"steps/1-a.md": "", "steps/1-a/2-x.md": "", "steps/1-a/2-y.md": "", "steps/1-a/z.md": "",
			"steps/1-a/w.md": ""}, []string{
			"steps/1-a/2-y.md: two topics have the number 2: this one and content/steps/1-a/2-x.md [same-number]" +
				" (give one of them another number)",
		}},
		{"topics of two steps", files{"steps/1-a.md": "", "steps/1-a/2-x.md": "", "steps/2-b.md": "",
			"steps/2-b/2-x.md": ""}, nil},
		{"a duplicate is reported once", files{"steps/1-a.md": "", "steps/1-a/index.md": ""}, []string{
			"steps/1-a.md: the address /steps/a/ is already that of content/steps/1-a/index.md [same-address]" +
				" (give one of the two another name)",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { wantProblems(t, load(t, tt.in.fs(), false), tt.want...) })
	}
}

func TestNoSteps(t *testing.T) {
	g := load(t, files{}.fs(), false)
	wantPages(t, g, "/")
	wantProblems(t, g)
	if g.Home.File != "" || g.Home.Address != "/" {
		t.Errorf("the home page without a file is %+v", g.Home)
	}
}
