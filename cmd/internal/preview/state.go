package preview

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"guide/cmd/internal/diag"
)

// clientState is all that a client has to know beside its page.
type clientState struct {
	Version   string    `json:"version"` // "<instance>-<number>"
	ThemeHash string    `json:"theme"`
	Errors    int       `json:"errors"`
	Warnings  int       `json:"warnings"`
	Problems  []problem `json:"problems"` // errors first
	Unlisted  int       `json:"more"`     // problems that are not listed
	// Files are addresses of files, not pages, with other bytes than in the version that the client
	// has; All says that this is not known.
	Files  []string      `json:"files"`
	All    bool          `json:"all,omitempty"`
	Follow *followTarget `json:"follow,omitempty"`
}

// followTarget says which page was edited last, and in which version.
type followTarget struct {
	Version int    `json:"n"`
	Address string `json:"address"`
}

// problem is a problem with its source line and a link that opens it in the editor.
type problem struct {
	diag.Problem
	Source     string `json:"source,omitempty"`
	EditorLink string `json:"open,omitempty"`
}

// maxListedProblems is how many problems are sent to a client.
const maxListedProblems = 100

// listProblems chooses the problems that clients are told of, errors first, with their source lines.
func (s *Server) listProblems(all []diag.Problem) []problem {
	var chosen []diag.Problem
	for _, severity := range []diag.Severity{diag.Error, diag.Warning} {
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

// encodeState is the state of version v for a client that shows another one.
func (s *Server) encodeState(v *served, clientVersion string) []byte {
	st := clientState{Version: s.versionName(v), ThemeHash: v.ThemeHash, Problems: v.problems, Files: []string{}}
	st.Errors, st.Warnings = diag.Count(v.Problems)
	st.Unlisted = st.Errors + st.Warnings - len(v.problems) // notices are for the terminal
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
		panic("preview: " + err.Error()) // there is nothing in it that JSON cannot say
	}
	return data
}

func (s *Server) versionName(v *served) string { return s.instance + "-" + strconv.Itoa(v.number) }
