package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

// replace makes the output what the site is, whole if the system lets us.
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
	s.warn("%s cannot be replaced whole (%v), so it was updated file by file: "+
		"a build that is killed meanwhile leaves it half done", s.out.dir, s.noSwap)
	return s.updateInPlace()
}

// swap puts the new tree in the output's place, and the old one, if any, in the new one's.
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

// errDisplaced says that the output is missing, since it could be renamed to, but not back.
var errDisplaced = errors.New("the old site is not in its place")

// renameTwice is swap for systems that cannot exchange. The name `past` is only ever that of a whole
// site, so that mend may put it back: before the old tree is removed it gets the new one's name.
func (s *Staged) renameTwice() error {
	o := s.out
	if err := o.rename(o.dir, o.oldDir); err != nil {
		return err
	}
	if err := o.rename(o.stageDir, o.dir); err != nil {
		if restoreErr := o.rename(o.oldDir, o.dir); restoreErr != nil {
			return fmt.Errorf("%w: it lies in %s, and the next build puts it back: %w",
				errDisplaced, o.oldDir, errors.Join(err, restoreErr))
		}
		return err
	}
	o.rename(o.oldDir, o.stageDir) // should it fail, sweep finds the old tree under either name
	return nil
}

// immovable reports whether the error means that the folder cannot be renamed, whatever we try.
func immovable(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EROFS) ||
		crossesDevices(err) || isInUse(err)
}
