package main

import (
	"bytes"
	"image"
	"os"
	"path/filepath"
	"testing"
)

// TestLayoutPhotos checks that there is a step with a photo, and that the photo is one.
func TestLayoutPhotos(t *testing.T) {
	dir := t.TempDir()
	size, err := layoutPhotos(dir, 1)
	if err != nil {
		t.Fatal(err)
	}
	step := filepath.Join(dir, "content", "steps", "1-part-1")
	data, err := os.ReadFile(filepath.Join(step, "photo-0.jpg"))
	if err != nil || int64(len(data)) != size {
		t.Fatalf("%d bytes, want %d: %v", len(data), size, err)
	}
	c, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || format != "jpeg" || c.Width != photoWidth || c.Height != photoHeight {
		t.Errorf("%s of %d by %d pixels, %v", format, c.Width, c.Height, err)
	}
	text, err := os.ReadFile(filepath.Join(step, "index.md"))
	if err != nil || !bytes.Contains(text, []byte("![Photo 0](photo-0.jpg)")) {
		t.Errorf("the step does not show it: %s, %v", text, err)
	}
}
