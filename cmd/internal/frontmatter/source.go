package frontmatter

import (
	"bufio"
	"bytes"
	"io"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/adrg/frontmatter"

	"guide/cmd/internal/diag"
)

// Limits of a Markdown file, in bytes.
const (
	MaxFrontMatter = 64 << 10
	MaxBody        = 64 << 10 // a longer one may take long to convert, see limits.go of package markdown
	MaxFile        = MaxFrontMatter + MaxBody
)

// source is a file that is being parsed, with its problems so far.
type source struct {
	file       string
	data       []byte
	lines      *diag.Lines
	frontStart int  // offset of the YAML, after the line of the opening delimiter
	frontEnd   int  // offset of the line of the closing delimiter
	body       int  // offset of the Markdown
	hasComment bool // in the YAML, perhaps
	problems   []diag.Problem
	// resourceTypes are what type: may be, and perhaps others, if the settings could not be read.
	resourceTypes      []string
	hasUnknownSettings bool
}

func newSource(file string, data []byte) *source {
	return &source{file: file, data: data, lines: diag.NewLines(data), resourceTypes: ResourceTypes}
}

// report reports a problem at the n bytes at offset.
func (s *source) report(offset, n int, rule *diag.Rule, message, hint string) {
	s.problems = append(s.problems, rule.At(s.lines.Range(s.file, offset, n), message, hint))
}

// checkEncoding reports a file that is not UTF-8 text, and returns whether it is.
func (s *source) checkEncoding() bool {
	if diag.IsLFSPointer(s.data) {
		s.report(0, 1, diag.LFSPointer, diag.LFSMessage, diag.LFSHint)
		return false
	}
	if offset := bytes.IndexByte(s.data, 0); offset >= 0 {
		s.report(offset, 1, diag.NotText, "the file holds a NUL byte: it is not text, or it is saved as UTF-16",
			"save it as UTF-8")
		return false
	}
	if utf8.Valid(s.data) {
		return true
	}
	offset := 0
	for r, n := utf8.DecodeRune(s.data); r != utf8.RuneError || n != 1; r, n = utf8.DecodeRune(s.data[offset:]) {
		offset += n
	}
	if !utf8.FullRune(s.data[offset:]) {
		s.report(offset, 1, diag.NotUTF8, "the file ends in the middle of a character: the rest of it is missing",
			"get the whole file again, or delete what is left of the character")
		return false
	}
	s.report(offset, 1, diag.NotUTF8, "the file is not valid UTF-8 here"+diag.NameByte(s.data[offset]),
		"save it as UTF-8")
	return false
}

// splitFrontMatter sets frontStart, frontEnd and body. It returns false if there is no front matter.
func (s *source) splitFrontMatter() (found bool) {
	text := s.data[s.lines.LineStart(1):]
	var block []byte // from the opening delimiter to the closing one
	format := &frontmatter.Format{Start: delimiter, End: delimiter, UnmarshalDelims: true,
		Unmarshal: func(data []byte, _ any) error {
			block, found = data, true
			return nil
		}}
	reader := &headReader{text: text, done: &found}
	buffered := bufferedReaders.Get().(*bufio.Reader)
	defer bufferedReaders.Put(buffered)
	buffered.Reset(reader)
	rest, err := frontmatter.Parse(buffered, nil, format)
	if err != nil { // neither headReader nor Unmarshal fails
		panic("frontmatter: " + err.Error())
	}
	s.body = len(s.data) - len(reader.text) - len(rest)
	if !found {
		if opening := s.firstNonSpace(); isDelimiter(s.restOfLine(opening)) {
			s.reportUnclosed(opening)
			s.body = len(s.data)
		}
		return false
	}
	start := s.body - len(block)
	s.frontStart = start + bytes.IndexByte(block, '\n') + 1
	s.frontEnd = start + bytes.LastIndexByte(bytes.TrimSuffix(block, []byte{'\n'}), '\n') + 1
	return true
}

// bufferedReaders has what frontmatter.Parse makes of a reader, unless it gets one.
var bufferedReaders = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// headReader reads text in small pieces until done is set, so that frontmatter.Parse, which buffers all that it reads,
// does not copy the body.
type headReader struct {
	text []byte
	done *bool
}

func (r *headReader) Read(p []byte) (int, error) {
	if *r.done || len(r.text) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), 512)], r.text)
	r.text = r.text[n:]
	return n, nil
}

// delimiter is the line before and after the front matter.
const delimiter = "---"

// firstNonSpace returns the offset of the first character that is not white space.
func (s *source) firstNonSpace() int {
	return len(s.data) - len(bytes.TrimLeftFunc(s.data[s.lines.LineStart(1):], unicode.IsSpace))
}

// reportIndentedEnd reports front matter that ends at an indented ---: adrg/frontmatter takes it for the delimiter, its
// author may have meant text inside a value.
func (s *source) reportIndentedEnd() bool {
	line := s.restOfLine(s.frontEnd)
	indent := bytes.IndexByte(line, '-')
	if indent == 0 {
		return false
	}
	s.report(s.frontEnd+indent, len(delimiter), diag.IndentedDelimiter, "an indented --- ends the front matter here",
		"move it to the first column if the front matter ends here; inside a value write *** or another rule")
	return true
}

func isDelimiter(line []byte) bool { return string(bytes.TrimSpace(line)) == delimiter }

func (s *source) lineOf(offset int) int {
	n, _ := s.lines.Position(offset)
	return n
}

// restOfLine returns the rest of the line at offset, without its line break.
func (s *source) restOfLine(offset int) []byte {
	return s.data[offset:max(s.lines.LineEnd(s.lineOf(offset)), offset)]
}

// FileTooLarge returns the problem of a file that is too large to be read.
func FileTooLarge(file string, size int64) diag.Problem {
	message := "the file has " + formatSize(size) + "; a page may have at most " + formatSize(MaxBody) + " of Markdown"
	return diag.TooLarge.At(diag.Problem{File: file, Line: 1, Column: 1}, message, "split it into several topics")
}
