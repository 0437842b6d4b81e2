package media

import (
	"bytes"
	"compress/zlib"
	"io"
)

// maxProfile is how large a color profile may be: those of screens and cameras have a few kilobytes.
const maxProfile = 1 << 20

// Profile returns the color profile of a JPEG or a PNG, if it is one for red, green and blue
// (https://www.color.org/specification/ICC.1-2022-05.pdf), else nil.
func Profile(data []byte) []byte {
	var profile []byte
	if IsPNG(data) {
		_ = eachChunk(data, func(name string, chunk []byte) {
			_, packed, found := bytes.Cut(chunk[8:len(chunk)-4], []byte{0})
			if name != "iCCP" || !found || len(packed) < 1 {
				return
			}
			if r, err := zlib.NewReader(bytes.NewReader(packed[1:])); err == nil {
				profile, _ = io.ReadAll(io.LimitReader(r, maxProfile))
			}
		})
	} else {
		_ = eachSegment(data, func(marker byte, segment []byte) {
			if n := 4 + len(iccName) + 2; marker == markerAPP2 && len(segment) > n &&
				bytes.HasPrefix(segment[4:], []byte(iccName)) { // then its number, and how many there are
				profile = append(profile, segment[n:]...)
			}
		})
	}
	if len(profile) < 128 || len(profile) >= maxProfile || string(profile[16:20]) != "RGB " {
		return nil
	}
	return profile
}

// WithProfile returns a JPEG or a PNG with a color profile.
func WithProfile(data, profile []byte) []byte {
	if len(profile) == 0 {
		return data
	}
	if IsPNG(data) {
		const headEnd = len(pngSignature) + 25 // of IHDR
		var packed bytes.Buffer
		packed.WriteString("ICC\x00\x00")
		w := zlib.NewWriter(&packed)
		_, _ = w.Write(profile)
		_ = w.Close() // a buffer takes everything
		return append(appendChunk(bytes.Clone(data[:headEnd]), "iCCP", packed.Bytes()), data[headEnd:]...)
	}
	const part = 65000
	out := bytes.Clone(data[:2])
	count := (len(profile) + part - 1) / part
	for i := range count {
		content := profile[i*part : min(len(profile), (i+1)*part)]
		size := 2 + len(iccName) + 2 + len(content)
		out = append(out, 0xff, markerAPP2, byte(size>>8), byte(size))
		out = append(append(out, iccName...), byte(i+1), byte(count))
		out = append(out, content...)
	}
	return append(out, data[2:]...)
}

// IsAnimated reports whether a PNG is an animation (https://www.w3.org/TR/png-3/#acTL-chunk).
func IsAnimated(data []byte) bool {
	animated := false
	if IsPNG(data) {
		_ = eachChunk(data, func(name string, _ []byte) { animated = animated || name == "acTL" })
	}
	return animated
}
