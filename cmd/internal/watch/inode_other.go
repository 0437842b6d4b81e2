//go:build !unix

package watch

import "io/fs"

// fileID names a file or folder whatever its path; here it is not known.
type fileID struct{ device, inode uint64 }

func fileIDOf(fs.FileInfo) fileID { return fileID{} }
