package frontmatter

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/suggest"
)

// oneOf is one of the values.
func oneOf(values ...string) valueType[string] {
	t := Type{Name: listOfChoices(values), schema: &jsonSchema{Enum: values}}
	return choice(t, func(*decoder) ([]string, bool) { return values, true }, nil)
}

func listOfChoices(values []string) string { return "one of " + strings.Join(values, ", ") }

// choice is one of the values that a file may have. If they are not all known, others are left out without a report.
// add, if not nil, returns how a guide gets the value, for the hint.
func choice(
	t Type, allowed func(*decoder) (values []string, all bool), add func(value string) string,
) valueType[string] {
	return valueType[string]{t, func(d *decoder, n *yaml.Node) (string, bool) {
		if !d.checkScalar(n, t.Name) {
			return "", false
		}
		values, all := allowed(d)
		switch {
		case slices.Contains(values, n.Value):
			return n.Value, true
		case !all:
			return "", false
		}
		hint := "use " + listOfChoices(values)
		if add != nil {
			hint += add(n.Value)
		}
		if suggestion := suggest.Nearest(n.Value, values); suggestion != "" {
			hint = fmt.Sprintf("did you mean %q?", suggestion)
		}
		isValue := func(s string) bool { return slices.Contains(values, s) }
		addition, hint := explainValue(n.Value, hint, isValue)
		d.reportNode(n, diag.UnknownValue, fmt.Sprintf("%scannot be %q%s", d.keyPrefix(), diag.Truncate(n.Value),
			addition), hint)
		d.fixScalar(n, isValue, likelyTexts(diag.UnknownValue, n.Value)...)
		return "", false
	}}
}
