package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestCollators(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "3D alpha Älpha beta Beta-two Zeta",
		"sv": "3D alpha beta Beta-two Zeta Älpha",
		"??": "3D alpha Älpha beta Beta-two Zeta",
	} {
		strict, loose := collators(tag)
		got := strings.Fields("beta Älpha alpha Zeta 3D Beta-two")
		slices.SortFunc(got, strict)
		if fmt.Sprint(got) != "["+want+"]" {
			t.Errorf("%s: %v, want %s", tag, got, want)
		}
		if same := loose("a", "Ä") == 0; same != (tag != "sv") {
			t.Errorf("%s: a and Ä are one letter: %v", tag, same)
		}
	}
}
