package media

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
)

// TestStrip checks that a picture keeps its size, as browsers show it, and its pixels, and says nothing else.
func TestStrip(t *testing.T) {
	for data := range photos(t) {
		before, _ := ReadImage("a.jpg", strings.NewReader(data))
		stripped, err := Strip([]byte(data))
		if err != nil {
			t.Errorf("%.80q: %v", data, err)
			continue
		}
		after, err := ReadImage("a.jpg", bytes.NewReader(stripped))
		if err != nil || after.HasLocation || after.Width != before.Width || after.Height != before.Height ||
			after.Orientation != before.Orientation {
			t.Errorf("%.80q: %+v, %v, before %+v", data, after, err, before)
		}
		for _, word := range []string{"xmpmeta", "comment", "IFD", "GPS"} {
			if bytes.Contains(stripped, []byte(word)) {
				t.Errorf("%.80q: has %s", stripped, word)
			}
		}
		if again, err := Strip(stripped); err != nil || !bytes.Equal(again, stripped) {
			t.Errorf("%.80q: not the same when it is stripped again, %v", data, err)
		}
		if samePixels := decodedPixels(t, []byte(data)); !bytes.Equal(samePixels, decodedPixels(t, stripped)) {
			t.Errorf("%.80q: other pixels", data)
		}
	}
}

func decodedPixels(t *testing.T, data []byte) []byte {
	t.Helper()
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestStripCutOff checks that a picture without its end is an error, wherever it ends, and that what follows the end
// is removed.
func TestStripCutOff(t *testing.T) {
	for data := range photos(t) {
		for n := range len(data) {
			if _, err := Strip([]byte(data[:n])); err == nil && n >= 12 { // else it is no picture yet
				t.Fatalf("%.40q: no error for the first %d of %d bytes", data, n, len(data))
			}
		}
		want, _ := Strip([]byte(data))
		got, err := Strip([]byte(data + "a second picture"))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%.40q: what follows its end stays, %v", data, err)
		}
	}
}

func TestStripLeavesOthers(t *testing.T) {
	for _, data := range []string{"", "GIF89a", "<svg/>", "RIFF", "RIFF....WAVE"} {
		if got, err := Strip([]byte(data)); string(got) != data || err != nil {
			t.Errorf("%q: %q, %v", data, got, err)
		}
	}
}

func TestProfile(t *testing.T) {
	profile := bytes.Repeat([]byte("profile."), 20_000)
	copy(profile[16:], "RGB ")
	for _, data := range []string{jpegWith([]byte("a comment")), pngWith("eXIf", exif(binary.BigEndian, 6, true))} {
		with := WithProfile([]byte(data), profile)
		if got := Profile(with); !bytes.Equal(got, profile) {
			t.Errorf("%.40q: a profile of %d bytes, want %d", data, len(got), len(profile))
		}
		if !bytes.Equal(decodedPixels(t, with), decodedPixels(t, []byte(data))) {
			t.Errorf("%.40q: other pixels", data)
		}
		stripped, err := Strip(with)
		if err != nil || !bytes.Equal(Profile(stripped), profile) {
			t.Errorf("%.40q: stripped of its profile, %v", data, err)
		}
		gray := slices.Clone(profile)
		copy(gray[16:], "GRAY")
		if Profile([]byte(data)) != nil || Profile(WithProfile([]byte(data), gray)) != nil {
			t.Errorf("%.40q: has a profile for colors", data)
		}
	}
}

// FuzzStrip strips any bytes: it ends, and what it returns is not longer than an orientation.
func FuzzStrip(f *testing.F) {
	for data := range photos(f) {
		f.Add([]byte(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		stripped, err := Strip(data)
		if err == nil && len(stripped) > len(data)+64 {
			t.Fatalf("%d bytes of %d", len(stripped), len(data))
		}
		Profile(data)
		IsAnimated(data)
	})
}
