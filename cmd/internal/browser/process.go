package browser

import (
	"context"
	"os/exec"
)

// newCommand is a program that ends with ctx and, where the system can see to it, with this one.
func newCommand(ctx context.Context, path string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, path, args...)
	endWithParent(cmd)
	return cmd
}
