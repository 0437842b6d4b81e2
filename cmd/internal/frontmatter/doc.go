// Package frontmatter parses the source files of a guide: Markdown files with YAML front matter, and files that are
// YAML as a whole.
//
// [Parse] reads a Markdown file into a [Page], whose body stays Markdown. [ParseSettings] reads content/guide.yaml,
// [ParseGlossary] content/glossary.yaml, [ParseManifest] content/published.yaml and [ParseMessages] a file of messages.
// None of them fails: what they return is as complete as the file allows, and everything wrong with the file is a
// [diag.Problem] with its line and column, all of one file at once.
//
// # Front matter
//
// A Markdown file starts with a line of ---, YAML, and another line of ---. The YAML is parsed into nodes, which are
// decoded by a schema (keys.go): unknown, missing, duplicate and empty keys, values of the wrong type and invalid ids,
// dates, addresses and spans of time are problems. A value is valid or it is a problem; nothing is corrected silently.
// Anchors, aliases, tags and second documents are not supported. Errors of the YAML parser are translated for editors
// (yamlerrors.go).
//
// The row of a schema says all about a key: its [Type], what it means, an example, and what stands for a missing one. A
// [File] has the keys of a kind of file, for help, and returns its JSON Schema for editors.
//
// A value keeps its position: [Text.Locator] returns the position of a byte of it in the file.
//
// # Suppressions
//
// A comment `# allow: code reason` above a key or a list entry is a [diag.Suppression] for its lines.
//
// # Limits
//
// Front matter has at most 64 KiB, a body 64 KiB, another YAML file 1 MiB, the manifest 32 MiB; brackets nest at
// most 100 deep. More is a problem.
package frontmatter
