package site

import "guide/cmd/internal/guide"

// renderRedirect makes the page at an address that another page had before. It leads on at once: by script,
// which keeps the fragment, or else by the browser itself.
func (s *Site) renderRedirect(a guide.Alias) ([]byte, error) {
	v := s.newView("redirect", a.Address, s.guide.Title(a.To), "")
	v.RedirectTo = a.To.Address
	return s.executeTemplate("redirect.html", v)
}
