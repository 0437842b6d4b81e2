package diag

// The rules of texts in Markdown.
var (
	BadAlert = register(Rule{
		Code: "bad-alert", Area: Text,
		OnlyWarns: "for an alert as GitHub wrote them until 2023, > **Note**",
		Meaning:   "an alert is not written as > [!NOTE], or has a title alone",
		Wrong:     "> [!NOTE] Ask first.\n",
		Right:     "> [!NOTE]\n> Ask first.\n",
	})
	BadAllow = register(Rule{
		Code: "bad-allow", Severity: Warning, Area: Text,
		Meaning: "a comment that should silence a rule lacks the code or the reason, or is inside a paragraph",
		Wrong:   "Text. <!-- allow: raw-html the old site links here -->\n",
		Right:   "<!-- allow: raw-html the old site links here -->\n<div id=\"old\"></div>\n",
	})
	BadFoldOut = register(Rule{
		Code: "bad-fold-out", Area: Text,
		Meaning: "a fold-out is not closed, or lacks its summary, its text or an empty line",
		Wrong:   "<details>\n<summary>Do I need a degree?</summary>\n\nNo.\n",
		Right:   "<details>\n<summary>Do I need a degree?</summary>\n\nNo.\n\n</details>\n",
	})
	BadTag = register(Rule{
		Code: "bad-tag", Area: Text,
		Meaning: "a tag such as <kbd> is not closed, or lacks its attribute or has others",
		Wrong:   "Press <kbd>Ctrl + S.\n",
		Right:   "Press <kbd>Ctrl</kbd> + <kbd>S</kbd>.\n",
	})
	BadVideo = register(Rule{
		Code: "bad-video", Area: Text,
		Meaning: "a video lacks its still picture, its host or its name there",
		Wrong:   "![A day at work](https://www.youtube.com/watch?v=dQw4w9WgXcQ)\n",
		Right:   "[A day at work](https://www.youtube.com/watch?v=dQw4w9WgXcQ)\n",
	})
	BrokenTable = register(Rule{
		Code: "broken-table", Severity: Warning, Area: Text,
		Meaning: "a row of a table has too many or too few cells",
		Wrong:   "| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n",
		Right:   "| a | b |\n| --- | --- |\n| 1 | 2 |\n",
	})
	ConflictMarker = register(Rule{
		Code: "conflict-marker", Area: Text,
		Meaning: "the marks of an unfinished merge are in a text",
		Wrong:   "<<<<<<< HEAD\nOur words.\n=======\nTheir words.\n>>>>>>> main\n",
		Right:   "Our words.\n",
		NoAllow: "finish the merge",
	})
	CutText = register(Rule{
		Code: "cut-text", Severity: Warning, Area: Text,
		Meaning:   "a text ends in the middle of a line, without a line break",
		NoExample: "examples end with a line break",
	})
	EmphasisMark = register(Rule{
		Code: "emphasis-mark", Severity: Warning, Area: Text,
		Meaning: "stars, tildes or backticks that should change words are shown, or change words by chance",
		Wrong:   "This is **important and goes on.\n",
		Right:   "This is **important** and goes on.\n",
	})
	ForeignMark = register(Rule{
		Code: "foreign-mark", Severity: Warning, Area: Text,
		Meaning: "marks that only other programs read are shown as they are written",
		Wrong:   "See [[Tools]].\n",
		Right:   "See [Tools](tools.md).\n",
	})
	HeadingMark = register(Rule{
		Code: "heading-mark", Severity: Warning, Area: Text,
		Meaning: "a line that looks like a heading is none, or a text that looks like none is one",
		Wrong:   "##The first meeting\n",
		Right:   "## The first meeting\n",
	})
	IndentedCode = register(Rule{
		Code: "indented-code", Severity: Warning, Area: Text,
		Meaning: "sentences are shown as code, because their lines are indented",
		Wrong:   "    Ask who decides, and by when.\n",
		Right:   "Ask who decides, and by when.\n",
	})
	LinkMark = register(Rule{
		Code: "link-mark", Severity: Warning, Area: Text,
		Meaning: "brackets that look like a link or a picture are shown as they are written",
		Wrong:   "See [the tools](https://example.org/the tools.html).\n",
		Right:   "See [the tools](https://example.org/the%20tools.html).\n",
	})
	ListMark = register(Rule{
		Code: "list-mark", Severity: Warning, Area: Text,
		Meaning: "lines that look like a list are none",
		Wrong:   "-Ask\n-Listen\n",
		Right:   "- Ask\n- Listen\n",
	})
	SublistIndent = register(Rule{
		Code: "sublist-indent", Severity: Warning, Area: Text,
		Meaning: "a list that looks as if it were inside an item is one of its own",
		Wrong:   "1. Ask\n  - who decides\n2. Listen\n",
		Right:   "1. Ask\n   - who decides\n2. Listen\n",
	})
	Mojibake = register(Rule{
		Code: "mojibake", Severity: Warning, Area: Text,
		Meaning: "a program read characters in the wrong encoding, or lost them",
		Wrong:   "Donâ€™t ask.\n",
		Right:   "Don’t ask.\n",
	})
	TableMark = register(Rule{
		Code: "table-mark", Severity: Warning, Area: Text,
		Meaning: "lines that look like a table are none",
		Wrong:   "Name\tDay\nAnn\tMonday\n",
		Right:   "| Name | Day |\n| --- | --- |\n| Ann | Monday |\n",
	})
	UnclosedFence = register(Rule{
		Code: "unclosed-fence", Area: Text,
		Meaning: "a fence of code is never closed, so all that follows is code",
		Wrong:   "```\nDear Ann\n\nMore text.\n",
		Right:   "```\nDear Ann\n```\n\nMore text.\n",
	})
	H1InBody = register(Rule{
		Code: "h1-in-body", Severity: Warning, Area: Text,
		Meaning: "a heading of the first level is in the text, where the title of the page is the only one",
		Wrong:   "# The first meeting\n",
		Right:   "## The first meeting\n",
	})
	HeadingAttribute = register(Rule{
		Code: "heading-attribute", Area: Text,
		Meaning: "the braces after a heading hold something other than an id",
		Wrong:   "## The first meeting {.large}\n",
		Right:   "## The first meeting {#meeting}\n",
	})
	HeadingClash = register(Rule{
		Code: "heading-clash", Severity: Warning, Area: Text,
		Meaning: "two headings of a page would get the same id",
		Wrong:   "## Plan\n\nFirst.\n\n## Plan\n\nAgain.\n",
		Right:   "## Plan\n\nFirst.\n\n## Plan {#plan-again}\n\nAgain.\n",
	})
	RawHTML = register(Rule{
		Code: "raw-html", Area: Text,
		Meaning: "HTML is in the text; it is left out",
		Wrong:   "Do it <b>now</b>.\n",
		Right:   "Do it **now**.\n",
	})
	SkippedLevel = register(Rule{
		Code: "skipped-level", Severity: Warning, Area: Text,
		Meaning: "a heading is more than one level below the heading before it",
		Wrong:   "## Plan\n\n#### Dates\n",
		Right:   "## Plan\n\n### Dates\n",
	})
	StrayAttributes = register(Rule{
		Code: "stray-attributes", Area: Text,
		Meaning: "attributes in braces follow a link, a picture or code; they would be shown as text",
		Wrong:   "[Tools](tools.md){target=_blank}\n",
		Right:   "[Tools](tools.md)\n",
	})
	TaskList = register(Rule{
		Code: "task-list", Area: Text,
		Meaning: "a list in the text has boxes; only those of checklist: can be ticked",
		Wrong:   "- [ ] Call a mentor\n",
		Right:   "- Call a mentor\n",
	})
	TooComplex = register(Rule{
		Code: "too-complex", Area: Text,
		Meaning:   "a text is too long, or has too many nested lists, cells or addresses, to be converted",
		NoExample: "it would fill pages",
		NoAllow:   "the text cannot be converted",
	})
	UnclosedComment = register(Rule{
		Code: "unclosed-comment", Area: Text,
		Meaning: "a comment has no end, so everything below it is left out",
		Wrong:   "<!-- to be written\n\nText.\n",
		Right:   "<!-- to be written -->\n\nText.\n",
	})
	UndefinedFootnote = register(Rule{
		Code: "undefined-footnote", Severity: Warning, Area: Text,
		Meaning: "a text refers to a footnote that does not exist",
		Wrong:   "Two in three agree.[^survey]\n",
		Right:   "Two in three agree.[^survey]\n\n[^survey]: The survey of 2026.\n",
	})
	UndefinedReference = register(Rule{
		Code: "undefined-reference", Severity: Warning, Area: Text,
		Meaning: "a link refers to an address that is not defined, so it is shown as text",
		Wrong:   "See [the survey][survey].\n",
		Right:   "See [the survey][survey].\n\n[survey]: https://example.org/survey\n",
	})
	UnknownAlert = register(Rule{
		Code: "unknown-alert", Severity: Warning, Area: Text,
		Meaning: "there is no alert of that kind",
		Wrong:   "> [!WARNNG]\n> Ask first.\n",
		Right:   "> [!WARNING]\n> Ask first.\n",
	})
	UnsupportedBlock = register(Rule{
		Code: "unsupported-block", Area: Text,
		Meaning: "tabs, a formula or a diagram would be shown as it is written",
		Wrong:   "```mermaid\ngraph TD; Ask-->Decide\n```\n",
		Right:   "First ask, then decide.\n",
	})
	UnknownLanguage = register(Rule{
		Code: "unknown-language", Severity: Notice, Area: Text,
		Meaning: "the language of a block of code is not known, so the code has no colours",
		Wrong:   "```pyhton\nhours = 30\n```\n",
		Right:   "```python\nhours = 30\n```\n",
	})
	UnusedAllow = register(Rule{
		Code: "unused-allow", Severity: Warning, Area: Text,
		Meaning: "a comment silences a rule that has nothing to say there",
		Wrong:   "<!-- allow: raw-html the old site links here -->\nText.\n",
		Right:   "Text.\n",
		NoAllow: "delete the comment",
	})
	UnusedFootnote = register(Rule{
		Code: "unused-footnote", Severity: Warning, Area: Text,
		Meaning: "nothing refers to a footnote, so it is left out",
		Wrong:   "Two in three agree.\n\n[^survey]: The survey of 2026.\n",
		Right:   "Two in three agree.[^survey]\n\n[^survey]: The survey of 2026.\n",
	})
)
