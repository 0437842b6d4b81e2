package frontmatter

// settingsPart is a mapping in guide.yaml.
type settingsPart struct {
	keys   []string
	hints  map[string]string
	before string // the YAML before a further key
}

func newSettingsPart[T any](s schema[T], before string) settingsPart {
	return settingsPart{keyNames(s), s.keyHints, settingsYAML + before}
}

// settingsParts are the mappings in guide.yaml that are not keys of an editor's choice, by the owners of their keys.
var settingsParts = map[string]settingsPart{
	"retired":   newSettingsPart(retiredSchema, "retired:\n  "),
	"analytics": newSettingsPart(analyticsSchema, "analytics:\n  "),
	"plausible": newSettingsPart(plausibleSchema, "analytics:\n  plausible:\n    domain: a.org\n    "),
	"umami":     newSettingsPart(umamiSchema, "analytics:\n  umami:\n    website: "+exampleWebsite+"\n    "),
	"matomo":    newSettingsPart(matomoSchema, "analytics:\n  matomo:\n    server: https://a.org/\n    site: 1\n    "),
	"script":    newSettingsPart(foreignScriptSchema, "analytics:\n  script:\n    src: https://a.org/s.js\n    "),
	"brand":     newSettingsPart(brandSchema, "brand:\n  "),
	"accent":    newSettingsPart(accentSchema, "brand:\n  accent:\n    light: \"#000\"\n    "),
	"fonts":     newSettingsPart(fontsSchema, "brand:\n  fonts:\n    text: a.woff2\n    "),
}

// isOfSettings reports whether keys of an owner stand in guide.yaml.
func isOfSettings(owner string) bool { return owner == "guide" || settingsParts[owner].keys != nil }

const secureHint = " | write the whole address, from https:// on, in the letters a to z"

// invalidSettings are the rows of invalidValues for what the pages load and show besides texts.
var invalidSettings = []invalidValue{
	{"home-key.doors", "home:\n  doors: [«new»]\n",
		"wrong-type: an entry of doors must be keys such as for:, not a single value | write it as in {for: new, " +
			"to: steps/1-mentor-others/index.md}"},
	{"guide.analytics", settingsYAML + "analytics: «[»goatcounter]\n",
		"wrong-type: analytics must be keys such as goatcounter:, not a list | write it as in analytics: " +
			"{goatcounter: https://example.goatcounter.com/count}"},
	{"analytics.goatcounter", settingsYAML + "analytics:\n  goatcounter: «https://example.goatcounter.com»\n",
		`bad-address: goatcounter: "https://example.goatcounter.com" is not the address that counts | write the one ` +
			"that GoatCounter shows, from https:// to /count"},
	{"analytics.plausible", settingsYAML + "analytics:\n  plausible: «example.org»\n",
		"wrong-type: plausible must be keys such as domain:, not a single value | write it as in plausible: {domain: " +
			"example.org}"},
	{"plausible.domain", settingsYAML + "analytics:\n  plausible:\n    domain: «https://example.org»\n",
		`bad-address: domain: "https://example.org" is not the name of a site | write it as in example.org`},
	{"plausible.script", settingsYAML + "analytics:\n  plausible:\n    domain: a.org\n    script: «/js/script.js»\n",
		`bad-address: script: "/js/script.js" is not an address that pages can load from` + secureHint},
	{"analytics.umami", settingsYAML + "analytics:\n  umami: «x»\n",
		"wrong-type: umami must be keys such as website:, not a single value | write it as in umami: {website: " +
			exampleWebsite + "}"},
	{"umami.website", settingsYAML + "analytics:\n  umami:\n    website: «example.org»\n",
		`bad-id: website: "example.org" is not the id of a website | copy the one that Umami shows, such as ` +
			exampleWebsite},
	{"umami.script", settingsYAML + "analytics:\n  umami:\n    website: " + exampleWebsite +
		"\n    script: «http://a.org/script.js»\n",
		`bad-address: script: "http://a.org/script.js" is not an address that pages can load from` + secureHint},
	{"analytics.matomo", settingsYAML + "analytics:\n  matomo: «https://a.org/»\n",
		"wrong-type: matomo must be keys such as server:, not a single value | write it as in matomo: {server: " +
			"https://example.matomo.cloud/, site: 1}"},
	{"matomo.server", settingsYAML + "analytics:\n  matomo:\n    site: 1\n    server: «a.org»\n",
		`bad-address: server: "a.org" is not an address that pages can load from` + secureHint},
	{"matomo.site", settingsYAML + "analytics:\n  matomo:\n    server: https://a.org/\n    site: «one»\n",
		`wrong-type: site: "one" is not a number from 1`},
	{"analytics.script", settingsYAML + "analytics:\n  script: «https://a.org/s.js»\n",
		"wrong-type: script must be keys such as src:, not a single value | write it as in script: {src: " +
			"https://stats.example.org/count.js}"},
	{"script.src", settingsYAML + "analytics:\n  script:\n    src: «https://a.org/s;.js»\n",
		`bad-address: src: "https://a.org/s;.js" is not an address that pages can load from` + secureHint},
	{"script.attributes", settingsYAML + "analytics:\n  script:\n    src: https://a.org/s.js\n    " +
		"attributes: {«onload»: x}\n",
		`bad-id: attributes: "onload" is not an attribute for the settings of a script | write it as in data-site`},
	{"script.connect", settingsYAML + "analytics:\n  script:\n    src: https://a.org/s.js\n    connect: [«b.org»]\n",
		`bad-address: connect: "b.org" is not an address that pages can load from` + secureHint},
	{"guide.brand", settingsYAML + "brand: «blue»\n",
		`wrong-type: brand must be keys such as accent:, not a single value | write it as in brand: {accent: ` +
			`{light: "#0b5c62"}}`},
	{"brand.accent", settingsYAML + "brand:\n  accent: «'#005eb8'»\n",
		`wrong-type: accent must be keys such as light:, not a single value | write it as in accent: ` +
			`{light: "#0b5c62"}`},
	{"accent.light", settingsYAML + "brand:\n  accent:\n    light: «blue»\n",
		`unknown-value: light: "blue" is not a colour as it is written here | write it as in "#0b5c62", in quotes`},
	{"accent.light", settingsYAML + "brand:\n  accent:\n    light:« #005eb8»\n", `empty-value: light has no value, ` +
		`because # begins a comment | put the value in quotes: "#005eb8"`},
	{"accent.dark", settingsYAML + "brand:\n  accent:\n    light: '#000'\n    dark: «'#7fd3d4ff'»\n",
		`unknown-value: dark: "#7fd3d4ff" is not a colour as it is written here | write it as in "#0b5c62", in quotes`},
	{"brand.logo", settingsYAML + "brand:\n  logo: «/img/logo.svg»\n", `bad-address: logo: "/img/logo.svg" is not a ` +
		"picture in static/ | write the path of the file in static/, such as img/logo.svg"},
	{"brand.favicon", settingsYAML + "brand:\n  favicon: «icon»\n", `bad-address: favicon: "icon" is not an icon in ` +
		"static/ | write the path of the file in static/, such as img/icon.png"},
	{"brand.card", settingsYAML + "brand:\n  card: «card.svg»\n",
		`bad-address: card: "card.svg" is neither a picture for sharing nor the address of one | write the path of a ` +
			"PNG or JPEG file in static/, such as img/card.png, or an address from https:// on"},
	{"brand.fonts", settingsYAML + "brand:\n  fonts: «text.woff2»\n",
		"wrong-type: fonts must be keys such as text:, not a single value | write it as in fonts: {text: " +
			"fonts/text.woff2}"},
	{"fonts.text", settingsYAML + "brand:\n  fonts:\n    text: «Nurse Sans»\n", `bad-address: text: "Nurse Sans" is ` +
		"not a font in static/ | write the path of the file in static/, such as fonts/text.woff2"},
	{"fonts.bold", settingsYAML + "brand:\n  fonts:\n    text: a.woff2\n    bold: «b.eot»\n", `bad-address: bold: ` +
		`"b.eot" is not a font in static/ | write the path of the file in static/, such as fonts/text.woff2`},
	{"fonts.italic", settingsYAML + "brand:\n  fonts:\n    text: a.woff2\n    italic: «[»b]\n",
		"wrong-type: italic must be a file, not a list" + bracketHint},
	{"brand.footer", settingsYAML + "brand:\n  footer: «[»a]\n", "wrong-type: footer must be text, not a list" +
		bracketHint},
}
