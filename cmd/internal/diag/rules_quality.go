package diag

// The rules of the quality of texts, and of what makes a guide complete.
var (
	ChoppySentences = register(Rule{
		Code: "choppy-sentences", Severity: Off, Area: Text,
		Meaning: "four or more sentences in a row have fewer than nine words",
		Wrong:   "Ask first. Listen well. Take notes. Say thanks.\n",
		Right:   "Ask first, listen well and take notes. Say thanks.\n",
	})
	DuplicateItem = register(Rule{
		Code: "duplicate-item", Severity: Warning, Area: FrontMatter,
		Meaning: "two items of checklists have the same text, for the same readers",
		Wrong: `checklist:
  - {id: one, text: Read a book}
  - {id: two, text: Read a book.}
`,
		Right: `checklist:
  - {id: one, text: Read a book}
  - {id: two, text: Read another book}
`,
	})
	DuplicateResource = register(Rule{
		Code: "duplicate-resource", Severity: Warning, Area: FrontMatter,
		Meaning: "two resources have the same address",
		Wrong: `resources:
  - {id: one, title: A, url: "https://example.org/", type: book, why: W,
     cost: free, checked: 2026-11-01}
  - {id: two, title: B, url: "http://www.example.org", type: book, why: W,
     cost: free, checked: 2026-11-01}
`,
		Right: `resources:
  - {id: one, title: A, url: "https://example.org/", type: book, why: W,
     cost: free, checked: 2026-11-01}
`,
	})
	EditorBox = register(Rule{
		Code: "editor-box", Severity: Notice, Area: Text,
		Meaning: "a box that guide init wrote for the editor, below the comment <!-- editor -->, is still in the text",
		Wrong:   "<!-- editor -->\n> [!NOTE]\n> This box is for you.\n",
	})
	EmptyHeading = register(Rule{
		Code: "empty-heading", Severity: Warning, Area: Text,
		Meaning: "a heading has no words",
		Wrong:   "##\n\nAsk first.\n",
		Right:   "## The first meeting\n\nAsk first.\n",
	})
	EmptyPage = register(Rule{
		Code: "empty-page", Severity: Warning, Area: Text,
		Meaning: "below its title and summary a page has nothing: no text, no action and no resource",
		Wrong:   "-- content/pages/about.md --\n---\ntitle: About us\nsummary: Who we are\n---\n",
		Right:   "-- content/pages/about.md --\n---\ntitle: About us\nsummary: Who we are\n---\nWe are five.\n",
	})
	EmptyTableHead = register(Rule{
		Code: "empty-table-head", Severity: Warning, Area: Text,
		Meaning: "a column of a table has no head: a screen reader says nothing above its cells",
		Wrong:   "| | Pay |\n| --- | --- |\n| Analyst | £38,000 |\n",
		Right:   "| Role | Pay |\n| --- | --- |\n| Analyst | £38,000 |\n",
	})
	FutureDate = register(Rule{
		Code: "future-date", Severity: Warning, Area: FrontMatter,
		Meaning: "reviewed:, checked: or gone: is a day that is still to come",
		Wrong:   "reviewed: 2126-11-01\n",
		Right:   "reviewed: 2026-11-01\n",
	})
	LongSentence = register(Rule{
		Code: "long-sentence", Severity: Off, Area: Text,
		Meaning: "a sentence has more than 40 words",
		Wrong: "Ask your manager, who knows the people, and the people, who know the work, and\n" +
			"those who did it before them, and, if there are any, those who will do it after\n" +
			"them, what they would have liked to know on their very first day.\n",
		Right: "Ask your manager, who knows the people, and the people, who know the work.\n" +
			"What would they have liked to know on their first day?\n",
	})
	NoCost = register(Rule{
		Code: "no-cost", Severity: Notice, Area: FrontMatter,
		Meaning: "a resource does not say what it costs",
		Wrong: `resources:
  - {id: one, title: A, url: "https://example.org/", type: book, why: W,
     checked: 2026-11-01}
`,
		Right: `resources:
  - {id: one, title: A, url: "https://example.org/", type: book, why: W,
     checked: 2026-11-01, cost: free}
`,
	})
	NoVerb = register(Rule{
		Code: "no-verb", Severity: Warning, Area: FrontMatter,
		Meaning: "an item of a checklist begins with no verb, so it does not say what to do",
		Wrong:   "checklist:\n  - {id: one, text: A good book}\n",
		Right:   "checklist:\n  - {id: one, text: Read a good book}\n",
	})
	NotChecked = register(Rule{
		Code: "not-checked", Severity: Notice, Area: FrontMatter,
		Meaning: "a resource does not say when somebody last opened it",
		Wrong: `resources:
  - {id: one, title: A, url: "https://example.org/", type: book, why: W,
     cost: free}
`,
		Right: `resources:
  - {id: one, title: A, url: "https://example.org/", type: book, why: W,
     cost: free, checked: 2026-11-01}
`,
	})
	OldCheck = register(Rule{
		Code: "old-check", Severity: Notice, Area: FrontMatter,
		Meaning: "the last check of a resource is longer ago than checkEvery: in guide.yaml, or a year",
		Wrong: `resources:
  - {id: one, title: A, url: "https://example.org/", type: book, why: W,
     cost: free, checked: 2025-11-01}
`,
		Right: `resources:
  - {id: one, title: A, url: "https://example.org/", type: book, why: W,
     cost: free, checked: 2026-11-01}
`,
	})
	OldReview = register(Rule{
		Code: "old-review", Severity: Notice, Area: FrontMatter,
		Meaning: "the last review of a page is longer ago than its reviewEvery:, that of guide.yaml, or a year",
		Wrong:   "reviewed: 2025-11-01\n",
		Right:   "reviewed: 2026-11-01\n",
	})
	OrphanPage = register(Rule{
		Code: "orphan-page", Severity: Warning, Area: WholeGuide,
		Meaning:   "only the home page links to a page: no text does, and the footer has room for 50 pages",
		NoExample: "it needs more than 50 pages",
	})
	TwoActions = register(Rule{
		Code: "two-actions", Severity: Warning, Area: FrontMatter,
		Meaning: "an item of a checklist holds two actions, but can be ticked only once",
		Wrong:   "checklist:\n  - {id: one, text: Write a letter and send it to three people}\n",
		Right:   "checklist:\n  - {id: one, text: Send a letter to three people}\n",
	})
	UnexplainedAbbreviation = register(Rule{
		Code: "unexplained-abbreviation", Severity: Warning, Area: Text,
		Meaning: "nothing explains an abbreviation: no page and no term of the glossary",
		Wrong:   "Ask for the MTTR of the team.\n",
		Right:   "Ask for the mean time to repair (MTTR) of the team.\n",
	})
	UnsourcedNumber = register(Rule{
		Code: "unsourced-number", Severity: Off, Area: Text,
		Meaning: "a paragraph claims a share, a sum or a count, and has neither a footnote nor a link",
		Wrong:   "In 2025, 60% of projects were late.\n",
		Right:   "In 2025, [60% of projects were late](https://example.org/survey).\n",
	})
	UnusedTerm = register(Rule{
		Code: "unused-term", Severity: Off, Area: WholeGuide,
		Meaning: "no text uses a term of the glossary",
		Wrong:   "-- content/glossary.yaml --\n- {term: risk, means: What may happen}\n",
		Right:   "Note every risk.\n-- content/glossary.yaml --\n- {term: risk, means: What may happen}\n",
	})
	VagueLink = register(Rule{
		Code: "vague-link", Severity: Warning, Area: Links,
		Meaning: "the words of a link do not say where it leads",
		Wrong:   "For the tools, [click here](tools.md).\n",
		Right:   "Read about [the tools](tools.md).\n",
	})
)
