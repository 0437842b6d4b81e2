package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

// Baseline returns a function that converts a body as goldmark does by itself, with the same extensions. Benchmarks
// compare with it.
func Baseline() func(body []byte) ([]byte, error) {
	md := goldmark.New(goldmark.WithExtensions(extensions(extension.Table, extension.Footnote)...),
		goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithHeadingAttribute()))
	return func(body []byte) ([]byte, error) {
		var out bytes.Buffer
		err := md.Convert(body, &out)
		return out.Bytes(), err
	}
}
