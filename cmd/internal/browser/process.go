package browser

import (
	"context"
	"os/exec"
)

// newCommand returns a command that ends with ctx and, on Linux, with this process.
func newCommand(ctx context.Context, path string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, path, args...)
	endWithParent(cmd)
	return cmd
}
