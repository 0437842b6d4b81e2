package preview

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"guide/cmd/internal/diag"
)

// clientState is what a client needs to know, apart from its page.
type clientState struct {
	Version   string    `json:"version"` // "<instance>-<number>"
	ThemeHash string    `json:"theme"`
	Errors    int       `json:"errors"`
	Warnings  int       `json:"warnings"`
	Notices   int       `json:"notices"`
	Problems  []problem `json:"problems"` // errors first, notices last
	Unlisted  int       `json:"more"`     // how many problems are not listed
	// Files are the addresses of files, other than pages, that differ from those in the client's version. All means
	// that this is not known.
	Files  []string      `json:"files"`
	All    bool          `json:"all,omitempty"`
	Follow *followTarget `json:"follow,omitempty"`
}

// followTarget is the page that was edited last, and the version in which it was.
type followTarget struct {
	Version int    `json:"n"`
	Address string `json:"address"`
}

// A problem is a problem with its source line and a link that opens it in the editor.
type problem struct {
	diag.Problem
	Source     string `json:"source,omitempty"`
	EditorLink string `json:"open,omitempty"`
}

// maxListedProblems is how many problems are sent to a client.
const maxListedProblems = 100

// listProblems returns the first problems, the most severe ones first, with their source lines.
func (s *Server) listProblems(all []diag.Problem) []problem {
	var chosen []diag.Problem
	for _, severity := range []diag.Severity{diag.Error, diag.Warning, diag.Notice} {
		for _, p := range all {
			if p.Severity == severity && len(chosen) < maxListedProblems {
				chosen = append(chosen, p)
			}
		}
	}
	diag.FillSource(s.opts.Source, chosen)
	out := []problem{}
	for _, p := range chosen {
		out = append(out, problem{p, p.Source, s.opts.EditorLink(p.File, p.Line, p.Column)})
	}
	return out
}

// encodeState returns the state of version v for a client that shows clientVersion.
func (s *Server) encodeState(v *served, clientVersion string) []byte {
	st := clientState{Version: s.versionName(v), ThemeHash: v.ThemeHash, Problems: v.problems, Files: []string{}}
	counts := diag.Count(v.Problems)
	st.Errors, st.Warnings, st.Notices = counts.Errors, counts.Warnings, counts.Notices
	st.Unlisted = len(v.Problems) - len(v.problems)
	s.mu.Lock()
	defer s.mu.Unlock()
	st.Follow = s.follow
	number, known := strings.CutPrefix(clientVersion, s.instance+"-")
	since, err := strconv.Atoi(number)
	if st.All = !known || err != nil; !st.All {
		for address, n := range s.changedIn {
			if n > since {
				st.Files = append(st.Files, address)
			}
		}
		slices.Sort(st.Files)
	}
	data, err := json.Marshal(st)
	if err != nil {
		panic("preview: " + err.Error()) // all its fields can be encoded
	}
	return data
}

func (s *Server) versionName(v *served) string { return s.instance + "-" + strconv.Itoa(v.number) }
