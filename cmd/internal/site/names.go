package site

import (
	"strings"

	"guide/cmd/internal/frontmatter"
)

// ownNames returns the names that a guide gives to types of resources and to levels, by the keys of their messages.
func ownNames(s *frontmatter.Settings) map[string]string {
	names := map[string]string{}
	for _, t := range s.ResourceTypes {
		names["type-"+t.Key.Value] = t.Value.Value
	}
	for _, l := range s.Levels {
		names["level-"+l.Key.Value] = l.Value.Value
	}
	return names
}

// essentialMessages have the word essential in a sentence. If the guide has another name for that level, a message with
// the same key and "Named" takes the place of each; {level} in it is the name.
var essentialMessages = []string{"routeEssential", "essentialsLeft", "timeEssential", "actionsEssential",
	"allEssential", "stepFacts"}

// useOwnNames puts the names of the guide into the messages.
func (t *theme) useOwnNames() {
	for key, name := range t.names {
		t.messages.Messages[key] = map[string]string{"other": name}
	}
	name := t.names["level-essential"]
	for _, key := range essentialMessages {
		if named := t.messages.Messages[key+"Named"]; named != nil && name != "" {
			for form, text := range named {
				named[form] = strings.ReplaceAll(text, "{level}", name)
			}
			t.messages.Messages[key] = named
		}
	}
}
