package site

import (
	"bytes"
	"io/fs"
	"strings"

	"guide/cmd/internal/frontmatter"
)

// guideSchemaFile is the schema of guide.json, in static/.
const guideSchemaFile = "guide.schema.json"

// guideSchema returns the schema with the types of resources that the guide has.
func (s *Site) guideSchema() ([]byte, error) {
	data, err := fs.ReadFile(s.staticFS, guideSchemaFile)
	if err != nil {
		return nil, siteFile{path: guideSchemaFile}.staleError(err)
	}
	list := func(types []string) []byte { return []byte(`["` + strings.Join(types, `", "`) + `"]`) }
	return bytes.Replace(data, list(frontmatter.ResourceTypes), list(s.guide.Settings.AllResourceTypes()), 1), nil
}
