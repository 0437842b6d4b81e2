package guide

import "testing"

const (
	composed   = "\u00e9tape"
	decomposed = "e\u0301tape"
)

// TestNamesAreComparedAsNFC has names with composed and decomposed accents, in the file system and in links.
func TestNamesAreComparedAsNFC(t *testing.T) {
	for _, stored := range []string{composed, decomposed} {
		for _, written := range []string{composed, decomposed} {
			g := load(t, files{
				"steps/1-" + stored + "/index.md":           "",
				"steps/1-" + stored + "/" + stored + ".md":  "",
				"steps/1-" + stored + "/" + stored + ".pdf": "pdf",
				"pages/" + stored + ".md":                   pageWith("aliases: [/old-" + written + "/]\n"),
			}.fs(), false)
			wantProblems(t, g)
			wantPages(t, g, "/", "/steps/"+composed+"/", "/steps/"+composed+"/"+composed+"/", "/"+composed+"/")
			for dest, address := range map[string]string{
				written + ".pdf":                 "/steps/" + composed + "/" + composed + ".pdf",
				written + ".md":                  "/steps/" + composed + "/" + composed + "/",
				"../../pages/" + written + ".md": "/" + composed + "/",
				"/steps/" + written + "/":        "/steps/" + composed + "/",
				"/old-" + written + "/":          "/" + composed + "/",
				"%C3%A9tape.pdf":                 "/steps/" + composed + "/" + composed + ".pdf",
			} {
				if p, fault := g.Resolve(g.Steps[0].Doc, dest); fault != nil || p.Address != address {
					t.Errorf("%+q stored, link to %+q: %+q, %v, want %+q", stored, dest, p.Address, fault, address)
				}
			}
		}
	}
}

// TestBadNames has names of files, folders, slugs and aliases that some systems cannot store.
func TestBadNames(t *testing.T) {
	g := load(t, files{
		"pages/a.md":         pageWith("aliases: [/nul/, /x/lpt1.html]\n"),
		"steps/1-a/index.md": "", "steps/1-a/con.md": "",
		"steps/1-a/2-prn.md":       "",
		"steps/1-a/a:b.pdf":        "",
		"steps/1-a/end .pdf":       "",
		"steps/1-a/folder./x.pdf":  "",
		"steps/2-aux/index.md":     "",
		"steps/2-aux/o\xff.pdf":    "",
		"steps/2-aux/o\xffx/a.pdf": "",
	}.fs(), false)
	const hint = " [bad-name] (give it another name)"
	wantProblems(t, g,
		`pages/a.md:4: Windows cannot hold the name "nul": it is that of a device there`+hint,
		`pages/a.md:4: Windows cannot hold the name "lpt1.html": it is that of a device there`+hint,
		`steps/1-a/2-prn.md: Windows cannot hold the name "prn": it is that of a device there`+hint,
		`steps/1-a/a:b.pdf: Windows cannot hold the name "a:b.pdf": it has a :`+hint,
		`steps/1-a/con.md: Windows cannot hold the name "con.md": it is that of a device there`+hint,
		`steps/1-a/end .pdf: the name "end .pdf" has a space before .pdf, where nobody sees it`+hint,
		`steps/1-a/folder.: Windows cannot hold the name "folder.": it ends in a space or a full stop`+hint,
		`steps/2-aux/index.md: Windows cannot hold the name "aux": it is that of a device there`+hint,
		"steps/2-aux/o\xff.pdf: the name \"o\\xff.pdf\" is not valid UTF-8 [bad-name]"+
			" (rename it: its letters are stored as on an old system)",
		"steps/2-aux/o\xffx: the name \"o\\xffx\" is not valid UTF-8 [bad-name]"+
			" (rename it: its letters are stored as on an old system)")
}
