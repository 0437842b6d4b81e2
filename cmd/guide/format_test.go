package main

import "testing"

func TestWantsColour(t *testing.T) {
	for _, tt := range []struct {
		env        map[string]string
		goos       string
		isTerminal bool
		want       bool
	}{
		{nil, "linux", true, true},
		{nil, "linux", false, false},
		{map[string]string{"NO_COLOR": "1"}, "linux", true, false},
		{map[string]string{"NO_COLOR": "0"}, "linux", true, false}, // any value counts
		{map[string]string{"NO_COLOR": ""}, "linux", true, true},
		{map[string]string{"FORCE_COLOR": "1"}, "linux", false, true},
		{map[string]string{"CLICOLOR_FORCE": "1"}, "linux", false, true},
		{map[string]string{"FORCE_COLOR": "0"}, "linux", false, false},
		{map[string]string{"FORCE_COLOR": "1", "NO_COLOR": "1"}, "linux", true, false},
		{nil, "windows", true, false},
		{map[string]string{"WT_SESSION": "5c0e"}, "windows", true, true},
		{map[string]string{"TERM": "xterm"}, "windows", true, true},
	} {
		env := func(name string) string { return tt.env[name] }
		if got := wantsColour(env, tt.goos, tt.isTerminal); got != tt.want {
			t.Errorf("%v on %s, terminal %t: %t", tt.env, tt.goos, tt.isTerminal, got)
		}
	}
}
