package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"slices"

	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
)

// idScript is a classic script that lists ids for the other scripts. There are two: one lists every action,
//
//	guideItems={"guide":"pmo-career","steps":[["get-qualified",[ids],[["decision-sheet",[ids]],...]],...]}
//
// and one every resource; only pages that know resources without showing them have it:
//
//	guideResources=[["get-qualified",[ids],[...]],...]
//
// A step has a list of its topics, those with ids. An id is "id", or ["id",[old ids]] where it has old ids; that of an
// essential action begins with a star, "*id". On a disk "file" is what addresses of folders lack. Nothing but front
// matter is in them.
type idScript struct {
	name   string // in the site
	script []byte
}

func newItemsScript(g *guide.Guide, file string) idScript {
	return newIDScript("ids", "guideItems", struct {
		Guide string `json:"guide"`
		File  string `json:"file,omitempty"`
		Steps []any  `json:"steps"`
	}{g.Settings.ID.Value, file, stepRows(g, itemRows)})
}

func newResourcesScript(g *guide.Guide) idScript {
	return newIDScript("resources", "guideResources", stepRows(g, resourceRows))
}

// newIDScript returns the script that sets a global variable.
func newIDScript(file, variable string, value any) idScript {
	data, err := json.Marshal(value)
	if err != nil {
		panic("site: " + err.Error()) // there are only strings in it
	}
	script := slices.Concat([]byte(variable+"="), data, []byte("\n"))
	digest := sha256.Sum256(script)
	return idScript{"assets/" + file + "." + hex.EncodeToString(digest[:4]) + ".js", script}
}

// stepRows returns a row for each step.
func stepRows(g *guide.Guide, idsOf func(*guide.Doc) []any) []any {
	steps := []any{}
	for _, step := range g.Steps {
		row := []any{step.Slug, idsOf(step.Doc)}
		topics := []any{}
		for _, t := range step.Topics {
			if ids := idsOf(t); len(ids) > 0 {
				topics = append(topics, []any{t.Slug, ids})
			}
		}
		if len(topics) > 0 {
			row = append(row, topics)
		}
		steps = append(steps, row)
	}
	return steps
}

func itemRows(d *guide.Doc) []any {
	rows := []any{}
	for _, i := range d.Checklist {
		mark := ""
		if i.Level == "essential" {
			mark = "*"
		}
		rows = append(rows, idRow(mark+i.ID.Value, i.Was))
	}
	return rows
}

func resourceRows(d *guide.Doc) []any {
	rows := []any{}
	for _, r := range d.Resources {
		rows = append(rows, idRow(r.ID.Value, r.Was))
	}
	return rows
}

func idRow(id string, was []frontmatter.Text) any {
	if len(was) == 0 {
		return id
	}
	oldIDs := make([]string, len(was))
	for i, o := range was {
		oldIDs[i] = o.Value
	}
	return []any{id, oldIDs}
}

// haveSameIDs reports whether two guides have the same scripts.
func haveSameIDs(a, b *guide.Guide) bool {
	return a.Settings.ID.Value == b.Settings.ID.Value &&
		slices.EqualFunc(a.Steps, b.Steps, func(a, b *guide.Step) bool {
			return hasSameIDs(a.Doc, b.Doc) && slices.EqualFunc(a.Topics, b.Topics, hasSameIDs)
		})
}

func hasSameIDs(a, b *guide.Doc) bool {
	if a.Slug != b.Slug {
		return false
	}
	return a.Page == b.Page || reflect.DeepEqual(itemRows(a), itemRows(b)) &&
		reflect.DeepEqual(resourceRows(a), resourceRows(b))
}
