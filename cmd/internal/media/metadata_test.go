package media

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"
)

// exif returns Exif metadata (https://www.cipa.jp/std/documents/e/DC-X008-Translation-2019-E.pdf): an orientation, and
// perhaps a latitude.
func exif(order binary.AppendByteOrder, orientation uint16, hasLocation bool) []byte {
	b := []byte("II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM\x00*")
	}
	entry := func(tag, kind uint16, count uint32) {
		b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, tag), kind), count)
	}
	b = order.AppendUint16(order.AppendUint32(b, 8), 2)
	entry(0x112, 3, 1)
	b = order.AppendUint16(order.AppendUint16(b, orientation), 0)
	if hasLocation {
		entry(0x8825, 4, 1)
	} else {
		entry(0x9999, 4, 1)
	}
	b = order.AppendUint32(order.AppendUint32(b, 38), 0)
	b = order.AppendUint16(b, 1) // at 38: the directory of the location
	entry(2, 5, 3)
	b = order.AppendUint32(order.AppendUint32(b, 56), 0)
	for _, n := range []uint32{51, 1, 30, 1, 0, 1} { // 51° 30′ 0″
		b = order.AppendUint32(b, n)
	}
	return b
}

// jpegWith returns a JPEG of 30 by 20 pixels with a segment of metadata.
func jpegWith(segment []byte) string {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20)), nil)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(segment)+2))
	return string(slices.Insert(b.Bytes(), 2, slices.Concat(head, segment)...))
}

// pngWith returns a PNG of 30 by 20 pixels with a chunk after its header.
func pngWith(name string, data []byte) string {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20)))
	chunk := append([]byte(name), data...)
	sum := crc32.ChecksumIEEE(chunk)
	chunk = binary.BigEndian.AppendUint32(slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(len(data))), chunk),
		sum)
	return string(slices.Insert(b.Bytes(), 33, chunk...))
}

// turnedWebP is a WebP of 30 by 20 pixels whose Exif says that it is turned.
const turnedWebP = "UklGRoYAAABXRUJQVlA4WAoAAAAYAAAAHQAAEwAAQUxQSBcAAAABDzD/ERGCTNqm9S+696" +
	"Ygov8TkLD7BgBWUDggJgAAANACAJ0BKh4AFAA+bTSWR6QjIiEoCACADYlpAAA9o6AA/" +
	"vucwAAARVhJRhoAAABJSSoACAAAAAEAEgEDAAEAAAAGAAAAAAAAAA=="

const xmpLocation = "http://ns.adobe.com/xap/1.0/\x00" + `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ` +
	`xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ` +
	`xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="51,30N" ` +
	`exif:GPSLongitude="0,0E"/></rdf:RDF></x:xmpmeta>`

func photos(t testing.TB) map[string]string {
	webp, err := base64.StdEncoding.DecodeString(turnedWebP)
	if err != nil {
		t.Fatal(err)
	}
	little, big := binary.AppendByteOrder(binary.LittleEndian), binary.AppendByteOrder(binary.BigEndian)
	return map[string]string{
		jpegWith(append([]byte("Exif\x00\x00"), exif(little, 1, false)...)): "30x20",
		jpegWith(append([]byte("Exif\x00\x00"), exif(little, 3, false)...)): "30x20",
		jpegWith(append([]byte("Exif\x00\x00"), exif(little, 5, true)...)):  "20x30 location",
		jpegWith(append([]byte("Exif\x00\x00"), exif(big, 6, false)...)):    "20x30",
		jpegWith(append([]byte("Exif\x00\x00"), exif(big, 8, true)...)):     "20x30 location",
		jpegWith(append([]byte("Exif\x00\x00"), exif(big, 9, true)...)):     "30x20 location",
		jpegWith([]byte("Exif\x00\x00II*\x00\xff\xff\xff\xff")):             "30x20",
		jpegWith([]byte("Exif\x00\x00")):                                    "30x20",
		jpegWith([]byte(xmpLocation)):                                       "30x20 location",
		jpegWith([]byte("a comment")):                                       "30x20",
		pngWith("eXIf", exif(big, 6, true)):                                 "20x30 location",
		pngWith("eXIf", exif(little, 2, false)):                             "30x20",
		string(webp):                                                        "30x20",
	}
}

func TestMetadata(t *testing.T) {
	for data, want := range photos(t) {
		img, err := ReadImage("a.jpg", strings.NewReader(data))
		got := fmt.Sprintf("%dx%d", img.Width, img.Height)
		if img.HasLocation {
			got += " location"
		}
		if err != nil || got != want {
			t.Errorf("%.80q: %s, %v, want %s", data, got, err, want)
		}
	}
}

// FuzzReadImage reads any bytes as a picture: it ends in a size, or in an error.
func FuzzReadImage(f *testing.F) {
	for data := range photos(f) {
		f.Add([]byte(data))
	}
	f.Add([]byte(`<svg width="210mm" height="1e400" viewBox="0 0 9 9"/>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"a.jpg", "a.svg"} {
			img, err := ReadImage(name, bytes.NewReader(data))
			if err == nil && (img.Size != int64(len(data)) || img.Width < 0 || img.Height < 0) {
				t.Fatalf("%s: %+v", name, img)
			}
		}
	})
}
