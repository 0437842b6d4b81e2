package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/skeleton"
)

const (
	schemasDir = ".guide/"
	vscodeDir  = ".vscode/"

	vscodeSettings   = vscodeDir + "settings.json"
	vscodeExtensions = vscodeDir + "extensions.json"
	yamlExtension    = "redhat.vscode-yaml"
)

// editorFiles returns the files with which editors look at the YAML files of a guide: schemas of a dialect, and the
// settings of VS Code that use them.
func editorFiles(dialect string) ([]skeleton.File, error) {
	var files []skeleton.File
	patterns := map[string]string{}
	for _, f := range schemaFiles {
		if path.Ext(f.where) != ".yaml" {
			continue
		}
		data, err := f.jsonSchema(dialect)
		if err != nil {
			return nil, err
		}
		name := schemasDir + f.Name + ".schema.json"
		files = append(files, skeleton.File{Name: name, Data: data})
		patterns["./"+name] = f.where
	}
	for _, f := range []struct {
		name  string
		value any
	}{
		{vscodeExtensions, map[string][]string{"recommendations": {yamlExtension}}},
		{vscodeSettings, map[string]any{"yaml.schemas": patterns}},
	} {
		data, err := json.MarshalIndent(f.value, "", "  ")
		if err != nil {
			return nil, err
		}
		files = append(files, skeleton.File{Name: f.name, Data: append(data, '\n')})
	}
	return files, nil
}

// writeEditorFiles writes the files of editorFiles. It leaves those of .vscode/ that exist, and prints what they lack.
func (a *app) writeEditorFiles(dialect string) error {
	if !a.hasContent() {
		return guide.ErrNoContent
	}
	files, err := editorFiles(dialect)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(a.source)
	if err != nil {
		return sourceError(a.source, err)
	}
	defer root.Close()
	written := 0
	for _, f := range files {
		old, err := root.ReadFile(f.Name)
		switch {
		case err == nil && (bytes.Equal(old, f.Data) || usesSchemas(f.Name, old)):
			continue
		case err == nil && strings.HasPrefix(f.Name, vscodeDir):
			a.warn(f.Name + " is yours, so it was left as it is: add to it what follows")
			fmt.Fprintf(a.stdout, "%s", f.Data)
			continue
		case err == nil || errors.Is(err, fs.ErrNotExist):
			err = writeEditorFile(root, f)
		}
		if err != nil {
			return fmt.Errorf("%s: %s", f.Name, diag.Cause(err))
		}
		written++
	}
	a.logf("wrote %s into %s and %s", pluralize(written, "file"), schemasDir, vscodeDir)
	return nil
}

// usesSchemas reports whether a file of .vscode/ with settings of others has those of editorFiles too.
func usesSchemas(name string, data []byte) bool {
	mark := map[string]string{vscodeSettings: schemasDir, vscodeExtensions: yamlExtension}[name]
	return mark != "" && bytes.Contains(data, []byte(mark))
}

func writeEditorFile(root *os.Root, f skeleton.File) error {
	if err := root.MkdirAll(path.Dir(f.Name), 0o777); err != nil {
		return err
	}
	return replaceFile(root, f.Name, f.Data, func([]byte) bool { return true })
}
