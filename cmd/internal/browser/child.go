package browser

import (
	"context"
	"os/exec"
)

// command is a program that ends with ctx and, where the system can see to it, with this one.
func command(ctx context.Context, path string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, path, args...)
	endWithParent(cmd)
	return cmd
}
