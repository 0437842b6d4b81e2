package site

import (
	"os"
	"strings"
	"testing"
)

// TestPictureSizes checks that what pages say of the width of pictures is what the style sheets make of it.
func TestPictureSizes(t *testing.T) {
	tokens, err := os.ReadFile("../../../static/css/tokens.css")
	if err != nil || !strings.Contains(string(tokens), "--measure: 41rem;") {
		t.Errorf("the column has another width than versionSizes of package markdown and picture.Widths have: %v", err)
	}
}
