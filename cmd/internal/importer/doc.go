// Package importer makes a guide of the source of another program: of Hugo, Jekyll, MkDocs, Docusaurus, mdBook or
// GitBook, of a folder of Markdown, or of checklists in YAML, JSON or CSV.
//
// [Read] reads a file system and returns the files of the guide in memory; it writes nothing. What cannot be carried
// over as it is becomes a [Note] with its place in the source, and its text stays: a tag as a comment, a key of front
// matter as a comment of YAML, all else as Markdown. No word of a text is lost.
//
// # Order and place
//
// The texts form a tree (tree.go), by what the source says: the nav of mkdocs.yml, SUMMARY.md, weights and positions,
// parents, numbers in names, the order of the links of a README, and last by name. What is at the top of the tree
// becomes a step, and all below it a topic of that step (place.go). The text at the root is the home page. Those about
// a repository, such as a licence, and about.md and the like at the top, if no nav names them, are free pages.
//
// # Texts
//
// A text is a list of lines, each with its number in the source. One conversion after another changes them: blocks.go
// makes alerts of what others call admonitions, shortcodes.go and html.go replace tags, headings.go makes the levels
// of headings right, links.go the links. Lists of tasks, and what one line alone can mend, are left to the fixes of
// `guide check --fix`.
//
// Addresses that a text had, by its front matter or the rules of the program, become aliases of its page (aliases.go).
//
// # Checklists
//
// A file of data becomes steps with checklists: a list whose entries have lists is one of steps (checklist.go). Keys
// are known by their usual names; what others hold is added to the detail of an item.
package importer
