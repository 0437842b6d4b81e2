package site

import "guide/cmd/internal/guide"

// renderRedirect returns the page at an address that another page had before. A script, which keeps the fragment,
// or else the browser goes on to the new address at once.
func (s *Site) renderRedirect(a guide.Alias) ([]byte, error) {
	v := s.newView(guide.RedirectPage, a.Address, s.guide.Title(a.To), "")
	v.RedirectTo = a.To.Address
	return s.execute(v, v)
}
