package diag

import "bytes"

// What to say of a file that is a pointer of Git LFS, which stands for the file until git fetches it.
const (
	LFSMessage = "this is a pointer of Git LFS, not the file itself"
	LFSHint    = "run git lfs pull; on GitHub, give actions/checkout the line lfs: true"
)

// IsLFSPointer reports whether a file, of which head is the beginning, is a pointer of Git LFS
// (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md).
func IsLFSPointer(head []byte) bool {
	return bytes.HasPrefix(head, []byte("version https://git-lfs.github.com/spec/")) ||
		bytes.HasPrefix(head, []byte("version https://hawser.github.com/spec/"))
}
