package diag

// The rules of templates/ and static/, which are the publisher's. Their files have no comments that silence a rule.
var (
	Blocked = register(Rule{
		Code: "blocked", Area: Theme,
		Meaning: "a template or a script loads what the Content-Security-Policy of the pages blocks",
		Wrong:   "-- templates/toc.html --\n<script src=\"https://stats.example.org/s.js\"></script>\n",
		NoAllow: "analytics: in guide.yaml changes the policy",
	})
	CSS = register(Rule{
		Code: "css", Area: Theme, OnlyWarns: "for what a browser may still understand",
		Meaning: "a style sheet has a mistake",
		Wrong:   "-- static/css/print.css --\n@import \"nothing.css\";\n",
		Right:   "-- static/css/print.css --\na { color: black }\n",
		NoAllow: publishers,
	})
	HeavyFont = register(Rule{
		Code: "heavy-font", Severity: Warning, Area: Theme,
		Meaning:   "the fonts of the style sheets have more than 40 kB",
		NoExample: "an example cannot hold a font",
	})
	MissingWord = register(Rule{
		Code: "missing-word", Area: Theme,
		Meaning: "a template or a script asks for a message that there is not",
		Wrong:   "-- templates/page-meta.html --\n{{word \"reviewd\"}}\n",
		Right:   "-- templates/page-meta.html --\n{{word \"topic\"}}\n",
		NoAllow: publishers,
	})
	Outdated = register(Rule{
		Code: "outdated", Severity: Notice, Area: Theme,
		Meaning: "a file that guide eject wrote lies over one that another version of the program has changed",
		Wrong:   "-- templates/footer.html --\n{{/* from guide v1.0.0, 0123456789ab */ -}}\n<footer></footer>\n",
		Right:   "-- templates/footer.html --\n<footer></footer>\n",
		NoAllow: publishers,
	})
	Script = register(Rule{
		Code: "script", Area: Theme, OnlyWarns: "for what a browser may still understand",
		Meaning: "a script has a mistake",
		Wrong:   "-- static/js/redirect.js --\nlet a = ;\n",
		Right:   "-- static/js/redirect.js --\nlet a = 1;\n",
		NoAllow: publishers,
	})
	Template = register(Rule{
		Code: "template", Area: Theme,
		Meaning: "a template has a mistake, or fails for a page",
		Wrong:   "-- templates/page-meta.html --\n{{.Titel}}\n",
		Right:   "-- templates/page-meta.html --\n{{.Title}}\n",
		NoAllow: publishers,
	})
	TemplateLink = register(Rule{
		Code: "template-link", Area: Theme,
		Meaning: "a link in a template leads to a file that the site does not have",
		Wrong:   "-- templates/page-meta.html --\n<a href=\"{{.Href \"/step/\"}}\">All</a>\n",
		Right:   "-- templates/page-meta.html --\n<a href=\"{{.Href \"/steps/\"}}\">All</a>\n",
		NoAllow: publishers,
	})
	Untranslated = register(Rule{
		Code: "untranslated", Severity: Notice, Area: Theme,
		Meaning: "the messages in the language of the guide are not complete, so readers see some in English",
		Wrong: "-- content/guide.yaml --\n" + exampleSettings + "language: fr\n" +
			"-- templates/i18n/fr.yaml --\nsteps: Étapes\n",
		Right: "-- templates/i18n/en.yaml --\nsteps: Stages\n",
	})
	UnusedToken = register(Rule{
		Code: "unused-token", Severity: Warning, Area: Theme,
		Meaning: "static/css/tokens.css sets a custom property that nothing uses",
		Wrong:   "-- static/css/tokens.css --\n:root { --color-links: #005eb8 }\n",
		Right:   "-- static/css/tokens.css --\n:root { --color-link: #005eb8 }\n",
		NoAllow: publishers,
	})
	UnknownSitemap = register(Rule{
		Code: "unknown-sitemap", Severity: Warning, Area: Theme,
		Meaning: "robots.txt names a sitemap that does not exist",
		Wrong:   "-- static/robots.txt --\nSitemap: /sitemap.xml\n",
		Right:   "-- static/robots.txt --\nUser-agent: *\nDisallow: /drafts/\n",
		NoAllow: publishers,
	})
)

const publishers = "only files of content/ have comments that silence a rule"
