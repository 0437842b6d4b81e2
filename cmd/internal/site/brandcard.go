package site

import (
	"strings"

	"guide/cmd/internal/asset"
)

// brandCard returns the picture for links to the site that brand: names, and whether there is one.
func (v *View) brandCard() (address string, ok bool) {
	card, base := v.site.brand.Card.Value, v.site.urls.base
	switch {
	case card == "" || v.site.urls.offline:
		return "", false
	case strings.Contains(card, "://"):
		return card, true
	}
	return v.site.urls.absolute("/" + asset.NameOf(card)), base != ""
}

// CardSize returns the size of the picture that CardURL names, in pixels, or nil if it is not known.
func (v *View) CardSize() *Picture {
	switch address, ok := v.brandCard(); {
	case !ok:
		return &Picture{address, 1200, 630}
	case strings.Contains(v.site.brand.Card.Value, "://"):
		return nil
	}
	info := v.site.brandPictures[v.site.brand.Card.Value]
	return &Picture{"", info.Width, info.Height}
}
