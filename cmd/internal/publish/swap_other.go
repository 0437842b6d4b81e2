//go:build !linux && !darwin

package publish

import "errors"

// exchange always fails: the system cannot exchange two folders in one step.
func exchange(a, b string) error { return errors.ErrUnsupported }
