package frontmatter

import (
	"fmt"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/suggest"
)

var severities = map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning, "notice": diag.Notice,
	"off": diag.Off}

var (
	ruleCode = valueType[Text]{Type{Name: "the code of a rule", Plural: "codes of rules", schema: &jsonSchema{}},
		decodeRuleCode}
	severityName     = oneOf("off", "notice", "warning", "error")
	severitiesByCode = mapOf(ruleCode, severityName)
	// ruleSeverities is rules:, a severity for each code.
	ruleSeverities = valueType[map[*diag.Rule]diag.Severity]{ruleType(), decodeRules}
)

// ruleType lists the rules that can be changed, with what they mean.
func ruleType() Type {
	t := severitiesByCode.Type
	var keys []Key
	for _, r := range diag.Rules() {
		if r.NoAllow == "" {
			keys = append(keys, Key{Name: r.Code, Meaning: r.Meaning, Default: r.Severity.String(),
				Type: severityName.Type})
		}
	}
	t.schema = mappingSchema("rules", keys)
	return t
}

func decodeRules(d *decoder, n *yaml.Node) (map[*diag.Rule]diag.Severity, bool) {
	items, ok := severitiesByCode.decode(d, n)
	out := make(map[*diag.Rule]diag.Severity, len(items))
	for _, item := range items {
		out[diag.FindRule(item.Key.Value)] = severities[item.Value]
	}
	return out, ok
}

// decodeRuleCode decodes the code of a rule that can be silenced.
func decodeRuleCode(d *decoder, n *yaml.Node) (Text, bool) {
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
