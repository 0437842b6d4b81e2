// Package markdown converts Markdown into HTML.
//
// A [Converter] converts a body ([Converter.Body]), a text of several blocks ([Converter.Block]) or of one paragraph
// ([Converter.Inline]). It is goldmark with tables, strikethrough, autolinks, footnotes, definition lists, typographic
// quotes and alerts. It never fails: a [Result] has the HTML of what could be converted and the problems of the rest,
// each with its position in the file.
//
// Of HTML a text may have a few tags (inlinetags.go) and fold-outs (foldout.go). Other HTML, links with other schemes
// than https, http, mailto and tel, task lists and images without text are errors. HTML comments are dropped. What
// only looks like a mistake, such as a reference that is not defined, is a [Suspect]; package lint turns it into a
// warning.
//
// # Headings
//
// Every heading has an id: the one in braces, {#id}, else the slug of its text, with a number if it is taken.
//
// # Links, images and tables
//
// A destination without a scheme is resolved by [Env].Resolve, which knows the guide. An image that stands alone and
// has a title becomes a figure with a caption; a CSV file becomes a table ([CSVTable]) with a link to the file. Tables
// scroll horizontally. No HTML has a style attribute: the Content-Security-Policy of the pages blocks them.
//
// The first use of each of the [Terms] of a glossary becomes a link.
//
// # Fixes
//
// A problem for which there is one right answer has a [diag.Fix]: conversion.fix adds it to the problem reported last,
// as changes of the text (fix*.go). In a value of YAML, only what means the same there is changed. To add one, call it
// after report; the tables lineMarks and foreignMarks have a field for it.
//
// # Suppressions
//
// A comment `<!-- allow: code reason -->` above a block is a [diag.Suppression] for its lines.
//
// # Limits
//
// A text whose conversion would take long, such as one of a hundred nested lists, is a problem of the code too-complex
// (limits.go).
package markdown
