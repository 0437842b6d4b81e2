package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/media"
	"guide/cmd/internal/picture"
	"guide/cmd/internal/publish"
	"guide/cmd/internal/site"
)

// A build keeps the versions of pictures in a folder beside its output, each under the hash of its content, and for
// each original a list of its versions under the hash of the original and of what made them. So a picture is decoded
// once. What no picture of the guide needs any more is removed at the end of a build.

// pictureMemory is how many bytes the pictures that are scaled at the same time may need, unless one needs more.
const pictureMemory = 256 << 20

// pictureCache makes the versions of pictures for one output folder.
type pictureCache struct {
	output    string
	ignore    bool // make all anew
	progress  func(done, total int)
	folder    *os.Root // nil until there is a picture that may have versions
	temporary string   // the path of the folder if it is removed after the build, else ""
	mu        sync.Mutex
	used      map[string]bool // the names of files in the folder that this build needs
	stats     pictureStats
}

// pictureStats says what a build has made.
type pictureStats struct {
	originals, versions         int
	originalBytes, versionBytes int64 // of the widest versions
	took                        time.Duration
}

// versionRecord is an entry of the list of an original.
type versionRecord struct {
	File  string
	Width int
}

// versions returns the versions of all pictures of a guide that texts may show. It fails if the context is done, or if
// there is no room for them.
func (c *pictureCache) versions(ctx context.Context, source fs.FS, g *guide.Guide) (site.Pictures, error) {
	start := time.Now()
	var originals []string
	for _, f := range g.Files {
		switch strings.ToLower(path.Ext(f.Path)) {
		case ".jpg", ".jpeg", ".png":
			if !g.OnlyByTemplate(f) {
				originals = append(originals, f.Path)
			}
		}
	}
	c.used, c.stats = map[string]bool{}, pictureStats{}
	result := site.Pictures{Versions: map[string][]site.PictureVersion{}}
	if len(originals) == 0 {
		return result, nil
	}
	if err := c.open(); err != nil {
		return result, err
	}
	result.FS = c.folder.FS()
	memory, done := semaphore.NewWeighted(pictureMemory), 0
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, original := range originals {
		group.Go(func() error {
			records, problem, err := c.versionsOf(ctx, source, original, memory)
			c.mu.Lock()
			defer c.mu.Unlock()
			result.Problems = append(result.Problems, problem...)
			for _, r := range records {
				result.Versions[original] = append(result.Versions[original], site.PictureVersion(r))
			}
			done++
			c.progress(done, len(originals))
			return err
		})
	}
	err := group.Wait()
	c.stats.took = time.Since(start)
	return result, err
}

// versionsOf returns the versions of one picture. They are not there, which is no error, if it cannot be read: then its
// page has the problem.
func (c *pictureCache) versionsOf(ctx context.Context, source fs.FS, original string, memory *semaphore.Weighted) (
	[]versionRecord, []diag.Problem, error) {
	data, err := fs.ReadFile(source, original)
	if err != nil || ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	sum := sha256.New()
	sum.Write([]byte(pictureTool()))
	sum.Write(data)
	list := hex.EncodeToString(sum.Sum(nil)) + ".json"
	if records, ok := c.read(list); ok {
		return records, nil, nil
	}
	src := picture.Open(data)
	if src == nil {
		return nil, nil, nil
	}
	need := min(src.Memory(), pictureMemory)
	if err := memory.Acquire(ctx, need); err != nil {
		return nil, nil, err
	}
	versions, err := src.Make()
	memory.Release(need)
	if err != nil {
		if _, cutOff := media.Strip(data); cutOff != nil {
			return nil, nil, nil // it is reported where it is copied
		}
		p := diag.BadPicture.In(original, fmt.Sprintf("the picture cannot be read: %v", err),
			"save it again as PNG, JPEG, GIF, WebP or SVG")
		return nil, []diag.Problem{p}, nil
	}
	records, err := c.write(list, versions)
	c.count(len(data), versions)
	return records, nil, err
}

// pictureTool identifies what makes versions.
var pictureTool = sync.OnceValue(func() string {
	tool := picture.Format + " " + runtime.Version() + " " + runtime.GOARCH
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == "github.com/deepteams/webp" {
				tool += " " + m.Version
			}
		}
	}
	return tool + "\n"
})

func (c *pictureCache) count(size int, versions []picture.Version) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stats.originals++
	c.stats.versions += len(versions)
	c.stats.originalBytes += int64(size)
	if n := len(versions); n > 0 {
		c.stats.versionBytes += int64(len(versions[n-1].Data))
	}
}

// read returns the versions in a list of an earlier build, if all of them are as they were written.
func (c *pictureCache) read(list string) ([]versionRecord, bool) {
	var records []versionRecord
	data, err := c.folder.ReadFile(list)
	if err != nil || c.ignore || json.Unmarshal(data, &records) != nil {
		return nil, false
	}
	names := []string{list}
	for _, r := range records {
		data, err := c.folder.ReadFile(r.File)
		if err != nil || r.File != versionFile(picture.Version{Ext: path.Ext(r.File), Data: data}) {
			return nil, false
		}
		names = append(names, r.File)
	}
	c.use(names...)
	return records, true
}

// versionFile returns the name of the file of a version.
func versionFile(v picture.Version) string {
	sum := sha256.Sum256(v.Data)
	return hex.EncodeToString(sum[:16]) + v.Ext
}

// write writes versions and their list, which is complete once it is there.
func (c *pictureCache) write(list string, versions []picture.Version) ([]versionRecord, error) {
	records := []versionRecord{}
	for _, v := range versions {
		r := versionRecord{File: versionFile(v), Width: v.Width}
		if err := c.writeFile(r.File, v.Data); err != nil {
			return nil, err
		}
		records = append(records, r)
	}
	data, err := json.Marshal(records)
	if err != nil {
		return nil, err
	}
	return records, c.writeFile(list, data)
}

// writeFile writes a file as a whole.
func (c *pictureCache) writeFile(name string, data []byte) error {
	c.use(name)
	temporary := fmt.Sprintf("new-%d-%s", os.Getpid(), name)
	err := c.folder.WriteFile(temporary, data, 0o666)
	if err == nil {
		err = c.folder.Rename(temporary, name)
	}
	if err != nil {
		return fmt.Errorf("the pictures cannot be kept beside the output: %w", err)
	}
	return nil
}

func (c *pictureCache) use(names ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, name := range names {
		c.used[name] = true
	}
}

// open opens the folder: where nothing can be written beside the output, a temporary one.
func (c *pictureCache) open() (err error) {
	if c.folder != nil {
		return nil
	}
	if c.folder, err = publish.OpenCacheFolder(c.output); err == nil {
		return nil
	}
	if c.temporary, err = os.MkdirTemp("", "guide-pictures-"); err == nil {
		c.folder, err = os.OpenRoot(c.temporary)
	}
	return err
}

// prune removes the files that the build did not need. Nobody is told if that fails.
func (c *pictureCache) prune() {
	if c.folder == nil {
		return
	}
	entries, _ := fs.ReadDir(c.folder.FS(), ".")
	for _, e := range entries {
		if !c.used[e.Name()] {
			_ = c.folder.Remove(e.Name())
		}
	}
}

// close closes the folder.
func (c *pictureCache) close() error {
	if c.folder == nil {
		return nil
	}
	err := c.folder.Close()
	if c.temporary != "" {
		err = errors.Join(err, os.RemoveAll(c.temporary))
	}
	return err
}
