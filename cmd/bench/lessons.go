package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const stepCount = 7

// readLessons returns the Markdown files in a folder, each with front matter.
func readLessons(dir string) ([][]byte, error) {
	var lessons [][]byte
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if !bytes.HasPrefix(data, []byte("---\n")) {
			title := strings.TrimSuffix(filepath.Base(name), ".md")
			data = append(fmt.Appendf(nil, "---\ntitle: %q\nsummary: The lesson %s\n---\n",
				strings.ReplaceAll(title, "_", " "), title), data...)
		}
		lessons = append(lessons, data)
		return nil
	})
	if err == nil && len(lessons) == 0 {
		err = fmt.Errorf("there are no Markdown files in %s", dir)
	}
	return lessons, err
}

// writeGuide writes a guide with so many topics, repeating the lessons, and returns its size in bytes.
func writeGuide(dir string, lessons [][]byte, topics int) (int64, error) {
	files := guideSkeleton()
	for i := range topics {
		files[topicFile(i)] = lessons[i%len(lessons)]
	}
	return writeContent(dir, files)
}

// guideSkeleton returns the files of a guide without topics, by name in content/.
func guideSkeleton() map[string][]byte {
	files := map[string][]byte{
		"guide.yaml": []byte("id: bench\ntitle: Bench\nsummary: A guide to measure\nlanguage: en-GB\n"),
	}
	for n := 1; n <= stepCount; n++ {
		files[fmt.Sprintf("steps/%d-step-%d/index.md", n, n)] = fmt.Appendf(nil,
			"---\ntitle: Step %d\nsummary: A step\n---\nText.\n", n)
	}
	return files
}

// writeContent writes files into content/ and returns their size in bytes.
func writeContent(dir string, files map[string][]byte) (total int64, err error) {
	for name, data := range files {
		name = filepath.Join(dir, "content", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return 0, err
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			return 0, err
		}
		total += int64(len(data))
	}
	return total, nil
}

func topicFile(i int) string {
	n := i%stepCount + 1
	return fmt.Sprintf("steps/%d-step-%d/lesson-%06d.md", n, n, i)
}

// filterLessons returns the lessons without errors, and prints how many have errors.
func (b *bench) filterLessons(lessons [][]byte) ([][]byte, error) {
	dir := filepath.Join(b.dir, "check")
	if _, err := writeGuide(dir, lessons, len(lessons)); err != nil {
		return nil, err
	}
	errorCounts, err := b.countErrors(dir)
	if err != nil {
		return nil, err
	}
	var good [][]byte
	for i, data := range lessons {
		if errorCounts["content/"+topicFile(i)] == 0 {
			good = append(good, data)
		}
	}
	fmt.Fprintf(b.out, "%d lessons: %d without errors, %d with %d errors\n", len(lessons), len(good),
		len(lessons)-len(good), sum(errorCounts))
	if len(good) == 0 {
		return nil, errors.New("every lesson has errors")
	}
	return good, nil
}

// countErrors counts the errors of each file of a guide.
func (b *bench) countErrors(dir string) (map[string]int, error) {
	out, err := exec.Command(b.guidePath, "check", "--source", dir, "--format", "json").Output()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		return nil, err
	}
	counts := map[string]int{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct{ File, Severity string }
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return counts, nil
		} else if err != nil {
			return nil, err
		}
		if p.Severity == "error" {
			counts[p.File]++
		}
	}
}

func sum(counts map[string]int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}
