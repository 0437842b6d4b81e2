package frontmatter

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/naming"
)

// The lists to which a guide adds values of its own, in guide.yaml.

// resourceType is a built-in type of a resource, or one of the guide. The JSON Schema accepts any id.
var resourceType = choice(
	Type{Name: "one of " + strings.Join(ResourceTypes, ", ") + ", or a type of resourceTypes: in guide.yaml",
		schema: &jsonSchema{AnyOf: []*jsonSchema{{Enum: ResourceTypes}, idType().schema}}},
	func(d *decoder) ([]string, bool) { return d.resourceTypes, !d.hasUnknownSettings }, addResourceType)

// addResourceType returns how a guide gets a type of resources: a text for the end of a hint.
func addResourceType(name string) string {
	id := naming.ID(name)
	if !IsID(id) {
		id = "helpline"
	}
	label := strings.ReplaceAll(id, "-", " ")
	return fmt.Sprintf(", or add it to resourceTypes: in content/guide.yaml, as in resourceTypes: {%s: %s}", id,
		strings.ToUpper(label[:1])+label[1:])
}

// levelName is the key of a level.
var levelName = func() valueType[Text] {
	level := oneOf(Levels...)
	t := level.Type
	t.Plural = strings.Join(Levels, ", ")
	return valueType[Text]{t, func(d *decoder, n *yaml.Node) (Text, bool) {
		_, ok := level.decode(d, n)
		return d.textOf(n), ok
	}}
}()

// AllResourceTypes returns what type: of a resource may be: the built-in types first.
func (s *Settings) AllResourceTypes() []string {
	if len(s.ResourceTypes) == 0 {
		return ResourceTypes
	}
	all := slices.Clone(ResourceTypes)
	for _, t := range s.ResourceTypes {
		if !slices.Contains(all, t.Key.Value) {
			all = append(all, t.Key.Value)
		}
	}
	return all
}

// ParsesPagesAs reports whether [Settings.ParsePage] returns the same pages for both settings.
func (s *Settings) ParsesPagesAs(other *Settings) bool {
	return (s.ID.Value == "") == (other.ID.Value == "") &&
		slices.Equal(s.AllResourceTypes(), other.AllResourceTypes())
}

// mappingHint returns a hint on how to write a list as keys with values.
func mappingHint(list *yaml.Node) string {
	key := "key"
	if len(list.Content) > 0 && list.Content[0].Kind == yaml.ScalarNode {
		key = diag.Truncate(list.Content[0].Value)
	}
	return fmt.Sprintf("write a value after each key, in braces: {%s: value}", key)
}
