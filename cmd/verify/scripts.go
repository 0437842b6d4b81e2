package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
)

// scripts checks the types of all scripts, as .ci/tsconfig.json says.
func (v *verifier) scripts(ctx context.Context) error {
	typescript, err := v.fetch(ctx, typeScript)
	if err != nil {
		return err
	}
	return v.node(ctx, filepath.Join(typescript, "lib", "tsc.js"), "--project", ".ci")
}

// node runs a script and shows what it prints.
func (v *verifier) node(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, "node", args...)
	cmd.Stdout, cmd.Stderr = v.stdout, v.stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", cmd, err)
	}
	return nil
}
