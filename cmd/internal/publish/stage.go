package publish

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// bufferSize is how many bytes a worker reads at a time, from the site and from the output.
const bufferSize = 64 << 10

// forEach calls work for 0 to n-1 in GOMAXPROCS goroutines, each with its own buffer. If a call fails, it cancels the
// context of the others and returns the error.
func forEach(ctx context.Context, n int, work func(ctx context.Context, i int, buf []byte) error) error {
	group, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() error {
			buf := make([]byte, 2*bufferSize)
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := work(ctx, i, buf); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// readerFunc implements io.Reader.
type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// contextReader returns a reader of src that fails once ctx is done, because a file may be large or endless.
func contextReader(ctx context.Context, src io.Reader) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		return src.Read(p)
	})
}

// writeFiles stages files, and calls done after each one that belongs to the site.
func (s *Staged) writeFiles(ctx context.Context, fsys fs.FS, files []file, done func()) error {
	return forEach(ctx, len(files), func(ctx context.Context, i int, buf []byte) error {
		if err := s.writeFile(ctx, fsys, &files[i], buf); err != nil {
			return err
		}
		if files[i].name != markerName {
			done()
		}
		return nil
	})
}

// writeFile reads a file of the site once, and writes it to the new tree unless the output has the same bytes.
func (s *Staged) writeFile(ctx context.Context, fsys fs.FS, f *file, buf []byte) error {
	if f.unchanged = s.isKnown(f) || s.isWritten(ctx, f); f.unchanged {
		return nil
	}
	opened, size, err := s.openSource(fsys, f)
	if err != nil {
		return withPath(f.name, err)
	}
	defer opened.Close()
	src := contextReader(ctx, opened)
	content := src
	if old := s.openOld(f, size); old != nil {
		defer old.Close()
		n, ahead, err := commonPrefix(src, old, buf)
		if err != nil {
			return withPath(f.name, err)
		}
		if f.unchanged = n == size && len(ahead) == 0; f.unchanged {
			f.size = size
			return nil
		}
		content = io.MultiReader(contextReader(ctx, io.NewSectionReader(old, 0, n)), bytes.NewReader(ahead), src)
	}
	f.size, err = s.out.writeFile(filepath.Join(s.out.stageDir, f.path), content, buf[bufferSize:])
	return withPath(f.name, err)
}

// isKnown reports whether the output has a file as the site has it, by Options.Unchanged, and sets its size.
func (s *Staged) isKnown(f *file) bool {
	mode, ok := s.old[f.name]
	if s.isUnchanged == nil || f.name == markerName || !ok || !mode.IsRegular() || !s.isUnchanged(f.name) {
		return false
	}
	info, err := s.out.lstat(filepath.Join(s.out.dir, f.path))
	if err != nil {
		return false
	}
	f.size = info.Size()
	return true
}

// withPath adds the name of a file to an error that has no path.
func withPath(name string, err error) error {
	var place *fs.PathError
	if err == nil || errors.As(err, &place) {
		return err
	}
	return &fs.PathError{Op: "read", Path: name, Err: err}
}

// openOld opens the output's file with that name, or returns nil if it does not have this size.
func (s *Staged) openOld(f *file, size int64) *diskFile {
	if mode, ok := s.old[f.name]; !ok || !mode.IsRegular() {
		return nil
	}
	old, err := s.out.open(filepath.Join(s.out.dir, f.path))
	if err != nil {
		return nil // the file is replaced without being compared
	}
	if info, err := old.Stat(); err != nil || info.Size() != size {
		old.Close()
		return nil
	}
	return old
}

// commonPrefix compares two files. It returns how many bytes are the same and the bytes that were read from src after
// these, which are in the first half of buf.
func commonPrefix(src, old io.Reader, buf []byte) (n int64, ahead []byte, err error) {
	a, b := buf[:bufferSize], buf[bufferSize:]
	for {
		got, err := io.ReadFull(src, a)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return n, nil, err
		}
		if _, oldErr := io.ReadFull(old, b[:got]); oldErr != nil || !bytes.Equal(a[:got], b[:got]) {
			return n, a[:got], nil
		}
		n += int64(got)
		if err != nil {
			return n, nil, nil
		}
	}
}

// writeFile creates a file, and its folders if necessary. A file that is incomplete because of an error is removed
// with the tree.
func (d *disk) writeFile(path string, src io.Reader, buf []byte) (n int64, err error) {
	var dst *diskFile
	err = d.withMkdir(path, func() (err error) {
		dst, err = d.create(path)
		return err
	})
	if err != nil {
		return 0, err
	}
	// The wrappers hide ReadFrom and WriteTo, so that buf is used and nothing is allocated for each file.
	n, err = io.CopyBuffer(struct{ io.Writer }{dst}, struct{ io.Reader }{src}, buf)
	return n, errors.Join(err, dst.Close())
}

// linkUnchanged completes the new tree with the unchanged files. If the trees cannot be swapped, it returns the
// reason.
func (s *Staged) linkUnchanged(ctx context.Context) (noSwap, err error) {
	if s.out.isStagedInside() {
		return errors.New("its parent folder is not writable"), nil
	}
	files := slices.Concat(s.files, s.retained)
	err = forEach(ctx, len(files), func(ctx context.Context, i int, buf []byte) error {
		f := &files[i]
		if !f.unchanged {
			return nil
		}
		return s.linkOrCopy(ctx, filepath.Join(s.out.dir, f.path), filepath.Join(s.out.stageDir, f.path), buf)
	})
	if crossesDevices(err) {
		return errors.New("it is a mount point"), nil
	}
	return nil, err
}

func (s *Staged) linkOrCopy(ctx context.Context, from, to string, buf []byte) error {
	err := s.out.withMkdir(to, func() error { return s.out.link(from, to) })
	if err == nil || crossesDevices(err) {
		return err
	}
	return s.out.copyFile(ctx, from, to, buf)
}

// copyFile copies a file with its mtime.
func (d *disk) copyFile(ctx context.Context, from, to string, buf []byte) error {
	src, err := d.open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	info, err := src.Stat()
	if err != nil {
		return err
	}
	if _, err := d.writeFile(to, contextReader(ctx, src), buf); err != nil {
		return err
	}
	return d.setTime(to, info)
}
