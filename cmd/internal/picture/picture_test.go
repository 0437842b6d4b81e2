package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	reader "golang.org/x/image/webp"
)

// quarters are the colors of the corners of a test picture, clockwise from the top left.
var quarters = [4]color.NRGBA{{200, 40, 40, 255}, {40, 160, 40, 255}, {40, 40, 200, 255}, {220, 220, 220, 255}}

// testPicture returns a picture with a color in each quarter, and noise.
func testPicture(width, height, noise int) *image.NRGBA {
	r := rand.New(rand.NewPCG(1, 2))
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			i := 0
			switch right, low := x >= width/2, y >= height/2; {
			case right && low:
				i = 2
			case right:
				i = 1
			case low:
				i = 3
			}
			c := quarters[i]
			n := r.IntN(2*noise+1) - noise
			img.SetNRGBA(x, y, color.NRGBA{uint8(int(c.R) + n), uint8(int(c.G) + n), uint8(int(c.B) + n), 255})
		}
	}
	return img
}

func encodeJPEG(img image.Image) []byte {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, &jpeg.Options{Quality: 92})
	return b.Bytes()
}

func encodePNG(img image.Image) []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, img)
	return b.Bytes()
}

// withOrientation returns a JPEG that browsers turn.
func withOrientation(data []byte, orientation byte) []byte {
	exif := append([]byte("Exif\x00\x00MM\x00*"), 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
		0, 0, 0, 0)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return slices.Concat(data[:2], head, exif, data[2:])
}

func decodeVersion(t *testing.T, v Version) image.Image {
	t.Helper()
	decode := map[string]func([]byte) (image.Image, error){
		".jpg":  func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) },
		".png":  func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) },
		".webp": func(b []byte) (image.Image, error) { return reader.Decode(bytes.NewReader(b)) },
	}[v.Ext]
	img, err := decode(v.Data)
	if err != nil {
		t.Fatalf("%s: %v", v.Ext, err)
	}
	return img
}

// corner returns which of the quarters a pixel is most like.
func corner(c color.Color) int {
	r, g, b, _ := c.RGBA()
	best, least := 0, 1<<30
	for i, q := range quarters {
		d := [3]int{int(r>>8) - int(q.R), int(g>>8) - int(q.G), int(b>>8) - int(q.B)}
		if sum := d[0]*d[0] + d[1]*d[1] + d[2]*d[2]; sum < least {
			best, least = i, sum
		}
	}
	return best
}

func TestOrientation(t *testing.T) {
	data := encodeJPEG(testPicture(510, 340, 20))
	corners := map[byte][4]int{ // clockwise from the top left, as a browser shows them
		1: {0, 1, 2, 3}, 2: {1, 0, 3, 2}, 3: {2, 3, 0, 1}, 4: {3, 2, 1, 0},
		5: {0, 3, 2, 1}, 6: {3, 0, 1, 2}, 7: {2, 1, 0, 3}, 8: {1, 2, 3, 0},
	}
	for orientation, want := range corners {
		s := Open(withOrientation(data, orientation))
		if orientation >= 5 { // 340 pixels wide
			s = Open(withOrientation(encodeJPEG(testPicture(750, 500, 20)), orientation))
		}
		versions, err := s.Make()
		if err != nil || len(versions) == 0 {
			t.Fatalf("orientation %d: %d versions, %v", orientation, len(versions), err)
		}
		wantHeight := func(width int) int { return (width*340 + 255) / 510 }
		if orientation >= 5 {
			wantHeight = func(width int) int { return (width*750 + 250) / 500 }
		}
		for _, v := range versions {
			img := decodeVersion(t, v)
			b := img.Bounds()
			got := [4]int{corner(img.At(9, 9)), corner(img.At(b.Max.X-9, 9)), corner(img.At(b.Max.X-9, b.Max.Y-9)),
				corner(img.At(9, b.Max.Y-9))}
			if b.Dx() != v.Width || b.Dy() != wantHeight(v.Width) || got != want {
				t.Errorf("orientation %d, %s: %v, corners %v, want %v", orientation, v.Ext, b, got, want)
			}
		}
	}
}

func TestVersions(t *testing.T) {
	transparent := testPicture(900, 100, 20)
	for i := 3; i < len(transparent.Pix); i += 8 {
		transparent.Pix[i] = 90
	}
	tests := []struct {
		name string
		data []byte
		want []Version
	}{
		{"photo", encodeJPEG(testPicture(1500, 300, 20)), []Version{{480, ".webp", nil}, {800, ".webp", nil},
			{1312, ".webp", nil}}},
		{"narrow photo", encodeJPEG(testPicture(700, 400, 20)), []Version{{480, ".webp", nil}, {700, ".webp", nil}}},
		{"photo as PNG", encodePNG(testPicture(820, 200, 20)), []Version{{480, ".webp", nil}, {800, ".webp", nil},
			{820, ".webp", nil}}},
		{"transparent", encodePNG(transparent), []Version{{480, ".png", nil}, {800, ".png", nil}}},
	}
	for _, tt := range tests {
		versions, err := Open(tt.data).Make()
		if err != nil || len(versions) < len(tt.want) {
			t.Errorf("%s: %d versions, %v", tt.name, len(versions), err)
			continue
		}
		for i, want := range tt.want {
			v := versions[i]
			if v.Width != want.Width || v.Ext != want.Ext || len(v.Data) >= len(tt.data) {
				t.Errorf("%s: %d%s of %d bytes, want %d%s below %d", tt.name, v.Width, v.Ext, len(v.Data), want.Width,
					want.Ext, len(tt.data))
			}
			if b := decodeVersion(t, v).Bounds(); b.Dx() != v.Width {
				t.Errorf("%s: %v", tt.name, b)
			}
		}
	}
}

// TestLeftAlone checks which pictures have no versions.
func TestLeftAlone(t *testing.T) {
	large := encodePNG(image.NewGray(image.Rect(0, 0, 500, 1)))
	binary.BigEndian.PutUint32(large[16:], 50_001)
	binary.BigEndian.PutUint32(large[20:], 1_000)
	animated := encodePNG(testPicture(500, 20, 0))
	control := append([]byte{0, 0, 0, 0}, "acTL\x00\x00\x00\x00"...)
	for name, data := range map[string][]byte{
		"narrow": encodeJPEG(testPicture(480, 900, 20)), "bomb": large, "nothing": nil, "text": []byte("text"),
		"animation": slices.Insert(animated, 33, control...), "drawing": []byte(`<svg width="900" height="90"/>`),
	} {
		if Open(data) != nil {
			t.Errorf("%s: has versions", name)
		}
	}
	photo := encodeJPEG(testPicture(900, 600, 20))
	if versions, err := Open(photo[:len(photo)/2]).Make(); err == nil {
		t.Errorf("%d versions of half a photo", len(versions))
	}
}

func TestSameBytes(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, data := range [][]byte{encodeJPEG(testPicture(1320, 200, 25)), encodePNG(testPicture(490, 300, 25))} {
		var first []Version
		for _, n := range []int{1, 7} {
			runtime.GOMAXPROCS(n)
			versions, err := Open(data).Make()
			if first == nil {
				first = versions
			}
			same := func(a, b Version) bool { return a.Width == b.Width && bytes.Equal(a.Data, b.Data) }
			if err != nil || !slices.EqualFunc(versions, first, same) {
				t.Errorf("other bytes with %d processors, %v", n, err)
			}
		}
	}
}

// TestScaleKeepsMeans checks that a picture of one color keeps it, also where it is transparent, and that the mean of
// any picture stays.
func TestScaleKeepsMeans(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 1001, 67))
	want := color.NRGBA{10, 200, 77, 128}
	for i := range len(img.Pix) / 4 {
		copy(img.Pix[4*i:], []uint8{want.R, want.G, want.B, want.A})
	}
	small := scale(img, 333)
	for x := range 333 {
		if got := small.NRGBAAt(x, small.Rect.Max.Y-1); got != want {
			t.Fatalf("pixel %d: %v, want %v", x, got, want)
		}
	}
	mean := func(img *image.NRGBA) (sum int) {
		for i := 0; i < len(img.Pix); i += 4 {
			sum += int(img.Pix[i])
		}
		return sum * 100 / (len(img.Pix) / 4)
	}
	noise := testPicture(1000, 200, 30)
	if before, after := mean(noise), mean(scale(noise, 500)); max(before-after, after-before) > 100 {
		t.Errorf("the mean is %d, then %d", before, after)
	}
}
