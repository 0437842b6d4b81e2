package diag

// The rules of links and pictures.
var (
	ActiveFile = register(Rule{
		Code: "active-file", Area: Links, OnlyWarns: "in static/",
		Meaning: "a browser would run scripts in a file that the guide publishes",
		Wrong:   "[A map](map.html)\n-- content/steps/1-begin/map.html --\n<p>The way</p>\n",
		Right:   "[A map](map.svg)\n-- content/steps/1-begin/map.svg --\n" + svg,
	})
	BadLink = register(Rule{
		Code: "bad-link", Area: Links,
		Meaning: "an address is empty, or of a kind that the guide cannot link to",
		Wrong:   "[The files](file:///home/ann/files)\n",
		Right:   "[The files](https://example.org/files)\n",
	})
	BadPicture = register(Rule{
		Code: "bad-picture", Area: Links,
		Meaning: "a file is shown as a picture that is none, or cannot be read",
		Wrong:   "![A map](map.txt)\n-- content/steps/1-begin/map.txt --\nThe way\n",
		Right:   "![A map](map.svg)\n-- content/steps/1-begin/map.svg --\n" + svg,
	})
	BadSheet = register(Rule{
		Code: "bad-sheet", Area: Links,
		Meaning: "a CSV file cannot be shown as a table",
		Wrong:   "My log: ![My log](log.csv)\n-- content/steps/1-begin/log.csv --\nday,hours\n1,2\n",
		Right:   "My log:\n\n![My log](log.csv)\n-- content/steps/1-begin/log.csv --\nday,hours\n1,2\n",
	})
	BrokenLink = register(Rule{
		Code: "broken-link", Area: Links,
		Meaning: "a link leads to a page, a file or an id that does not exist",
		Wrong:   "[Tools](tool.md)\n",
		Right:   "[Tools](tools.md)\n",
	})
	DeadAddress = register(Rule{
		Code: "dead-address", Area: Links, Flag: linksFlag, NoExample: dependsOnServers,
		Meaning: "a web address leads to nothing: its page is not found, or its host does not exist",
	})
	InsecureAddress = register(Rule{
		Code: "insecure-address", Severity: Warning, Area: Links, Flag: linksFlag, NoExample: dependsOnServers,
		Meaning: "an address begins with http:, and its page is also at https:",
	})
	HeavyPicture = register(Rule{
		Code: "heavy-picture", Severity: Warning, Area: Links,
		Meaning: "a picture is larger than readers need: over 1 MB, or over 4000 pixels on a side; a JPEG or a PNG " +
			"in content/, which a build scales: over 50 million pixels",
		NoExample: "it would have megabytes",
	})
	LocalAddress = register(Rule{
		Code: "local-address", Area: Links,
		Meaning: "an address leads to the author's computer, or into a network that readers are not in",
		Wrong:   "[The plan](http://localhost:8080/plan/)\n",
		Right:   "[The plan](https://example.org/plan/)\n",
	})
	MissingAlt = register(Rule{
		Code: "missing-alt", Area: Links,
		Meaning: "a picture has no text for people who cannot see it",
		Wrong:   "![](map.svg)\n-- content/steps/1-begin/map.svg --\n" + svg,
		Right:   "![A map](map.svg)\n-- content/steps/1-begin/map.svg --\n" + svg,
	})
	MovedAddress = register(Rule{
		Code: "moved-address", Severity: Warning, Area: Links, Flag: linksFlag, NoExample: dependsOnServers,
		Meaning: "the server of a web address says that its page has another one for good",
	})
	UnknownAddress = register(Rule{
		Code: "unknown-address", Severity: Notice, Area: Links, Flag: linksFlag, NoExample: dependsOnServers,
		Meaning: "it could not be learnt whether a web address works",
	})
	PhotoLocation = register(Rule{
		Code: "photo-location", Severity: Warning, Area: Links,
		Meaning:   "a photo in static/ says where it was taken; from those in content/ it is taken out",
		NoExample: "a text cannot show a photo",
	})
	WrappedAddress = register(Rule{
		Code: "wrapped-address", Severity: Warning, Area: Links,
		Meaning: "an address leads to another one through a service that was put before it",
		Wrong:   "[The plan](https://www.google.com/url?q=https://example.org/plan/&sa=D)\n",
		Right:   "[The plan](https://example.org/plan/)\n",
	})
	Withheld = register(Rule{
		Code: "withheld", Area: Links,
		Meaning: "a link or needs: leads to a page that is not published",
		Wrong: "[Books](books.md)\n-- content/steps/1-begin/books.md --\n" +
			"---\ntitle: Books\nsummary: What to read\ndraft: true\n---\n",
		Right: "[Books](books.md)\n-- content/steps/1-begin/books.md --\n" +
			"---\ntitle: Books\nsummary: What to read\n---\nRead one.\n",
	})
)

const (
	linksFlag        = "--links"
	dependsOnServers = "it depends on what servers answer"
)

// svg is a drawing for examples.
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>` + "\n"
