package frontmatter

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
)

// synonymList is a list of at least two different words or phrases.
var synonymList = synonymType()

func synonymType() valueType[[]Text] {
	list := listOf(synonymText)
	list.schema.MinItems, list.schema.UniqueItems = 2, true
	return valueType[[]Text]{list.Type, func(d *decoder, n *yaml.Node) ([]Text, bool) {
		return decodeSynonyms(d, n, list.decode)
	}}
}

func decodeSynonyms(d *decoder, n *yaml.Node, decodeList decodeFunc[[]Text]) ([]Text, bool) {
	texts, ok := decodeList(d, n)
	if !ok || len(texts) < len(n.Content) {
		return nil, false
	}
	if len(texts) < 2 {
		d.reportNode(n, diag.BadSynonyms, "a list of synonyms needs at least two words or phrases",
			"add what else readers call it, or remove the list")
		return nil, false
	}
	for i, c := range n.Content {
		isSame := func(t Text) bool { return strings.EqualFold(t.Value, c.Value) }
		if slices.ContainsFunc(texts[:i], isSame) {
			d.reportNode(c, diag.BadSynonyms, fmt.Sprintf("%s%q is twice in one list", d.keyPrefix(),
				diag.Truncate(c.Value)), "keep one of them")
			return nil, false
		}
	}
	return texts, true
}
