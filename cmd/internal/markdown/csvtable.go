package markdown

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"guide/cmd/internal/diag"
)

// CSVTable is the content of a CSV file (RFC 4180): the names of the columns, and rows of as many cells. A row of empty
// cells is for writing on paper.
type CSVTable struct {
	Header []string
	Rows   [][]string
	Size   int64 // of the file, in bytes
}

// Limits of a CSV file: its size in bytes and its columns, so that it fits on paper.
const (
	MaxCSV        = 256 << 10
	MaxCSVColumns = 20
)

// IsCSV reports whether the extension is that of a CSV file.
func IsCSV(name string) bool { return strings.EqualFold(path.Ext(name), ".csv") }

// ReadCSV reads and parses a CSV file. The problems are those of its characters. An error is meant for editors and has
// the line if it is about one.
func ReadCSV(name string, r io.Reader) (*CSVTable, []diag.Problem, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxCSV+1))
	if err != nil {
		return nil, nil, err
	}
	table, err := parseCSV(data)
	if err != nil {
		return nil, nil, err
	}
	var problems []diag.Problem
	lines := diag.NewLines(data)
	diag.CheckCharacters(data, func(offset, n int, rule *diag.Rule, message, hint string) {
		problems = append(problems, rule.At(lines.Range(name, offset, n), message, hint))
	})
	return table, problems, nil
}

func parseCSV(data []byte) (*CSVTable, error) {
	text := bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(data) > MaxCSV:
		return nil, fmt.Errorf("it is larger than %d KiB", MaxCSV>>10)
	case !utf8.Valid(text):
		return nil, errors.New("it is not UTF-8: save it as “CSV UTF-8”")
	}
	if i := bareReturn(text); i >= 0 {
		return nil, fmt.Errorf("line %d ends with %s: save it with the line ends of Windows (CRLF) or Unix (LF)",
			1+bytes.Count(text[:i], []byte{'\n'}), diag.NameCharacter('\r'))
	}
	r := csv.NewReader(bytes.NewReader(text))
	header, err := r.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, errors.New("it is empty")
	case err != nil:
		return nil, csvError(err)
	case len(header) == 1 && strings.Contains(header[0], ";"):
		return nil, errors.New("line 1: its cells are separated by semicolons: save it with commas")
	case len(header) == 1 && strings.Contains(header[0], "\t"):
		return nil, errors.New("line 1: its cells are separated by tabs: save it with commas")
	case len(header) > MaxCSVColumns:
		return nil, fmt.Errorf("line 1: it has %d columns, more than %d", len(header), MaxCSVColumns)
	case slices.ContainsFunc(header, func(name string) bool { return strings.TrimSpace(name) == "" }):
		return nil, errors.New("line 1: a column has no name")
	}
	rows, err := r.ReadAll()
	if err != nil {
		return nil, csvError(err)
	}
	return &CSVTable{Header: header, Rows: rows, Size: int64(len(data))}, nil
}

// bareReturn returns the offset of the first carriage return that no line feed follows, or -1.
func bareReturn(text []byte) int {
	for from := 0; ; {
		i := bytes.IndexByte(text[from:], '\r')
		if i < 0 {
			return -1
		}
		if from += i + 1; from == len(text) || text[from] != '\n' {
			return from - 1
		}
	}
}

func csvError(err error) error {
	var parseErr *csv.ParseError
	switch {
	case !errors.As(err, &parseErr):
		return err
	case errors.Is(parseErr, csv.ErrFieldCount):
		return fmt.Errorf("line %d: it has more or fewer cells than line 1", parseErr.Line)
	case errors.Is(parseErr, csv.ErrQuote), errors.Is(parseErr, csv.ErrBareQuote):
		return fmt.Errorf(`line %d: a quotation mark is missing or too many: inside a cell write "" for one`,
			parseErr.Line)
	}
	return fmt.Errorf("line %d: %w", parseErr.Line, parseErr.Err)
}
