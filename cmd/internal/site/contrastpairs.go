package site

// A ContrastPair is two colours of the tokens that are used together, and their minimum contrast: 4.5 for text
// (https://www.w3.org/TR/WCAG22/#contrast-minimum), 3 for controls and graphics (#non-text-contrast).
type ContrastPair struct {
	On, Under string // "link" for --color-link
	Least     float64
}

// ContrastPairs are all pairs of the tokens. Lines between rows (--color-border) are decorative.
var ContrastPairs = []ContrastPair{
	{"text", "bg", 4.5}, {"text", "surface", 4.5}, {"text", "target", 4.5},
	{"text-quiet", "bg", 4.5}, {"text-quiet", "surface", 4.5}, {"text-quiet", "target", 4.5},
	{"link", "bg", 4.5}, {"link", "surface", 4.5}, {"link", "target", 4.5},
	{"on-link", "link", 4.5}, {"warn", "bg", 4.5}, {"warn", "surface", 3},
	{"border-strong", "bg", 3}, {"border-strong", "surface", 3},
	{"on-band", "band", 4.5}, {"now", "band", 3},
}
