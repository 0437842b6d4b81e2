package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/media"
)

// testPhoto returns a JPEG with a red left half, which says that browsers turn it by a quarter, so that its upper half
// is red, and where it was taken.
func testPhoto(width, height int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{30, uint8(x * y), 200, 255}
			if x < width/2 {
				c.R, c.B = 220, 30
			}
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}) // a buffer takes everything
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x02")
	for _, entry := range [][]byte{ // the orientation; where the directory of the location is
		{1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0}, {0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38}, {0, 0, 0, 0},
		{0, 1, 0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 56, 0, 0, 0, 0}, // a latitude
	} {
		exif = append(exif, entry...)
	}
	for _, n := range []uint32{51, 1, 30, 1, 0, 1} {
		exif = binary.BigEndian.AppendUint32(exif, n)
	}
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return slices.Concat(b.Bytes()[:2], head, exif, b.Bytes()[2:])
}

const (
	textPage  = "---\ntitle: A\nsummary: The step.\n---\n\nText.\n"
	photoPage = textPage + "\n![A desk](My%20desk.JPG \"Mine\")\n"
)

// photoGuide writes a guide with a photo, and returns its folder.
func photoGuide(t *testing.T, photo []byte) string {
	t.Helper()
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{
		"content/guide.yaml":            "id: g\ntitle: A guide\nsummary: About it.\nlanguage: en\n",
		"content/steps/1-a/index.md":    photoPage,
		"content/steps/1-a/My desk.JPG": string(photo),
		"content/steps/2-b/index.md":    textPage,
	})
	return dir
}

// runGuide runs the program with a source folder, and returns its exit status and all that it prints.
func runGuide(t *testing.T, source string, args ...string) (int, string) {
	t.Helper()
	var out strings.Builder
	status := run(t.Context(), append(args, "--source", source), &out, &out)
	return status, out.String()
}

func TestPictures(t *testing.T) {
	source := photoGuide(t, testPhoto(2000, 1000))
	status, out := runGuide(t, source, "build")
	if status != exitOK || !strings.Contains(out, "scaled 1 picture in ") {
		t.Fatalf("status %d: %s", status, out)
	}
	site := os.DirFS(filepath.Join(source, "public"))
	files := readFS(t, site)
	page := files["steps/a/index.html"]
	srcset := regexp.MustCompile(`<img src="My%20desk.JPG" alt="A desk" width="1000" height="2000" ` +
		`srcset="([^"]*)" sizes="[^"]+" loading="lazy" decoding="async">`).FindStringSubmatch(page)
	if srcset == nil {
		t.Fatalf("the picture is not as it should be: %s", page[strings.Index(page, "<img"):])
	}
	for candidate := range strings.SplitSeq(srcset[1], ", ") {
		address, width, _ := strings.Cut(candidate, " ")
		name := strings.TrimPrefix(address, "../../")
		img, format, err := image.Decode(strings.NewReader(files[name]))
		if err != nil || !strings.HasSuffix(name, "."+format) || width != fmt.Sprintf("%dw", img.Bounds().Dx()) ||
			img.Bounds().Dy() != 2*img.Bounds().Dx() {
			t.Fatalf("%s: %s, %v", candidate, format, err)
		}
		x, y := img.Bounds().Dx()/2, img.Bounds().Dy()
		if !isRed(img.At(x, y/4)) || isRed(img.At(x, y*3/4)) {
			t.Errorf("%s: is not turned", candidate)
		}
	}
	original, err := media.ReadImage("", strings.NewReader(files["steps/a/My desk.JPG"]))
	if err != nil || original.HasLocation || original.Width != 1000 || original.Orientation != 6 {
		t.Errorf("the original: %+v, %v", original, err)
	}
	if strings.Contains(files["steps/b/index.html"], "sizes=") || len(strings.Split(srcset[1], ",")) != 3 {
		t.Errorf("srcset %q", srcset[1])
	}
}

func isRed(c color.Color) bool {
	r, _, b, _ := c.RGBA()
	return r > b
}

// TestPicturesAreKept checks that a picture is scaled once, that damaged files are made anew and those that nothing
// needs removed, and that each way gives the same site.
func TestPicturesAreKept(t *testing.T) {
	source := photoGuide(t, testPhoto(900, 1200))
	folder := filepath.Join(source, ".public.guide-pictures")
	build := func(wantScaled bool, args ...string) map[string]string {
		t.Helper()
		status, out := runGuide(t, source, append([]string{"build"}, args...)...)
		if status != exitOK || strings.Contains(out, "scaled") != wantScaled {
			t.Fatalf("build %v: status %d: %s", args, status, out)
		}
		return readFS(t, os.DirFS(filepath.Join(source, "public")))
	}
	forget := func() { os.Remove(filepath.Join(source, ".public.guide-cache")) }
	first := build(true)
	kept := readFS(t, os.DirFS(folder))
	forget()
	compareTrees(t, first, build(false))
	compareTrees(t, first, build(true, "--no-cache"))
	for name := range kept {
		forget()
		if err := os.WriteFile(filepath.Join(folder, name), []byte("damaged"), 0o666); err != nil {
			t.Fatal(err)
		}
		compareTrees(t, first, build(true))
		compareTrees(t, kept, readFS(t, os.DirFS(folder)))
	}
	writeFiles(t, source, map[string]string{"content/steps/1-a/index.md": textPage})
	build(false)
	writeFiles(t, source, map[string]string{"content/steps/1-a/My desk.JPG": string(testPhoto(1000, 900)),
		"content/steps/1-a/index.md": photoPage})
	build(true)
	for name := range readFS(t, os.DirFS(folder)) {
		if kept[name] != "" {
			t.Errorf("%s is of the former picture, and is still there", name)
		}
	}
}

// TestPicturesWithoutFolder checks that a site can be built where nothing can be kept beside it.
func TestPicturesWithoutFolder(t *testing.T) {
	source := photoGuide(t, testPhoto(600, 900))
	writeFiles(t, source, map[string]string{".public.guide-pictures": "a file"})
	if status, out := runGuide(t, source, "build"); status != exitOK || !strings.Contains(out, "scaled 1 picture") {
		t.Errorf("status %d: %s", status, out)
	}
}

// TestPicturesElsewhere checks that a preview and a check scale nothing, and that a site for a disk has its versions.
func TestPicturesElsewhere(t *testing.T) {
	source := photoGuide(t, testPhoto(600, 900))
	if status, out := runGuide(t, source, "check"); status != exitOK || strings.Contains(out, "scaled") {
		t.Errorf("check: status %d: %s", status, out)
	}
	if entries, err := os.ReadDir(source); err != nil || len(entries) != 1 {
		t.Errorf("check leaves %v, %v", entries, err)
	}
	if status, out := runGuide(t, source, "build", "--offline"); status != exitOK {
		t.Errorf("build --offline: status %d: %s", status, out)
	}
	files := readFS(t, os.DirFS(filepath.Join(source, "offline")))
	versions := regexp.MustCompile(`assets/pictures/my-desk-\d+\.[0-9a-f]{8}\.webp`).FindAllString(
		files["steps/a/index.html"], -1)
	for _, name := range versions {
		if files[name] == "" {
			t.Errorf("there is no %s", name)
		}
	}
	if len(versions) != 2 {
		t.Errorf("versions %q", versions)
	}
}

func TestBrokenPictures(t *testing.T) {
	photo := testPhoto(600, 900)
	for name, data := range map[string][]byte{
		"cut off": photo[:len(photo)/2],
		"damaged": slices.Concat(photo[:len(photo)/2], []byte{0xff, 0xc8, 0, 2}, photo[len(photo)-2:]),
	} {
		source := photoGuide(t, data)
		status, out := runGuide(t, source, "build")
		if status != exitProblems || !strings.Contains(out, "content/steps/1-a/My desk.JPG: error: ") ||
			strings.Count(out, "error: ") != 1 {
			t.Errorf("%s: status %d: %s", name, status, out)
		}
	}
}
