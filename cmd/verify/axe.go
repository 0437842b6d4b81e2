package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// The version of axe-core that pages are tested with, and the checksum of its npm package. To update it:
//
//	npm view axe-core version dist.integrity
const (
	axeVersion   = "4.14.1"
	axeIntegrity = "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
)

// fetchAxe downloads axe-core from npm unless it is in the user's cache folder.
func (v *verifier) fetchAxe(ctx context.Context) error {
	data, err := os.ReadFile(v.axePackage())
	if err != nil || integrity(data) != axeIntegrity {
		if data, err = npmPack(ctx, v.axePackage()); err != nil {
			return err
		}
	}
	source, err := extractFile(data, "package/axe.min.js")
	if err != nil {
		return err
	}
	v.axeFile = filepath.Join(v.dir, "axe.min.js")
	return os.WriteFile(v.axeFile, source, 0o666)
}

// axePackage returns the path of the cached package, whose name is the one that npm uses.
func (v *verifier) axePackage() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = v.dir
	}
	return filepath.Join(cache, "guide-verify", "axe-core-"+axeVersion+".tgz")
}

func (v *verifier) axeIsCached() bool {
	data, err := os.ReadFile(v.axePackage())
	return err == nil && integrity(data) == axeIntegrity
}

// npmPack downloads the package to a file and returns its content.
func npmPack(ctx context.Context, file string) ([]byte, error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "npm", "pack", "axe-core@"+axeVersion, "--pack-destination", filepath.Dir(file))
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	data, err := os.ReadFile(file)
	if err == nil && integrity(data) != axeIntegrity {
		err = fmt.Errorf("%s is not the expected package: its checksum is %s, not %s",
			file, integrity(data), axeIntegrity)
	}
	return data, err
}

// integrity returns the checksum of a package as npm writes it.
func integrity(data []byte) string {
	sum := sha512.Sum512(data)
	return "sha512-" + base64.StdEncoding.EncodeToString(sum[:])
}

// extractFile returns a file from a compressed archive.
func extractFile(archive []byte, name string) ([]byte, error) {
	tarStream, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return nil, err
	}
	for files := tar.NewReader(tarStream); ; {
		header, err := files.Next()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if header.Name == name {
			return io.ReadAll(files)
		}
	}
}
