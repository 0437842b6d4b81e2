package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

// replace replaces the output by the new tree, at once if the system allows it.
func (s *Staged) replace() error {
	if s.noSwap == nil {
		err := s.swap()
		if err == nil {
			s.result.Swapped = true
			return nil
		}
		if !s.out.exists || errors.Is(err, errDisplaced) || !immovable(err) {
			return err
		}
		s.noSwap = err
	}
	s.warn("%s cannot be replaced at once (%v), so it was updated file by file: "+
		"if a build is interrupted, the site is a mixture of old and new files", s.out.dir, s.noSwap)
	return s.updateInPlace()
}

// swap exchanges the new tree and the output, or renames the new tree if there is no output.
func (s *Staged) swap() error {
	if !s.out.exists {
		return s.out.rename(s.out.stageDir, s.out.dir)
	}
	err := s.out.exchange(s.out.stageDir, s.out.dir)
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) {
		return s.renameTwice()
	}
	return err
}

// errDisplaced says that the output was renamed away and could not be renamed back.
var errDisplaced = errors.New("the old site is not in its place")

// renameTwice is swap for systems without an exchange. Only a whole site has the name oldDir, so that restoreOld can
// rename it back: before the old tree is removed it gets the name stageDir.
func (s *Staged) renameTwice() error {
	o := s.out
	if err := o.rename(o.dir, o.oldDir); err != nil {
		return err
	}
	if err := o.rename(o.stageDir, o.dir); err != nil {
		if restoreErr := o.rename(o.oldDir, o.dir); restoreErr != nil {
			return fmt.Errorf("%w: it is in %s, and the next build restores it: %w",
				errDisplaced, o.oldDir, errors.Join(err, restoreErr))
		}
		return err
	}
	o.rename(o.oldDir, o.stageDir) // if that fails, removeLeftovers finds the old tree under its other name
	return nil
}

// immovable reports whether an error means that the folder cannot be renamed at all.
func immovable(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EROFS) ||
		crossesDevices(err) || isInUse(err)
}
