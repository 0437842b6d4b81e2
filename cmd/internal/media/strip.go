package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
)

// ErrCutOff says that a picture ends too early.
var ErrCutOff = errors.New("it ends too early")

const pngSignature = "\x89PNG\r\n\x1a\n"

// Strip returns a JPEG, PNG or WebP picture without what it says beside its pixels: when and where a photo was taken,
// the camera, thumbnails, comments, and all that follows its end. Its color profile, its resolution, its animation and
// the orientation by which browsers turn it stay. Other files are returned as they are. It fails if the picture ends
// too early.
func Strip(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xd8}):
		return stripJPEG(data)
	case IsPNG(data):
		return stripPNG(data)
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return stripWebP(data)
	}
	return data, nil
}

// IsPNG reports whether a file begins as a PNG.
func IsPNG(data []byte) bool { return bytes.HasPrefix(data, []byte(pngSignature)) }

// orientationExif returns Exif metadata that holds an orientation alone
// (https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf).
func orientationExif(orientation int) []byte {
	return []byte{'M', 'M', 0, '*', 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(orientation), 0, 0, 0, 0, 0, 0}
}

// Markers of JPEG (https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1).
const (
	markerEOI  = 0xd9
	markerSOS  = 0xda
	markerAPP0 = 0xe0
	markerAPP2 = 0xe2
	markerAPPE = 0xee // of Adobe: how the colors are coded
	markerCOM  = 0xfe
)

const iccName = "ICC_PROFILE\x00"

// keepsSegment reports whether a segment of a JPEG decides how it looks.
func keepsSegment(marker byte, content []byte) bool {
	switch {
	case marker == markerAPP2:
		return bytes.HasPrefix(content, []byte(iccName))
	case marker == markerAPP0 || marker == markerAPPE:
		return true
	}
	return marker != markerCOM && marker&0xf0 != markerAPP0
}

func stripJPEG(data []byte) ([]byte, error) {
	out := make([]byte, 2, len(data))
	copy(out, data)
	exif := []byte(nil)
	if m := readMetadata("jpeg", bytes.NewReader(data)); m.orientation > 1 {
		content := append([]byte("Exif\x00\x00"), orientationExif(m.orientation)...)
		exif = append([]byte{0xff, 0xe1, 0, byte(len(content) + 2)}, content...)
	}
	err := eachSegment(data, func(marker byte, segment []byte) {
		if marker != markerAPP0 {
			out, exif = append(out, exif...), nil
		}
		if len(segment) < 4 || keepsSegment(marker, segment[4:]) {
			out = append(out, segment...)
		}
	})
	return out, err
}

// eachSegment calls a function for the segments of a JPEG after the first marker, to its end. What is coded belongs to
// the segment that introduces it.
func eachSegment(data []byte, found func(marker byte, segment []byte)) error {
	for at := 2; ; {
		if at+2 > len(data) || data[at] != 0xff {
			return ErrCutOff
		}
		marker := data[at+1]
		switch {
		case marker == 0xff: // a byte that fills
			at++
			continue
		case marker == markerEOI:
			found(marker, data[at:at+2])
			return nil
		case at+4 > len(data):
			return ErrCutOff
		}
		end := at + 2 + max(2, int(binary.BigEndian.Uint16(data[at+2:])))
		if marker == markerSOS {
			end = endOfScan(data, end)
		}
		if end > len(data) {
			return ErrCutOff
		}
		found(marker, data[at:end])
		at = end
	}
}

// endOfScan returns where the next marker of a JPEG is that ends what is coded.
func endOfScan(data []byte, at int) int {
	for at < len(data) {
		next := bytes.IndexByte(data[at:], 0xff)
		if at += next; next < 0 || at+1 == len(data) {
			break
		}
		if b := data[at+1]; b != 0 && b != 0xff && (b < 0xd0 || b > 0xd7) { // else a byte of data, or a restart
			return at
		}
		at++
	}
	return len(data) + 1
}

// pngChunks are the chunks of PNG that decide how a picture looks, beside those that have a capital for their first
// letter (https://www.w3.org/TR/png-3/#11Chunks).
var pngChunks = []string{"tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "pHYs", "acTL",
	"fcTL", "fdAT"}

func stripPNG(data []byte) ([]byte, error) {
	out := append(make([]byte, 0, len(data)), pngSignature...)
	orientation := readMetadata("png", bytes.NewReader(data)).orientation
	err := eachChunk(data, func(name string, chunk []byte) {
		if name[0]&0x20 == 0 || slices.Contains(pngChunks, name) {
			out = append(out, chunk...)
		}
		if name == "IHDR" && orientation > 1 {
			out = appendChunk(out, "eXIf", orientationExif(orientation))
		}
	})
	return out, err
}

func appendChunk(out []byte, name string, content []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(content)))
	begin := len(out)
	out = append(append(out, name...), content...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[begin:]))
}

// eachChunk calls a function for the chunks of a PNG, to its end. A chunk begins with its length and its name, and ends
// with its checksum.
func eachChunk(data []byte, found func(name string, chunk []byte)) error {
	for at := len(pngSignature); at+12 <= len(data); {
		end := uint64(at) + 12 + uint64(binary.BigEndian.Uint32(data[at:]))
		if end > uint64(len(data)) {
			return ErrCutOff
		}
		name := string(data[at+4 : at+8])
		found(name, data[at:end])
		if name == "IEND" {
			return nil
		}
		at = int(end)
	}
	return ErrCutOff
}

// webpChunks are the chunks of WebP that decide how a picture looks
// (https://developers.google.com/speed/webp/docs/riff_container).
var webpChunks = []string{"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"}

func stripWebP(data []byte) ([]byte, error) {
	out := append(make([]byte, 0, len(data)), data[:12]...)
	end := 8 + uint64(binary.LittleEndian.Uint32(data[4:]))
	if end > uint64(len(data)) {
		return nil, ErrCutOff
	}
	for at := uint64(12); at+8 <= end; {
		size := uint64(binary.LittleEndian.Uint32(data[at+4:]))
		next := at + 8 + size + size&1
		if next > uint64(len(data)) {
			return nil, ErrCutOff
		}
		if name := string(data[at : at+4]); slices.Contains(webpChunks, name) {
			begin := len(out)
			out = append(out, data[at:next]...)
			if name == "VP8X" && size > 0 {
				out[begin+8] &^= 0x0c // there is Exif, there is XMP
			}
		}
		at = next
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, nil
}
