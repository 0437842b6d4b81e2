package diag

// The rules of front matter, and of other YAML files where they are the same.
var (
	BadAddress = register(Rule{
		Code: "bad-address", Area: FrontMatter,
		Meaning: "a value is not an address of the kind that its key needs",
		Wrong:   "aliases: [old page]\n",
		Right:   "aliases: [/old-page/]\n",
	})
	BadCharacter = register(Rule{
		Code: "bad-character", Area: FrontMatter,
		Meaning:   "there is a control character, which nobody can see and YAML cannot hold",
		NoExample: "nobody would see the character",
		NoAllow:   "delete it",
	})
	BadDate = register(Rule{
		Code: "bad-date", Area: FrontMatter,
		Meaning: "a date is not written as year-month-day, or there is no such day",
		Wrong:   "reviewed: 1 November 2026\n",
		Right:   "reviewed: 2026-11-01\n",
	})
	BadDuration = register(Rule{
		Code: "bad-duration", Area: FrontMatter,
		Meaning: "a length of time is not a number with a unit, or a range of two",
		Wrong: `checklist:
  - id: read-a-book
    text: Read a book
    effort: two hours
`,
		Right: `checklist:
  - id: read-a-book
    text: Read a book
    effort: 2h
`,
	})
	BadID = register(Rule{
		Code: "bad-id", Area: FrontMatter,
		Meaning: "an id has other characters than a-z, 0-9 and hyphens, or belongs to the site itself",
		Wrong: `checklist:
  - id: Read a book
    text: Read a book
`,
		Right: `checklist:
  - id: read-a-book
    text: Read a book
`,
	})
	BadLanguage = register(Rule{
		Code: "bad-language", Area: FrontMatter,
		Meaning: "a language is not written as a language tag",
		Wrong: `resources:
  - id: a-book
    title: A book
    url: https://example.org/
    type: book
    why: It is short
    cost: free
    language: German
    checked: 2026-11-01
`,
		Right: `resources:
  - id: a-book
    title: A book
    url: https://example.org/
    type: book
    why: It is short
    cost: free
    language: de
    checked: 2026-11-01
`,
	})
	CutByComment = register(Rule{
		Code: "cut-by-comment", Severity: Warning, Area: FrontMatter,
		Meaning: "a value is cut off by a # that begins a comment",
		Wrong:   "title: Be the #1 analyst\n",
		Right:   "title: \"Be the #1 analyst\"\n",
	})
	DuplicateID = register(Rule{
		Code: "duplicate-id", Area: FrontMatter,
		Meaning: "two items or resources of the guide have the same id, so their ticks would mix",
		Wrong: `checklist:
  - {id: read, text: Read a book}
  - {id: read, text: Read an article}
`,
		Right: `checklist:
  - {id: read, text: Read a book}
  - {id: read-an-article, text: Read an article}
`,
	})
	DuplicateKey = register(Rule{
		Code: "duplicate-key", Area: FrontMatter,
		Meaning: "a key is there twice",
		Wrong:   "reviewed: 2026-10-01\nreviewed: 2026-11-01\n",
		Right:   "reviewed: 2026-11-01\n",
	})
	EmptyValue = register(Rule{
		Code: "empty-value", Area: FrontMatter,
		Meaning: "a key or an entry of a list has no value",
		Wrong:   "reviewed:\n",
		Right:   "reviewed: 2026-11-01\n",
	})
	IndentedDelimiter = register(Rule{
		Code: "indented-delimiter", Area: FrontMatter,
		Meaning: "an indented --- ends the front matter",
		Wrong:   "-- content/pages/about.md --\n---\ntitle: About us\nsummary: Who we are\n  ---\nText.\n",
		Right:   "-- content/pages/about.md --\n---\ntitle: About us\nsummary: Who we are\n---\nText.\n",
		NoAllow: "the page cannot be read",
	})
	MarkInPlainText = register(Rule{
		Code: "mark-in-plain-text", Severity: Warning, Area: FrontMatter,
		Meaning: "a title, a summary or a name has marks of Markdown or HTML, which readers see as they are written",
		Wrong:   "summary: What to do *before* you begin\n",
		Right:   "summary: What to do before you begin\n",
	})
	MissingKey = register(Rule{
		Code: "missing-key", Area: FrontMatter,
		Meaning: "a key is missing that must be there",
		Wrong: `checklist:
  - text: Read a book
`,
		Right: `checklist:
  - id: read-a-book
    text: Read a book
`,
	})
	NeedsCircle = register(Rule{
		Code: "needs-circle", Area: FrontMatter,
		Meaning: "a step needs itself, or steps need each other",
		Wrong:   "needs: [begin]\n",
	})
	NeedsLater = register(Rule{
		Code: "needs-later", Severity: Warning, Area: FrontMatter,
		Meaning: "a step needs one that comes later, so readers are told to begin with what they have not reached",
		Wrong:   "needs: [learn]\n",
		Right: "-- content/steps/2-learn/index.md --\n" +
			"---\ntitle: Learn\nsummary: The second step\nneeds: [begin]\n---\nRead it.\n",
	})
	NoFrontMatter = register(Rule{
		Code: "no-front-matter", Area: FrontMatter,
		Meaning: "a page does not begin with front matter between two lines of ---",
		Wrong:   "-- content/pages/about.md --\nWe are five.\n",
		Right:   "-- content/pages/about.md --\n---\ntitle: About us\nsummary: Who we are\n---\nWe are five.\n",
		NoAllow: "the page has no title",
	})
	NotInline = register(Rule{
		Code: "not-inline", Area: FrontMatter,
		Meaning: "a text that must be one paragraph has a list, a heading or a block",
		Wrong:   "outcomes:\n  - \"* Know why\"\n",
		Right:   "outcomes:\n  - Know why\n",
	})
	UnclosedFrontMatter = register(Rule{
		Code: "unclosed-front-matter", Area: FrontMatter,
		Meaning: "the line of --- after the front matter is missing",
		Wrong:   "-- content/pages/about.md --\n---\ntitle: About us\nsummary: Who we are\n\nWe are five.\n",
		Right:   "-- content/pages/about.md --\n---\ntitle: About us\nsummary: Who we are\n---\nWe are five.\n",
		NoAllow: "the page cannot be read",
	})
	UnevenList = register(Rule{
		Code: "uneven-list", Area: FrontMatter,
		Meaning: "an entry of a list is not indented like the one above it, so it becomes part of its text",
		Wrong:   "outcomes:\n  - Know why\n   - Know how\n",
		Right:   "outcomes:\n  - Know why\n  - Know how\n",
	})
	UnknownAudience = register(Rule{
		Code: "unknown-audience", Area: FrontMatter,
		Meaning: "an audience is not declared in content/guide.yaml",
		Wrong:   "checklist:\n  - {id: read, text: Read a book, for: [analysts]}\n",
		Right:   "checklist:\n  - {id: read, text: Read a book, for: [analyst]}\n",
	})
	UnknownKey = register(Rule{
		Code: "unknown-key", Area: FrontMatter,
		Meaning: "a key is misspelt, or does not belong here",
		Wrong:   "reviwed: 2026-11-01\n",
		Right:   "reviewed: 2026-11-01\n",
	})
	UnknownStep = register(Rule{
		Code: "unknown-step", Area: FrontMatter,
		Meaning: "needs: names a step that does not exist",
		Wrong: "-- content/steps/2-learn/index.md --\n" +
			"---\ntitle: Learn\nsummary: The second step\nneeds: [1-begin]\n---\nRead it.\n",
		Right: "-- content/steps/2-learn/index.md --\n" +
			"---\ntitle: Learn\nsummary: The second step\nneeds: [begin]\n---\nRead it.\n",
	})
	UnknownValue = register(Rule{
		Code: "unknown-value", Area: FrontMatter,
		Meaning: "a value is none of those that its key can have",
		Wrong:   "checklist:\n  - {id: read, text: Read a book, level: important}\n",
		Right:   "checklist:\n  - {id: read, text: Read a book, level: essential}\n",
	})
	WrongType = register(Rule{
		Code: "wrong-type", Area: FrontMatter,
		Meaning: "a value is of another type: a text in place of a list, for example",
		Wrong:   "outcomes: Know why\n",
		Right:   "outcomes: [Know why]\n",
	})
	YAMLFeature = register(Rule{
		Code: "yaml-feature", Area: FrontMatter,
		Meaning: "an anchor, an alias or a tag of YAML is used, which this program does not support",
		Wrong:   "reviewed: &today 2026-11-01\n",
		Right:   "reviewed: 2026-11-01\n",
	})
	YAMLSyntax = register(Rule{
		Code: "yaml-syntax", Area: FrontMatter,
		Meaning: "the file or the front matter is not valid YAML",
		Wrong:   "summary: Plan: then act\n",
		Right:   "summary: \"Plan: then act\"\n",
		NoAllow: "the page cannot be read",
	})
)
