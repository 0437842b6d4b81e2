package preview

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"guide/cmd/internal/diag"
)

// state is all that a client has to know beside its page.
type state struct {
	Version  string    `json:"version"` // "<instance>-<number>"
	Look     string    `json:"look"`
	Errors   int       `json:"errors"`
	Warnings int       `json:"warnings"`
	Problems []problem `json:"problems"` // errors first
	More     int       `json:"more"`     // problems that are not listed
	// Files are addresses of files, not pages, with other bytes than in the version that the client
	// has; All says that this is not known.
	Files  []string `json:"files"`
	All    bool     `json:"all,omitempty"`
	Follow *follow  `json:"follow,omitempty"`
}

// follow says which page was edited last, and in which version.
type follow struct {
	N       int    `json:"n"`
	Address string `json:"address"`
}

// problem is a problem with its source line and a link that opens it in the editor.
type problem struct {
	diag.Problem
	Source string `json:"source,omitempty"`
	Open   string `json:"open,omitempty"`
}

// maxListed is how many problems are sent to a client.
const maxListed = 100

// list chooses the problems that clients are told of, errors first, with their source lines.
func (s *Server) list(all []diag.Problem) []problem {
	var chosen []diag.Problem
	for _, severity := range []diag.Severity{diag.Error, diag.Warning} {
		for _, p := range all {
			if p.Severity == severity && len(chosen) < maxListed {
				chosen = append(chosen, p)
			}
		}
	}
	diag.FillSource(s.opts.Source, chosen)
	out := []problem{}
	for _, p := range chosen {
		out = append(out, problem{p, p.Source, s.opts.Open(p.File, p.Line, p.Column)})
	}
	return out
}

// state is the state of version v for a client that shows another one.
func (s *Server) state(v *shown, has string) []byte {
	st := state{Version: s.name(v), Look: v.Look, Problems: v.listed, Files: []string{}}
	st.Errors, st.Warnings = diag.Count(v.Problems)
	st.More = st.Errors + st.Warnings - len(v.listed) // notices are for the terminal
	s.mu.Lock()
	defer s.mu.Unlock()
	st.Follow = s.follow
	number, known := strings.CutPrefix(has, s.instance+"-")
	since, err := strconv.Atoi(number)
	if st.All = !known || err != nil; !st.All {
		for address, n := range s.replaced {
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

func (s *Server) name(v *shown) string { return s.instance + "-" + strconv.Itoa(v.n) }
