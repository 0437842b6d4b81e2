package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"strconv"
	"time"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/publish"
	"guide/cmd/internal/site"
)

// A build keeps beside its output, in the build cache, what the output was made of. If nothing has changed since, the
// next build does nothing; if only bodies of pages have, it renders those. A cache that is missing, damaged, or that
// another program or other flags have written is not used, which changes nothing but the time that a build takes.
//
// A file of the output counts as unchanged while its size and its time are the same; a source file, while its hash is.

// buildCache is the cache of one output folder. It is empty if there is none.
type buildCache struct {
	output  string
	program string
	options string // that decide what is written
	last    *lastBuild
	file    *os.File   // the cache while it is open, else nil
	pages   io.Reader  // what site.Save has written in it
	sources sourceList // before the guide was loaded; nil if it cannot tell whether they change
}

// lastBuild describes a build and what it was made of.
type lastBuild struct {
	Program, Options string
	Output           string // see publish.Fingerprint
	Zone, Today      string // the day on which it was made, and where
	Sources          map[string]guide.Hash
	History          *guide.History // nil if the guide does not want it
	Known            guide.Hash     // see guide.PageHashes
	Problems         []diag.Problem
	Pages, Files     int
	Bytes            int64
	Notes            []string
}

// cacheMagic begins a build cache. It is changed with the format.
const cacheMagic = "guide build cache 1\n"

// openBuildCache reads the cache of the output folder. If it is to be ignored, it is only written.
func openBuildCache(p *project, output string, ignore bool) *buildCache {
	c := &buildCache{output: output, program: programID(), sources: listSources(p.source)}
	c.options = fmt.Sprintf("%t %t %q", p.drafts, p.offline, p.baseURL)
	if c.program == "" || c.sources == nil || ignore {
		return c
	}
	f, err := publish.OpenCache(output)
	if err != nil {
		return c
	}
	last, pages, err := readCache(f)
	if err == nil && last.Program == c.program && last.Options == c.options && last.isOf(p.now) {
		if fingerprint, err := publish.Fingerprint(output); err == nil && fingerprint == last.Output {
			c.last = last
		}
	}
	if c.last == nil {
		f.Close()
		return c
	}
	c.file, c.pages = f, pages
	return c
}

// close closes the old cache.
func (c *buildCache) close() {
	if c.file != nil {
		c.file.Close()
		c.file = nil
	}
}

// isOf reports whether the build was made on the day of a time.
func (b *lastBuild) isOf(now time.Time) bool {
	zone, err := time.LoadLocation(b.Zone)
	return err == nil && now.In(zone).Format(time.DateOnly) == b.Today
}

// isUpToDate reports whether nothing has changed since the last build.
func (c *buildCache) isUpToDate(p *project) bool {
	if c.last == nil || c.sources.hash(p.source, nil) != nil ||
		c.last.History != nil && !c.last.History.Equal(p.history()) {
		c.last = nil
		return false
	}
	return c.areSame(nil)
}

// areSame reports whether all source files are those of the last build, but for some.
func (c *buildCache) areSame(except map[string]guide.Hash) bool {
	if len(c.sources) != len(c.last.Sources) {
		return false
	}
	for name, f := range c.sources {
		hash, known := c.last.Sources[name]
		if _, excepted := except[name]; !known || !excepted && hash != f.hash {
			return false
		}
	}
	return true
}

// saved returns what was saved of the site if only bodies of pages have changed, else nil. It needs the hashes of
// isUpToDate.
func (c *buildCache) saved(g *guide.Guide) *site.Saved {
	if c.last == nil {
		return nil
	}
	if pages, known := g.PageHashes(); known != c.last.Known || !c.areSame(pages) {
		return nil
	}
	saved, err := site.ReadSaved(c.pages)
	if err != nil {
		return nil
	}
	return saved
}

// save writes the cache after a build, of which last says what it printed. Nobody is told if that fails.
func (c *buildCache) save(p *project, g *guide.Guide, s *site.Site, staged *publish.Staged, last lastBuild) {
	c.close() // before it is replaced
	pages, known := g.PageHashes()
	var err error
	last.Output, err = staged.Fingerprint()
	switch {
	case err != nil || c.program == "" || c.sources == nil:
		return
	case c.sources.hash(p.source, pages) != nil || !c.sources.areSame(p.source, pages):
		return
	}
	last.Program, last.Options, last.Known = c.program, c.options, known
	last.Zone, last.Today = g.Zone.String(), string(g.Today)
	if g.Settings.ShowChanged {
		history := p.history()
		last.History = &history
	}
	last.Sources = map[string]guide.Hash{}
	for name, f := range c.sources {
		last.Sources[name] = f.hash
	}
	maps.Copy(last.Sources, pages)
	_ = publish.WriteCache(c.output, func(f *os.File) error { return writeCache(f, &last, s) })
}

// writeCache writes the cache.
func writeCache(f *os.File, last *lastBuild, s *site.Site) error {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(last); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(f, "%s%d\n%s", cacheMagic, b.Len(), b.Bytes()); err != nil {
		return err
	}
	sum := sha256.Sum256(b.Bytes())
	if _, err := f.Write(sum[:]); err != nil {
		return err
	}
	return writePages(f, s)
}

// writePages writes what site.Save does, or nothing if it cannot be used, and its hash.
func writePages(f *os.File, s *site.Site) error {
	begin, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	digest := sha256.New()
	w := bufio.NewWriterSize(io.MultiWriter(f, digest), 64<<10)
	saved, err := s.Save(w)
	if err = errors.Join(err, w.Flush()); err != nil {
		return err
	}
	if !saved {
		digest.Reset()
		if _, err := f.Seek(begin, io.SeekStart); err != nil {
			return err
		}
		if err := f.Truncate(begin); err != nil {
			return err
		}
	}
	_, err = f.Write(digest.Sum(nil))
	return err
}

var errCache = errors.New("the build cache is damaged")

// readCache reads what writeCache has written, and returns a reader of what site.Save has. It fails if anything is
// damaged.
func readCache(f *os.File) (last *lastBuild, pages io.Reader, err error) {
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	r := bufio.NewReader(f)
	var size int64
	if _, err := fmt.Fscanf(r, cacheMagic+"%d\n", &size); err != nil || size < 0 {
		return nil, nil, errCache
	}
	var head bytes.Buffer
	if err := copyHashed(&head, r, size); err != nil {
		return nil, nil, err
	}
	begin := int64(len(cacheMagic)+len(strconv.FormatInt(size, 10))+1+sha256.Size) + size
	pagesSize := info.Size() - begin - sha256.Size
	if err := copyHashed(io.Discard, r, pagesSize); err != nil {
		return nil, nil, err
	}
	last = new(lastBuild)
	return last, io.NewSectionReader(f, begin, pagesSize), gob.NewDecoder(&head).Decode(last)
}

// copyHashed copies n bytes, and compares their hash with what follows them.
func copyHashed(dst io.Writer, src io.Reader, n int64) error {
	digest, want := sha256.New(), make([]byte, sha256.Size)
	if _, err := io.CopyN(io.MultiWriter(dst, digest), src, n); err != nil || n < 0 {
		return errCache
	}
	if _, err := io.ReadFull(src, want); err != nil || !bytes.Equal(digest.Sum(nil), want) {
		return errCache
	}
	return nil
}

// programID identifies this program: two that were built from different sources differ in it. `go run` puts it at
// another path each time, so that it is not known by that.
func programID() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	head := make([]byte, 64<<10)
	n, _ := io.ReadFull(f, head)
	if id := goBuildID.FindSubmatch(head[:n]); id != nil {
		return string(id[1])
	}
	hash, err := guide.HashReader(io.MultiReader(bytes.NewReader(head[:n]), f), make([]byte, 64<<10))
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%x", hash)
}

// goBuildID matches what the linker writes near the beginning of a program, unless it is told not to: a hash of all
// that the program was made of. In ELF files it is a note.
var goBuildID = regexp.MustCompile(`(?:\xff Go build ID: "|Go\x00\x00)([\w/-]{40,100})`)
