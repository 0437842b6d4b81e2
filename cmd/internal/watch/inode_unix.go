//go:build unix

package watch

import (
	"io/fs"
	"syscall"
)

// A fileID identifies a file or folder whatever its path. The zero fileID means unknown.
type fileID struct{ device, inode uint64 }

func fileIDOf(info fs.FileInfo) fileID {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return fileID{uint64(s.Dev), uint64(s.Ino)}
	}
	return fileID{}
}
