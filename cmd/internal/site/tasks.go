package site

import (
	"slices"
	"strings"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/markdown"
)

// fixTasks sets the Fix of problems with boxes in bodies: the tasks of a page move into its checklist together, each
// with an id that nothing has or had.
func (c *checker) fixTasks(problems []diag.Problem) {
	byFile := map[string][]*diag.Problem{}
	for i := range problems {
		if p := &problems[i]; p.Rule == diag.TaskList {
			byFile[p.File] = append(byFile[p.File], p)
		}
	}
	if len(byFile) == 0 {
		return
	}
	taken := c.guide.UsedIDs()
	for _, d := range c.docs {
		if a := c.cache.get(d); a != nil {
			for _, id := range a.IDs {
				taken[id] = true
			}
		}
	}
	for _, d := range c.docs {
		if a := c.cache.get(d); a != nil && len(byFile[d.File]) > 0 && a.ItemsEnd.Line > 0 {
			c.moveTasks(a, byFile[d.File], taken)
		}
	}
}

// moveTasks sets the Fix of the problems of one page.
func (c *checker) moveTasks(a *pageAnalysis, problems []*diag.Problem, taken map[string]bool) {
	var moved []*diag.Problem
	var items strings.Builder
	replacements := []diag.Replacement{a.ItemsEnd}
	for _, p := range problems {
		isOf := func(t markdown.Task) bool { return t.Line == p.Line && t.Column == p.Column }
		i := slices.IndexFunc(a.Tasks, isOf)
		if i < 0 {
			continue
		}
		id := guide.NewID(a.Tasks[i].Plain, "action", taken)
		taken[id] = true
		items.WriteString(frontmatter.EncodeItem(a.ItemsEnd.Text, id, a.Tasks[i].Text))
		replacements = append(replacements, a.Tasks[i].Remove)
		moved = append(moved, p)
	}
	replacements[0].Text = frontmatter.EncodeItems(a.ItemsEnd.Text, items.String())
	for _, p := range moved {
		p.Fix = diag.FixOf(replacements...)
	}
}
