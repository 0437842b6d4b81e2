package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// scripts checks the types of all scripts, as .ci/tsconfig.json says, and runs the tests of those that only compute.
func (v *verifier) scripts(ctx context.Context) error {
	typescript, err := v.fetch(ctx, typeScript)
	if err != nil {
		return err
	}
	if err := v.node(ctx, nil, filepath.Join(typescript, "lib", "tsc.js"), "--project", ".ci"); err != nil {
		return err
	}
	return v.testScripts(ctx)
}

// testScripts runs the tests of scripts.
func (v *verifier) testScripts(ctx context.Context, env ...string) error {
	files, err := filepath.Glob("static/js/_test/*.test.js")
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return errors.New("there are no tests of scripts")
	}
	return v.node(ctx, env, append([]string{"--test", "--test-reporter=spec"}, files...)...)
}

// node runs scripts and, if they fail, shows what they print.
func (v *verifier) node(ctx context.Context, env []string, args ...string) error {
	cmd := exec.CommandContext(ctx, "node", args...)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		_, _ = v.stdout.Write(out)
		return fmt.Errorf("%s: %w", strings.Join(cmd.Args, " "), err)
	}
	return nil
}
