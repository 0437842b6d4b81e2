package publish

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A quickSite is a site in memory that is cheap to list, so that only publishing is measured. (A MapFS reads through
// all its files for each folder.)
type quickSite struct {
	fstest.MapFS
	folders map[string][]fs.DirEntry
}

func (q quickSite) ReadDir(name string) ([]fs.DirEntry, error) { return q.folders[name], nil }
func (q quickSite) ReadFile(name string) ([]byte, error)       { return q.MapFS[name].Data, nil }
func (q quickSite) Stat(string) (fs.FileInfo, error)           { return q.MapFS.Stat(".") }

func newQuickSite(files fstest.MapFS) quickSite {
	q := quickSite{files, map[string][]fs.DirEntry{}}
	seen := map[string]bool{}
	for name := range files {
		for name != "." && !seen[name] {
			info, _ := files.Stat(name)
			seen[name], name = true, path.Dir(name)
			q.folders[name] = append(q.folders[name], fs.FileInfoToDirEntry(info))
		}
	}
	for _, entries := range q.folders {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int {
			return strings.Compare(a.Name(), b.Name())
		})
	}
	return q
}

// BenchmarkPublish publishes 10,000 files of 10 kB. TMPDIR chooses the disk.
func BenchmarkPublish(b *testing.B) {
	for kind, layout := range map[string]string{
		"pages in folders of their own": "steps/%d/%d/index.html",
		"assets":                        "assets/%d/%d.txt",
	} {
		files := fstest.MapFS{}
		for i := range 10_000 {
			data := bytes.Repeat(fmt.Appendf(nil, "%09d\n", i), 1000)
			files[fmt.Sprintf(layout, i/50, i)] = &fstest.MapFile{Data: data}
		}
		fsys := newQuickSite(files)
		changed := files[fmt.Sprintf(layout, 0, 0)].Data

		b.Run(kind+"/cold", func(b *testing.B) {
			dir := b.TempDir()
			for i := 0; b.Loop(); i++ {
				benchPublish(b, fsys, filepath.Join(dir, fmt.Sprint(i)))
			}
		})
		for _, bm := range []struct {
			name   string
			change byte
		}{{"/same", 0}, {"/one changed", 1}} {
			b.Run(kind+bm.name, func(b *testing.B) {
				dir := filepath.Join(b.TempDir(), "public")
				benchPublish(b, fsys, dir)
				for b.Loop() {
					changed[0] += bm.change
					benchPublish(b, fsys, dir)
				}
			})
		}
	}
}

func benchPublish(b *testing.B, fsys fs.FS, dir string) {
	s, err := Stage(b.Context(), fsys, dir, Options{})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := s.Commit(); err != nil {
		b.Fatal(err)
	}
}
