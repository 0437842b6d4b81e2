package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
)

// Photos of the benchmark are as large as those of a phone, and turned in each of the eight ways.
const (
	photoWidth  = 4000
	photoHeight = 3000
)

// measurePictures builds a guide of photos: first all of them, then with the scaled ones kept, then with nothing
// changed.
func (b *bench) measurePictures(photos int) error {
	dir := filepath.Join(b.dir, "guide")
	size, err := layoutPhotos(dir, photos)
	if err != nil {
		return err
	}
	debug.FreeOSMemory() // Linux counts it for the processes that this one starts
	fmt.Fprintf(b.out, "%d photos of %d x %d pixels, %.1f MB; %s\n\n", photos, photoWidth, photoHeight,
		float64(size)/1e6, b.versions())
	fmt.Fprintf(b.out, "| guide build | CPU, s | wall, s | peak, MB |\n| --- | --: | --: | --: |\n")
	for _, run := range []struct {
		name   string
		remove []string
	}{
		{"of all photos", nil}, {"with the scaled photos kept", []string{"public", ".public.guide-cache"}},
		{"with nothing changed", nil},
	} {
		for _, name := range run.remove {
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				return err
			}
		}
		m, err := measure(exec.Command(b.guidePath, "build", "--source", dir), comparedProcs)
		if err != nil {
			return err
		}
		fmt.Fprintf(b.out, "| %s | %.2f | %.2f | %.0f |\n", run.name, m.cpuSeconds, m.wallSeconds, m.peakMB)
	}
	fmt.Fprintln(b.out)
	for _, width := range []string{"480", "800", "1312"} {
		files, err := filepath.Glob(filepath.Join(dir, "public", "assets", "pictures", "*-"+width+".*"))
		if err != nil {
			return err
		}
		total := int64(0)
		for _, name := range files {
			info, err := os.Stat(name)
			if err != nil {
				return err
			}
			total += info.Size()
		}
		fmt.Fprintf(b.out, "%s pixels wide: %d files, %.2f MB\n", width, len(files), float64(total)/1e6)
	}
	return nil
}

// layoutPhotos writes a guide with five photos a step, and returns how many bytes they have.
func layoutPhotos(dir string, photos int) (size int64, err error) {
	settings := "id: photos\ntitle: Photos\nsummary: A guide with photos.\nlanguage: en\n"
	if err := writeText(filepath.Join(dir, "content", "guide.yaml"), settings); err != nil {
		return 0, err
	}
	for i := range photos {
		step := filepath.Join(dir, "content", "steps", fmt.Sprintf("%d-part-%[1]d", i/5+1))
		if i%5 == 0 {
			text := fmt.Sprintf("---\ntitle: Part %d\nsummary: Some photos.\n---\n", i/5+1)
			for n := i; n < min(i+5, photos); n++ {
				text += fmt.Sprintf("\n![Photo %d](photo-%[1]d.jpg)\n", n)
			}
			if err := writeText(filepath.Join(step, "index.md"), text); err != nil {
				return size, err
			}
		}
		photo := makePhoto(uint32(i))
		size += int64(len(photo))
		if err := writeText(filepath.Join(step, fmt.Sprintf("photo-%d.jpg", i)), string(photo)); err != nil {
			return size, err
		}
	}
	return size, nil
}

func writeText(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o666)
}

// makePhoto returns a JPEG of gradients with noise of several sizes, with an orientation.
func makePhoto(seed uint32) []byte {
	img := image.NewRGBA(image.Rect(0, 0, photoWidth, photoHeight))
	for y := range photoHeight {
		for x := range photoWidth {
			noise := uint32(0) // up to 8 * 15
			for _, grain := range []int{1, 2, 4, 8, 16, 32, 64, 128} {
				h := (uint32(x/grain)*0x9e3779b1 ^ uint32(y/grain)*0x85ebca6b ^ seed ^ uint32(grain)) * 0xc2b2ae35
				noise += (h ^ h>>15) * 0x27d4eb2f >> 28
			}
			img.SetRGBA(x, y, color.RGBA{uint8(x*135/photoWidth + int(noise)), uint8(y*135/photoHeight + int(noise)),
				uint8(120 + noise), 255})
		}
	}
	var b bytes.Buffer
	b.Write([]byte{0xff, 0xd8, 0xff, 0xe1, 0, 34})
	b.WriteString("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00")
	b.Write([]byte{byte(seed%8) + 1, 0, 0, 0, 0, 0, 0})
	start := b.Len()
	_ = jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}) // a buffer takes everything
	data := b.Bytes()
	return append(data[:start:start], data[start+2:]...)
}
