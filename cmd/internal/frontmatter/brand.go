package frontmatter

import "guide/cmd/internal/diag"

// Brand is what makes the site look like that of its publisher. Every part may be missing. Files are in static/.
type Brand struct {
	Accent  Accent
	Logo    Text
	Favicon Text
	Card    Text // a file, or an address
	Fonts   Fonts
	Footer  Text // inline Markdown
}

// Accent is the colour of links and buttons, as #rrggbb or #rgb.
type Accent struct{ Light, Dark Text }

// Fonts are the files of the font for texts.
type Fonts struct{ Text, Bold, Italic Text }

var brandSchema = schema[Brand]{label: "brand", fields: []field[Brand]{
	optional("accent", mappingOf(accentSchema), func(b *Brand) *Accent { return &b.Accent },
		"the colour of links and buttons, from which that of the bands is made", ""),
	optional("logo", staticFile("a picture", `svg|png|jpe?g|webp|gif`, "img/logo.svg"),
		func(b *Brand) *Text { return &b.Logo },
		"a picture beside the title of the guide: a file in static/", "img/logo.svg"),
	optional("favicon", staticFile("an icon", `svg|png|ico|jpe?g|webp|gif`, "img/icon.png"),
		func(b *Brand) *Text { return &b.Favicon },
		"the icon of the site in browsers: a file in static/", "img/icon.png"),
	optional("card", cardText, func(b *Brand) *Text { return &b.Card },
		"the picture beside links to the site, 1200 pixels by 630: a file in static/, or an address", "img/card.png"),
	optional("fonts", mappingOf(fontsSchema), func(b *Brand) *Fonts { return &b.Fonts },
		"the font of the texts", ""),
	optional("footer", inlineText, func(b *Brand) *Text { return &b.Footer },
		"a line at the foot of each page", `"© Example College, [imprint](https://example.org/imprint)"`),
}, keyHints: map[string]string{
	"icon": "use favicon:", "color": "use accent:", "colour": "use accent:", "colors": "use accent:",
	"font": "use fonts:", "title": "title: stands above brand:, not in it",
}}

var accentSchema = schema[Accent]{label: "accent", fields: []field[Accent]{
	required("light", colorText, func(a *Accent) *Text { return &a.Light },
		"on light pages", `"#0b5c62"`),
	optional("dark", colorText, func(a *Accent) *Text { return &a.Dark },
		"on dark pages; without it, the nearest to light: that can be read there", `"#7fd3d4"`),
}}

var fontsSchema = schema[Fonts]{label: "fonts", fields: []field[Fonts]{
	required("text", fontFile, func(f *Fonts) *Text { return &f.Text },
		"its file in static/", "fonts/text.woff2"),
	optional("bold", fontFile, func(f *Fonts) *Text { return &f.Bold },
		"its file for bold text; of a variable font, the same one", "fonts/bold.woff2"),
	optional("italic", fontFile, func(f *Fonts) *Text { return &f.Italic },
		"its file for italic text", "fonts/italic.woff2"),
}}

// pathStart is the start of the pattern of a path in static/, up to its extension.
const pathStart = `[^/\s?#\\"'<>:]+(/[^/\s?#\\"'<>:]+)*\.`

var (
	colorText = matching(stringType("a colour", "", `^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$`), diag.UnknownValue,
		"%q is not a colour as it is written here", `write it as in "#0b5c62", in quotes`)
	fontFile = staticFile("a font", `woff2?|ttf|otf`, "fonts/text.woff2")
	cardText = matching(stringType("a file or an address", "",
		"^("+pathStart+"(png|jpe?g)|"+secureHost[1:]+"/"+policyChar+"+)$"), diag.BadAddress,
		"%q is neither a picture for sharing nor the address of one",
		"write the path of a PNG or JPEG file in static/, such as img/card.png, or an address from https:// on")
)

// staticFile is the path in static/ of a file with one of the extensions.
func staticFile(what, extensions, example string) valueType[Text] {
	return matching(stringType("a file", "", "^"+pathStart+"("+extensions+")$"), diag.BadAddress,
		"%q is not "+what+" in static/", "write the path of the file in static/, such as "+example)
}
