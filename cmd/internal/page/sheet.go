package page

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

// Sheet is a CSV file (RFC 4180): names of columns, then rows of as many cells. A row whose cells are all
// empty is one to write in on paper.
type Sheet struct {
	Header []string
	Rows   [][]string
	Bytes  int64 // the size of the file
}

// limits of a sheet: what a page can show and a sheet of paper hold.
const (
	maxSheet   = 256 << 10
	maxColumns = 20
)

// IsSheet reports whether a file's name says that a page can show it as a table.
func IsSheet(name string) bool { return strings.EqualFold(path.Ext(name), ".csv") }

// ReadSheet reads a CSV file, of one that is too large no more than tells so.
func ReadSheet(r io.Reader) (*Sheet, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSheet+1))
	if err != nil {
		return nil, err
	}
	return ParseSheet(data)
}

// ParseSheet reads a CSV file. The error says in an editor's words what is wrong, with its line.
func ParseSheet(data []byte) (*Sheet, error) {
	text := bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(data) > maxSheet:
		return nil, fmt.Errorf("it is larger than %d kB", maxSheet>>10)
	case !utf8.Valid(text):
		return nil, errors.New("it is not UTF-8: save it as “CSV UTF-8”")
	}
	r := csv.NewReader(bytes.NewReader(text))
	header, err := r.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, errors.New("it is empty")
	case err != nil:
		return nil, sheetError(err)
	case len(header) == 1 && strings.Contains(header[0], ";"):
		return nil, errors.New("line 1: its cells are separated by semicolons: save it with commas")
	case len(header) > maxColumns:
		return nil, fmt.Errorf("line 1: it has %d columns, more than %d", len(header), maxColumns)
	case slices.Contains(header, ""):
		return nil, errors.New("line 1: a column has no name")
	}
	rows, err := r.ReadAll()
	if err != nil {
		return nil, sheetError(err)
	}
	return &Sheet{Header: header, Rows: rows, Bytes: int64(len(data))}, nil
}

func sheetError(err error) error {
	var at *csv.ParseError
	switch {
	case !errors.As(err, &at):
		return err
	case errors.Is(at, csv.ErrFieldCount):
		return fmt.Errorf("line %d: it has more or fewer cells than line 1", at.Line)
	case errors.Is(at, csv.ErrQuote), errors.Is(at, csv.ErrBareQuote):
		return fmt.Errorf(`line %d: a quotation mark is missing or too many: inside a cell write "" for one`, at.Line)
	}
	return fmt.Errorf("line %d: %w", at.Line, at.Err)
}
