// Package page reads one source file: front matter into a [Page], Markdown into HTML.
//
// # Front matter
//
// A Markdown file begins with a line of ---, YAML, and another line of ---. adrg/frontmatter finds the
// two lines and hands over the raw bytes between them; everything else is done here, because a decoder
// that fills Go values drops what it does not know. The YAML is parsed into nodes and walked against a
// declared [schema] (keys.go): unknown, missing, repeated and empty keys, values of the wrong type, bad
// ids, dates, addresses and lengths of time are all reported, each at its own line and column, all of
// a file in one go. Nothing is filled in silently: a value is right or it is a problem. Anchors,
// aliases, tags and a second document are refused. What the YAML parser refuses is said in an editor's
// words (syntax.go).
//
// [Parse] reads a Markdown file, [ParseSettings] content/guide.yaml, [ParseGlossary]
// content/glossary.yaml, [ParseWords] a file of interface words.
//
// # Markdown
//
// A [Converter] turns a body, or a value of the front matter that holds Markdown, into HTML. It is
// goldmark with tables, strikethrough, autolinks, footnotes, definition lists, the typographer and
// alerts. Conversion never fails for what an editor wrote: it makes what it can and records problems.
// HTML, links with a scheme of their own, boxes of task lists and pictures without text are errors;
// HTML comments are dropped, and a footnote that nothing refers to is left out with a warning. What only
// looks wrong (a reference that is not defined, a row with a missing cell) is a [Doubt], about which
// package lint decides.
//
// Every heading has an id: the written {#id}, else the [Slug] of its text, with a number behind it where
// that is taken. The first use of each of the [Terms] of a glossary is linked, and no letter changed.
//
// On request (see [Env]) a heading is followed by a link to itself, and links to other sites carry the
// number that they have in the list of addresses printed below the text. A table stands in a frame that
// scrolls. A picture that stands alone and has a title is a figure with that caption; where its file is a
// [Sheet] it is a table with a link to the file. No style is ever written into a page.
//
// The package knows one file. Where a link leads, what a picture measures, what a sheet says and which ids
// the page has already it asks through an [Env].
//
// # Allowances
//
// A comment `<!-- allow: code reason -->` above a block, `# allow: code reason` above a key of the front
// matter, is an [Allowance]; [Silence] drops the problems that allowances cover and reports those that
// cover none.
//
// # Limits
//
// Front matter has at most 64 KiB, a body 2 MiB, a file that is YAML as a whole 1 MiB; brackets,
// quotations, lists, table cells, footnotes and marks in one paragraph are bounded (limits.go). What is
// over a limit is a problem, never a hang.
package page
