package diag

// The rules of files: their names, their places, and whether they can be read.
var (
	BadName = register(Rule{
		Code: "bad-name", Area: Files,
		OnlyWarns: "for a name that this system can hold and others cannot, or that misleads",
		Meaning:   "a name of a file or folder is not one that a page, a file or an address can have",
		Wrong:     "-- content/steps/3-My Plan.md --\n---\ntitle: My plan\nsummary: What to do\n---\nText.\n",
		Right:     "-- content/steps/3-my-plan.md --\n---\ntitle: My plan\nsummary: What to do\n---\nText.\n",
		NoAllow:   "it would be missing in the site; if it warns: # allow: bad-name reason, in content/guide.yaml",
	})
	EmptyFile = register(Rule{
		Code: "empty-file", Area: Files,
		Meaning: "a YAML file has no content",
		Wrong:   "-- content/glossary.yaml --\n# to be written\n",
		Right:   "-- content/glossary.yaml --\n- {term: Risk, means: What may happen}\n",
		NoAllow: "delete the file",
	})
	LeftBehind = register(Rule{
		Code: "left-behind", Severity: Notice, Area: Files,
		Meaning: "a file was left behind by another program; it is skipped",
		Wrong:   "-- content/Thumbs.db --\n",
	})
	LFSPointer = register(Rule{
		Code: "lfs-pointer", Area: Files,
		Meaning: "a file is a pointer of Git LFS: the file itself was not fetched",
		Wrong: "[A form](form.pdf)\n-- content/steps/1-begin/form.pdf --\n" +
			"version https://git-lfs.github.com/spec/v1\n",
		Right: "[A form](form.pdf)\n-- content/steps/1-begin/form.pdf --\n%PDF-1.7\n",
	})
	NoStep = register(Rule{
		Code: "no-step", Area: Files,
		Meaning: "a folder has topics and no index.md, which is the step",
		Wrong:   "-- content/steps/3-plan/dates.md --\n---\ntitle: Dates\nsummary: When\n---\nText.\n",
		Right: "-- content/steps/3-plan/index.md --\n---\ntitle: Plan\nsummary: What to do\n---\n" +
			"-- content/steps/3-plan/dates.md --\n---\ntitle: Dates\nsummary: When\n---\nText.\n",
		NoAllow: "it would be missing in the site",
	})
	NoSteps = register(Rule{
		Code: "no-steps", Severity: Warning, Area: Files,
		Meaning:   "there are no steps in content/steps/",
		NoExample: "a text cannot show what is missing",
	})
	NotAFile = register(Rule{
		Code: "not-a-file", Area: Files,
		Meaning:   "something in static/ is neither a file nor a folder",
		NoExample: "a text cannot show a link or a pipe",
		NoAllow:   "there is nothing to publish",
	})
	NotText = register(Rule{
		Code: "not-text", Area: Files,
		Meaning:   "a file is not text, or is saved as UTF-16",
		NoExample: "it would not be text",
		NoAllow:   "the file cannot be read",
	})
	NotUTF8 = register(Rule{
		Code: "not-utf8", Area: Files,
		Meaning:   "a file is not saved as UTF-8",
		NoExample: "it would not be UTF-8",
		NoAllow:   "the file cannot be read",
	})
	SameAddress = register(Rule{
		Code: "same-address", Area: Files,
		Meaning: "two pages, files or aliases have the same address, or nearly the same",
		Wrong:   "-- content/steps/3-learn.md --\n---\ntitle: Learn more\nsummary: Never stop\n---\nText.\n",
		Right:   "-- content/steps/3-learn-more.md --\n---\ntitle: Learn more\nsummary: Never stop\n---\nText.\n",
		NoAllow: "it would be missing in the site",
	})
	SameNumber = register(Rule{
		Code: "same-number", Area: Files,
		Meaning: "two steps, two topics of a step, or two ids on record have the same number",
		Wrong:   "-- content/steps/2-teach.md --\n---\ntitle: Teach\nsummary: Learn it twice\n---\nText.\n",
		Right:   "-- content/steps/3-teach.md --\n---\ntitle: Teach\nsummary: Learn it twice\n---\nText.\n",
		NoAllow: "a number is the place of one thing only",
	})
	TooDeep = register(Rule{
		Code: "too-deep", Area: Files,
		Meaning: "a topic is not directly in the folder of its step",
		Wrong:   "-- content/steps/1-begin/more/books.md --\n---\ntitle: Books\nsummary: What to read\n---\nText.\n",
		Right:   "-- content/steps/1-begin/books.md --\n---\ntitle: Books\nsummary: What to read\n---\nText.\n",
		NoAllow: "it would be missing in the site",
	})
	TooLarge = register(Rule{
		Code: "too-large", Area: Files,
		Meaning:   "a file or its front matter is too large to be read",
		NoExample: "it would fill a book",
		NoAllow:   "the file cannot be read",
	})
	UnnamedFile = register(Rule{
		Code: "unnamed-file", Severity: Warning, Area: Files,
		Meaning: "no page refers to a file, so it is not published",
		Wrong:   "-- content/steps/1-begin/log.csv --\nday,hours\n1,2\n",
		Right:   "[My log](log.csv)\n-- content/steps/1-begin/log.csv --\nday,hours\n1,2\n",
	})
	Unreadable = register(Rule{
		Code: "unreadable", Area: Files,
		Meaning:   "a file or folder cannot be read, or a link in its place leads to nothing that can be published",
		NoExample: "a text cannot show what the disk does",
		NoAllow:   "there is nothing to publish",
	})
)
