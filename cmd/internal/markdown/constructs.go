package markdown

import "strings"

// Construct is something that a text may have.
type Construct struct {
	Name    string
	Example string // Markdown
	Note    string // sentences
}

// Constructs lists what texts may have. What every writer of Markdown knows comes first.
var Constructs = []Construct{
	{"Paragraphs", "Words that are *stressed* or **important**, ~~struck out~~ or `code`.\nThe same paragraph.\\\n" +
		"A new line of it.\n\nThe next paragraph.\n",
		"Quotation marks and dashes are made of those on the keyboard: \"so\" -- and so on..."},
	{"Keys, figures and abbreviations", "Press <kbd>Ctrl</kbd>. H<sub>2</sub>O, 10<sup>3</sup>,\n" +
		"<abbr title=\"mean time to repair\">MTTR</abbr>. One line<br>and the next.\n",
		"Of HTML a text may have these tags, <br>, which a cell of a table may need, and anchors, alone."},
	{"Headings", "## The first meeting\n\n### Before it {#prepare}\n",
		"They begin with the second level, since the title of the page is the first. Words in lower case, with " +
			"hyphens between them, are the id of a heading; {#...} gives it another."},
	{"Lists", "- one\n- two\n\n1. first\n2. second\n", "A list of things to do is checklist: in the front matter."},
	{"Definitions", "Mentor\n: Somebody who helps.\n", ""},
	{"Links", "[Step 2](../2-learn/index.md#begin), [a term](/glossary/#sponsor)\nor [a site](https://example.org/)\n",
		"A link to a page names its file, and after # the id of a heading, an action or a resource; of a heading " +
			"also the id that GitHub gives it. Pages that the program makes have an address. All are checked; an " +
			"address of the web only by guide check --links."},
	{"Anchors", "<a id=\"old-name\"></a>\n\nThe text to which links with #old-name lead.\n",
		"They stand between paragraphs or within one. A heading needs none."},
	{"Footnotes", "They meet twice a month.[^1]\n\n[^1]: [A survey](https://example.org/), 2026.\n",
		"They are for sources: /sources/ lists them all."},
	{"Alerts", "> [!TIP]\n> Agree how often you meet.\n\n> [!WARNING] Before you sign\n> Read the small print.\n",
		"The kinds are " + strings.Join(AlertKinds, ", ") + ". The words behind the kind are a title."},
	{"Fold-outs", "<details>\n<summary>Do I need a degree?</summary>\n\nNo, and here is *why*.\n\n</details>\n",
		"They are for questions and their answers, too. <details open> is open at first; on paper all are. A " +
			"fold-out may have any blocks, and others inside it."},
	{"Quotations", "> It was the best hour of my week.\n", ""},
	{"Tables", "| Week | What |\n| --- | --- |\n| 1 | Meet |\n",
		"Colons in the second line align a column: :---, ---:."},
	{"Code", "```python\nhours = 30  # a week\n```\n", "The language behind the backticks gives it colours."},
	{"Pictures", "![A route of seven steps](route.svg)\n",
		"The words in brackets are for those who cannot see it. With a title, route.svg \"The route\", it is a " +
			"figure with that caption. route-wide.svg beside it is its form for wide screens."},
	{"Videos", "[![Two people at a desk](still.jpg)](https://youtu.be/dQw4w9WgXcQ \"A day at work\")\n",
		"A picture of your own that links to a video of YouTube, Vimeo or a PeerTube, and stands alone, becomes its " +
			"player when the reader clicks. The page names the host, of which nothing is asked before."},
	{"Sheets", "![My log](log.csv)\n",
		"A CSV file becomes a table with a link to download it. Rows of empty cells show on paper only."},
	{"Downloads", "[The form](form.pdf)\n", "A file is published if a published page links to it. It may be no web " +
		"page, script or drawing with a script."},
	{"Comments", "<!-- for editors -->\n", "They are left out. <!-- allow: code reason --> silences a rule for the " +
		"block below it."},
}
