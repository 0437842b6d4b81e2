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
)

// CSVTable is a CSV file (RFC 4180): names of columns, then rows of as many cells. A row whose cells are all
// empty is one to write in on paper.
type CSVTable struct {
	Header []string
	Rows   [][]string
	Size   int64 // the size of the file
}

// limits of a sheet: what a page can show and a sheet of paper hold.
const (
	maxCSV        = 256 << 10
	maxCSVColumns = 20
)

// IsCSV reports whether a file's name says that a page can show it as a table.
func IsCSV(name string) bool { return strings.EqualFold(path.Ext(name), ".csv") }

// ReadCSV reads a CSV file, of one that is too large no more than tells so.
func ReadCSV(r io.Reader) (*CSVTable, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxCSV+1))
	if err != nil {
		return nil, err
	}
	return ParseCSV(data)
}

// ParseCSV reads a CSV file. The error says in an editor's words what is wrong, with its line.
func ParseCSV(data []byte) (*CSVTable, error) {
	text := bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(data) > maxCSV:
		return nil, fmt.Errorf("it is larger than %d kB", maxCSV>>10)
	case !utf8.Valid(text):
		return nil, errors.New("it is not UTF-8: save it as “CSV UTF-8”")
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
	case len(header) > maxCSVColumns:
		return nil, fmt.Errorf("line 1: it has %d columns, more than %d", len(header), maxCSVColumns)
	case slices.Contains(header, ""):
		return nil, errors.New("line 1: a column has no name")
	}
	rows, err := r.ReadAll()
	if err != nil {
		return nil, csvError(err)
	}
	return &CSVTable{Header: header, Rows: rows, Size: int64(len(data))}, nil
}

func csvError(err error) error {
	var parseErr *csv.ParseError
	switch {
	case !errors.As(err, &parseErr):
		return err
	case errors.Is(parseErr, csv.ErrFieldCount):
		return fmt.Errorf("line %d: it has more or fewer cells than line 1", parseErr.Line)
	case errors.Is(parseErr, csv.ErrQuote), errors.Is(parseErr, csv.ErrBareQuote):
		return fmt.Errorf(`line %d: a quotation mark is missing or too many: inside a cell write "" for one`, parseErr.Line)
	}
	return fmt.Errorf("line %d: %w", parseErr.Line, parseErr.Err)
}
