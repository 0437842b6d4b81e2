package diag

import (
	"encoding/binary"
	"errors"
	"slices"
)

// MarshalBinary encodes a problem with its source line.
func (p Problem) MarshalBinary() ([]byte, error) {
	var b []byte
	for _, n := range []int{p.Line, p.Column, p.EndColumn, int(p.Severity)} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	for _, s := range []string{p.File, p.Rule.String(), p.Message, p.Hint, p.Source} {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return b, nil
}

var errDamagedProblem = errors.New("diag: a problem is damaged")

// UnmarshalBinary decodes what MarshalBinary has encoded.
func (p *Problem) UnmarshalBinary(data []byte) error {
	var numbers [4]int
	next := func() int {
		n, size := binary.Uvarint(data)
		if size <= 0 {
			return -1
		}
		data = data[size:]
		return int(n)
	}
	for i := range numbers {
		if numbers[i] = next(); numbers[i] < 0 {
			return errDamagedProblem
		}
	}
	var texts [5]string
	for i := range texts {
		n := next()
		if n < 0 || n > len(data) {
			return errDamagedProblem
		}
		texts[i], data = string(data[:n]), data[n:]
	}
	*p = Problem{
		File: texts[0], Line: numbers[0], Column: numbers[1], EndColumn: numbers[2], Severity: Severity(numbers[3]),
		Message: texts[2], Hint: texts[3], Source: texts[4],
	}
	if code := texts[1]; code != "" {
		i := slices.IndexFunc(rules, func(r *Rule) bool { return r.Code == code })
		if i < 0 {
			return errDamagedProblem
		}
		p.Rule = rules[i]
	}
	return nil
}
