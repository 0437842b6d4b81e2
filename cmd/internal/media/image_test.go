package media

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

func TestImageSize(t *testing.T) {
	picture := image.NewPaletted(image.Rect(0, 0, 30, 20), []color.Color{color.Black})
	var p, j, g bytes.Buffer
	for _, err := range []error{png.Encode(&p, picture), jpeg.Encode(&j, picture, nil), gif.Encode(&g, picture, nil)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	webp, err := base64.StdEncoding.DecodeString("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, file, data, want string }{
		{"PNG", "a.png", p.String(), "30x20"},
		{"JPEG", "a.jpg", j.String(), "30x20"},
		{"GIF", "a.gif", g.String(), "30x20"},
		{"WebP", "a.webp", string(webp), "1x1"},
		{"another name", "a.jpg", p.String(), "30x20"},
		{"SVG", "a.SVG", `<?xml version="1.0" encoding="ISO-8859-1"?><!-- a --><svg width="30" height=" 20px "/>`,
			"30x20"},
		{"SVG with a view box", "a.svg",
			`<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0,0 29.6 20.4">`, "30x20"},
		{"SVG without a size", "a.svg", `<svg/>`, "the SVG has neither a width and height nor a viewBox"},
		{"SVG with an odd size", "a.svg", `<svg width="-1" height="NaN" viewBox="0 0 Inf 1"/>`,
			"the SVG has neither a width and height nor a viewBox"},
		{"HTML", "a.svg", `<html/>`, "it begins with <html>, not <svg>"},
		{"broken SVG", "a.svg", `<sv`, "it is not an SVG"},
		{"empty SVG", "a.svg", ``, "it is not an SVG"},
		{"text", "a.png", "hello", "it is not a PNG, JPEG, GIF, WebP or SVG"},
		{"empty", "a.png", "", "it is not a PNG, JPEG, GIF, WebP or SVG"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			width, height, err := ImageSize(test.file, strings.NewReader(test.data))
			got := fmt.Sprintf("%dx%d", width, height)
			if err != nil {
				got = err.Error()
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	if _, _, err := ImageSize("a.png", strings.NewReader(p.String()[:20])); err == nil {
		t.Error("a cut PNG has a size")
	}
}

func TestIsImage(t *testing.T) {
	for name, want := range map[string]bool{"a.png": true, "a/b.JPG": true, "a.webp": true, "a.svg": true, "a": false,
		"a.pn": false, "a.md": false, ".": false, "a.png.txt": false} {
		if got := IsImage(name); got != want {
			t.Errorf("IsImage(%q) = %v", name, got)
		}
	}
}
