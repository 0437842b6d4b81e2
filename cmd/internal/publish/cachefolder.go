package publish

import (
	"errors"
	"os"
	"path/filepath"
)

// OpenCacheFolder opens the folder beside an output folder in which a builder keeps files that later builds can use,
// such as .public.guide-pictures. It makes the folder if necessary, and fails if there is something else in its place.
func OpenCacheFolder(dir string) (*os.Root, error) {
	resolved, err := resolveOutput(dir)
	if err != nil {
		return nil, err
	}
	name := besidePrefix(resolved) + "pictures"
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return nil, err
	}
	if err := os.Mkdir(name, 0o777); err != nil && !errors.Is(err, os.ErrExist) {
		return nil, err
	}
	if info, err := os.Lstat(name); err != nil || !info.IsDir() {
		return nil, errors.Join(errors.New(name+" is no folder"), err)
	}
	return os.OpenRoot(name)
}
