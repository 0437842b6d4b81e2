package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// npmPackage is a release of a package on npm, with npm's checksum of it. To change one:
//
//	npm view axe-core version dist.integrity
type npmPackage struct{ name, version, integrity string }

var (
	// axeCore tests pages.
	axeCore = npmPackage{"axe-core", "4.14.1",
		"sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="}
	// typeScript checks the types of scripts. Its next major version is a program for each system.
	typeScript = npmPackage{"typescript", "6.0.3",
		"sha512-y2TvuxSZPDyQakkFRPZHKFm+KKVqIisdg9/CZwm9ftvKXLP8NRWj38/ODjNbr43SsoXqNuAisEf1GdCxqWcdBw=="}
)

func (v *verifier) fetchAxe(ctx context.Context) error {
	dir, err := v.fetch(ctx, axeCore)
	v.axeFile = filepath.Join(dir, "axe.min.js")
	return err
}

// fetch gets a package from npm, once: it is kept in the user's cache folder. It returns the folder with its files.
func (v *verifier) fetch(ctx context.Context, p npmPackage) (string, error) {
	data, err := os.ReadFile(v.cacheFile(p))
	if err != nil || integrity(data) != p.integrity {
		data, err = p.download(ctx, v.cacheFile(p))
	}
	if err != nil {
		return "", err
	}
	dir := filepath.Join(v.dir, p.name)
	if err := extract(data, dir); err != nil {
		return "", fmt.Errorf("%s: %w", v.cacheFile(p), err)
	}
	return filepath.Join(dir, "package"), nil
}

// cacheFile is where a package is kept, under the name that npm gives it.
func (v *verifier) cacheFile(p npmPackage) string {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = v.dir
	}
	return filepath.Join(cache, "guide-verify", p.name+"-"+p.version+".tgz")
}

func (v *verifier) isCached(p npmPackage) bool {
	data, err := os.ReadFile(v.cacheFile(p))
	return err == nil && integrity(data) == p.integrity
}

// download writes the package to a file and returns it.
func (p npmPackage) download(ctx context.Context, file string) ([]byte, error) {
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "npm", "pack", p.name+"@"+p.version, "--pack-destination", filepath.Dir(file))
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	data, err := os.ReadFile(file)
	if err == nil && integrity(data) != p.integrity {
		err = fmt.Errorf("%s is not the expected package: its checksum is %s, not %s",
			file, integrity(data), p.integrity)
	}
	return data, err
}

// integrity is npm's checksum of a package.
func integrity(data []byte) string {
	sum := sha512.Sum512(data)
	return "sha512-" + base64.StdEncoding.EncodeToString(sum[:])
}

// extract writes the files of a compressed archive into a folder.
func extract(archive []byte, dir string) error {
	tarStream, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return err
	}
	for files := tar.NewReader(tarStream); ; {
		header, err := files.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if header.Typeflag != tar.TypeReg || !filepath.IsLocal(header.Name) {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(header.Name))
		data, err := io.ReadAll(files)
		err = errors.Join(err, os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, data, 0o666))
		if err != nil {
			return err
		}
	}
}
