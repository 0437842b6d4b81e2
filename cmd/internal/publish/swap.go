package publish

import (
	"errors"
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
		if !s.out.exists || !immovable(err) {
			return err
		}
		s.noSwap = err
	}
	s.warn("%s cannot be replaced whole (%v), so it was updated file by file: "+
		"a build that is killed meanwhile leaves it half done", s.out.dir, s.noSwap)
	return s.update()
}

// swap puts the new tree in the output's place, and the old one, if any, in the new one's.
func (s *Staged) swap() error {
	if !s.out.exists {
		return s.rename(s.out.stage, s.out.dir)
	}
	err := s.exchange(s.out.stage, s.out.dir)
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) {
		return s.renameTwice()
	}
	return err
}

// renameTwice is swap for systems that cannot exchange. The name `past` is only ever that of a whole
// site, so that mend may put it back: before the old tree is removed it gets the new one's name.
func (s *Staged) renameTwice() error {
	o := s.out
	if err := s.rename(o.dir, o.past); err != nil {
		return err
	}
	if err := s.rename(o.stage, o.dir); err != nil {
		return errors.Join(err, s.rename(o.past, o.dir))
	}
	s.rename(o.past, o.stage) // should it fail, sweep finds the old tree under either name
	return nil
}

// immovable reports whether the error means that the folder cannot be renamed, whatever we try.
func immovable(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EBUSY) ||
		errors.Is(err, syscall.EXDEV) || errors.Is(err, syscall.EROFS)
}
