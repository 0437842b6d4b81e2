package main

import "embed"

// jsFiles are scripts that tests run in pages. Most are function expressions, which the tests call.
//
//go:embed testdata/js/*.js
var jsFiles embed.FS

// js returns the script testdata/js/<name>.js.
func js(name string) string {
	data, err := jsFiles.ReadFile("testdata/js/" + name + ".js")
	if err != nil {
		panic(err)
	}
	return string(data)
}
