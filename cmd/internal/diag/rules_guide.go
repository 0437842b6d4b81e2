package diag

// The rules of the guide as a whole: settings, steps, glossary, and the record of what was published.
var (
	BadBrand = register(Rule{
		Code: "bad-brand", Area: WholeGuide,
		Meaning: "brand: names a file that is not in static/, or that browsers cannot show",
		Wrong:   "-- content/guide.yaml --\n" + exampleSettings + "language: en\nbrand: {logo: img/logo.svg}\n",
		Right: "-- content/guide.yaml --\n" + exampleSettings + "language: en\nbrand: {logo: img/logo.svg}\n" +
			"-- static/img/logo.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"/>\n",
	})
	BadStart = register(Rule{
		Code: "bad-start", Area: WholeGuide,
		Meaning: "start: of the home page names what is not an action of the guide, or names one twice",
		Wrong:   exampleItem + "-- content/index.md --\n---\nhome: {start: [reed]}\n---\n",
		Right:   exampleItem + "-- content/index.md --\n---\nhome: {start: [read]}\n---\n",
	})
	BadSynonyms = register(Rule{
		Code: "bad-synonyms", Area: WholeGuide,
		Meaning: "a list of synonyms has fewer than two different words or phrases",
		Wrong:   "-- content/guide.yaml --\n" + exampleSettings + "language: en\nsynonyms:\n  - [CV]\n",
		Right:   "-- content/guide.yaml --\n" + exampleSettings + "language: en\nsynonyms:\n  - [CV, resume]\n",
	})
	BadTerm = register(Rule{
		Code: "bad-term", Area: WholeGuide,
		Meaning: "a term of the glossary has no letter or digit",
		Wrong:   "-- content/glossary.yaml --\n- {term: \"?\", means: Nobody knows}\n",
		Right:   "-- content/glossary.yaml --\n- {term: Risk, means: What may happen}\n",
	})
	BadTimezone = register(Rule{
		Code: "bad-timezone", Area: WholeGuide,
		Meaning: "there is no time zone of that name",
		Wrong:   "-- content/guide.yaml --\n" + exampleSettings + "language: en\ntimezone: London\n",
		Right:   "-- content/guide.yaml --\n" + exampleSettings + "language: en\ntimezone: Europe/London\n",
	})
	CardText = register(Rule{
		Code: "card-text", Severity: Notice, Area: WholeGuide,
		Meaning: "the pictures that links on other sites show leave out a title: their font is for the Latin, Greek " +
			"and Cyrillic scripts",
		Wrong: "-- content/guide.yaml --\nid: example\ntitle: 進路\nsummary: An example\nlanguage: en\n" +
			"baseURL: https://example.org/\n",
	})
	ChangedGuideID = register(Rule{
		Code: "changed-guide-id", Area: WholeGuide,
		Meaning: "the guide was published under another id, under which readers' progress is kept",
		Wrong:   "-- content/published.yaml --\nguide: example-1\nids: {}\npages: {}\n",
		Right:   "-- content/published.yaml --\nguide: example\nids: {}\npages: {}\n",
	})
	DuplicateTerm = register(Rule{
		Code: "duplicate-term", Area: WholeGuide,
		Meaning: "two terms of the glossary have the same name",
		Wrong: "-- content/glossary.yaml --\n" +
			"- {term: Risk, means: What may happen}\n- {term: Issue, means: What has happened, aka: [risk]}\n",
		Right: "-- content/glossary.yaml --\n" +
			"- {term: Risk, means: What may happen}\n- {term: Issue, means: What has happened}\n",
	})
	LostID = register(Rule{
		Code: "lost-id", Area: WholeGuide,
		Meaning: "an id was published and is gone, so readers would lose their ticks",
		Wrong: "-- content/published.yaml --\nguide: example\nids:\n" + exampleIDEntry + "pages: {}\n" +
			"-- content/guide.yaml --\n" + exampleSettings + "language: en\n",
		Right: "-- content/published.yaml --\nguide: example\nids:\n" + exampleIDEntry + "pages: {}\n" +
			"-- content/guide.yaml --\n" + exampleSettings + "language: en\nretired: {ids: [read]}\n",
		NoAllow: "was: and retired: say what became of the id",
	})
	LostPage = register(Rule{
		Code: "lost-page", Area: WholeGuide,
		Meaning: "the address of a page was published and is gone, so bookmarks would lead nowhere",
		Wrong:   exampleRecordedPage + "-- content/guide.yaml --\n" + exampleSettings + "language: en\n",
		Right: exampleRecordedPage + "-- content/guide.yaml --\n" + exampleSettings +
			"language: en\nretired: {pages: [/steps/start/]}\n",
		NoAllow: "aliases: and retired: say what became of the page",
	})
	NoHistory = register(Rule{
		Code: "no-history", Severity: Notice, Area: WholeGuide,
		Meaning:   "pages are to say when they last changed, and git does not know: the clone is shallow",
		NoExample: "a text cannot show a repository",
	})
	NoSettings = register(Rule{
		Code: "no-settings", Area: WholeGuide,
		Meaning:   "there is no content/guide.yaml, which has the id, title, summary and language of the guide",
		NoExample: "a text cannot show what is missing",
		NoAllow:   "there is no guide without it",
	})
	LowContrast = register(Rule{
		Code: "low-contrast", Area: WholeGuide,
		Meaning: "an accent colour of brand: cannot be told from what it stands on (WCAG 2.2)",
		Wrong: "-- content/guide.yaml --\n" + exampleSettings + "language: en\n" +
			"brand: {accent: {light: \"#7fd3d4\"}}\n",
		Right: "-- content/guide.yaml --\n" + exampleSettings + "language: en\n" +
			"brand: {accent: {light: \"#0b5c62\"}}\n",
	})
	NotRecorded = register(Rule{
		Code: "not-recorded", Severity: Warning, Area: WholeGuide,
		Meaning: "content/published.yaml lacks an id, or has one that was withdrawn before anybody saw it " +
			"(no comment silences that)",
		Wrong: "-- content/steps/3-plan.md --\n" +
			"---\ntitle: Plan\nsummary: What to do\nchecklist: [{id: read, text: Read a book}]\n---\n" +
			"-- content/published.yaml --\nguide: example\nids: {}\npages: {}\n",
		Right: "-- content/steps/3-plan.md --\n" +
			"---\ntitle: Plan\nsummary: What to do\nchecklist: [{id: read, text: Read a book}]\n---\n" +
			"-- content/published.yaml --\nguide: example\nids:\n" + exampleIDEntry + "pages: {}\n",
	})
	PrivacyPage = register(Rule{
		Code: "privacy-page", Severity: Warning, Area: WholeGuide,
		Meaning: "analytics: names what counts visits, and no page tells readers of it",
		Wrong: "-- content/guide.yaml --\n" + exampleSettings + "language: en\n" +
			"analytics: {goatcounter: https://example.goatcounter.com/count}\n",
		Right: "-- content/guide.yaml --\n" + exampleSettings + "language: en\n" +
			"analytics: {goatcounter: https://example.goatcounter.com/count}\n" +
			"-- content/pages/privacy.md --\n---\ntitle: Privacy\nsummary: What we learn of you\n---\n" +
			"GoatCounter counts visits.\n",
	})
	NoWords = register(Rule{
		Code: "no-words", Severity: Warning, Area: WholeGuide,
		Meaning: "there are no messages in the language of the guide, so readers see English ones",
		Wrong:   "-- content/guide.yaml --\n" + exampleSettings + "language: fr\n",
		Right:   "-- content/guide.yaml --\n" + exampleSettings + "language: en\n",
	})
)

const (
	exampleItem = "-- content/steps/3-plan.md --\n" +
		"---\ntitle: Plan\nsummary: What to do\nchecklist: [{id: read, text: Read a book}]\n---\n"
	exampleSettings     = "id: example\ntitle: Example\nsummary: A guide\n"
	exampleIDEntry      = "  read: {n: 1, since: 2026-01-01, changed: 2026-01-01, hash: x}\n"
	exampleRecordedPage = "-- content/published.yaml --\nguide: example\nids: {}\n" +
		"pages:\n  /steps/start/: {since: 2026-01-01, changed: 2026-01-01, hash: x}\n"
)
