package frontmatter

import (
	"fmt"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/suggest"
)

var severities = map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning, "notice": diag.Notice,
	"off": diag.Off}

// ruleSeverities decodes rules:, a severity for each code.
func ruleSeverities(d *decoder, n *yaml.Node) (map[*diag.Rule]diag.Severity, bool) {
	items, ok := mapOf(ruleCode, oneOf("off", "notice", "warning", "error"))(d, n)
	out := make(map[*diag.Rule]diag.Severity, len(items))
	for _, item := range items {
		out[diag.FindRule(item.Key.Value)] = severities[item.Value]
	}
	return out, ok
}

// ruleCode decodes the code of a rule that can be silenced.
func ruleCode(d *decoder, n *yaml.Node) (Text, bool) {
	switch r := diag.FindRule(n.Value); {
	case r == nil:
		hint := "guide help rules lists them all"
		if near := suggest.Nearest(n.Value, diag.RuleCodes()); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		d.reportNode(n, diag.UnknownValue, fmt.Sprintf("there is no rule %q", diag.Truncate(n.Value)), hint)
	case r.NoAllow != "":
		d.reportNode(n, diag.UnknownValue, fmt.Sprintf("the rule %q cannot be changed", r.Code), r.NoAllow)
	default:
		return d.textOf(n), true
	}
	return Text{}, false
}
