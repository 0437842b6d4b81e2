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

func TestReadImage(t *testing.T) {
	for _, test := range imageTests(t) {
		t.Run(test.name, func(t *testing.T) {
			img, err := ReadImage(test.file, strings.NewReader(test.data))
			got := fmt.Sprintf("%dx%d", img.Width, img.Height)
			if err != nil {
				got = err.Error()
			} else if img.Size != int64(len(test.data)) {
				t.Errorf("%d bytes of %d", img.Size, len(test.data))
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	cut := imageTests(t)[0].data[:20]
	if _, err := ReadImage("a.png", strings.NewReader(cut)); err == nil {
		t.Error("a cut PNG has a size")
	}
}

type imageTest struct{ name, file, data, want string }

// imageTests returns files, each with its size or the error; the first is a PNG.
func imageTests(t *testing.T) []imageTest {
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
	return []imageTest{
		{"PNG", "a.png", p.String(), "30x20"},
		{"JPEG", "a.jpg", j.String(), "30x20"},
		{"GIF", "a.gif", g.String(), "30x20"},
		{"WebP", "a.webp", string(webp), "1x1"},
		{"another name", "a.jpg", p.String(), "30x20"},
		{"SVG", "a.SVG", `<?xml version="1.0" encoding="ISO-8859-1"?><!-- a --><svg width="30" height=" 20px "/>`,
			"30x20"},
		{"SVG with a view box", "a.svg",
			`<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0,0 29.6 20.4">`, "30x20"},
		{"SVG without a size", "a.svg", `<svg/>`, "the SVG has neither a width and a height in pixels nor a viewBox"},
		{"SVG with an odd size", "a.svg", `<svg width="-1" height="NaN" viewBox="0 0 Inf 1"/>`,
			"the SVG has neither a width and a height in pixels nor a viewBox: its height is \"NaN\""},
		{"SVG in millimetres", "a.svg", `<svg width="210mm" height="29.7 cm"/>`, "794x1123"},
		{"SVG in inches and points", "a.svg", `<svg width=".5in" height="36PT"/>`, "48x48"},
		{"SVG in picas and letters", "a.svg", `<svg width="2pc" height="3em"/>`, "32x48"},
		{"SVG in quarters of a millimetre", "a.svg", `<svg width="40Q" height="1e2px"/>`, "38x100"},
		{"SVG that depends on the page", "a.svg", `<svg width="50%" height="10vh"/>`,
			"the SVG has neither a width and a height in pixels nor a viewBox: its height is \"10vh\""},
		{"HTML", "a.svg", `<html/>`, "it begins with <html>, not <svg>"},
		{"broken SVG", "a.svg", `<sv`, "it is not an SVG"},
		{"empty SVG", "a.svg", ``, "it is not an SVG"},
		{"text", "a.png", "hello", "it is not a PNG, JPEG, GIF, WebP or SVG"},
		{"empty", "a.png", "", "it is empty, not a PNG, JPEG, GIF, WebP or SVG"},
		{"HEIC", "a.jpg", "\x00\x00\x00\x18ftypheic\x00\x00", "it is a HEIC picture, not a PNG, JPEG, GIF, WebP or " +
			"SVG"},
		{"AVIF", "a.webp", "\x00\x00\x00\x20ftypavif", "it is an AVIF picture, not a PNG, JPEG, GIF, WebP or SVG"},
		{"TIFF", "a.png", "II*\x00\x08", "it is a TIFF picture, not a PNG, JPEG, GIF, WebP or SVG"},
		{"web page", "a.png", "\n<!DOCTYPE html>", "it is a web page or a drawing, not a PNG, JPEG, GIF, WebP or SVG"},
		{"SVG named PNG", "a.png", "<svg width='9' height='9'/>",
			"it is a web page or a drawing, not a PNG, JPEG, GIF, WebP or SVG"},
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
