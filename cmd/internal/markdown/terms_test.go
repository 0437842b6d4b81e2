package markdown

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"guide/cmd/internal/diagtest"
	"guide/cmd/internal/naming"
)

func glossaryEnv(names ...string) Env {
	var terms []TermName
	for _, n := range names {
		term, aka, _ := strings.Cut(n, "=")
		terms = append(terms, TermName{naming.TermSlug(term), term})
		if aka != "" {
			terms = append(terms, TermName{naming.TermSlug(term), aka})
		}
	}
	return Env{Terms: NewTerms(terms), TermHref: func(slug string) string { return "/glossary/#" + slug }}
}

var termLink = regexp.MustCompile(`(?s)<a href="/glossary/#([^"]*)" class="term">(.*?)</a>`)

// linkedTermsOf returns the terms of a text as slug=text.
func linkedTermsOf(markdown string, env Env) string {
	var out []string
	for _, m := range termLink.FindAllStringSubmatch(string(convertBody(markdown, env).HTML), -1) {
		slug, _ := url.PathUnescape(m[1])
		out = append(out, slug+"="+strings.ReplaceAll(html.UnescapeString(m[2]), "\n", "/"))
	}
	return strings.Join(out, " ")
}

var termTests = []struct{ name, markdown, want string }{
	{"the first use only", "A risk is a risk.", "risk=risk"},
	{"over blocks", "A risk.\n\n- risk\n\n> risk", "risk=risk"},
	{"plural", "All risks and PMOs.", "risk=risks pmo=PMOs"},
	{"no other ending", "Risky asterisk risked.", ""},
	{"capitals do not matter", "Risk and RISK.", "risk=Risk"},
	{"abbreviations keep theirs", "it IT, pmo PMO", "it=IT pmo=PMO"},
	{"the longest wins", "A risk register, a risk.", "risk-register=risk register risk=risk"},
	{"other names", "The RAID log, the RAID, the risk register.", "risk-register=RAID log raid=RAID"},
	{"hyphens", "A sign-off, a risk-based business-case.",
		"sign-off=sign-off risk=risk business-case=business-case"},
	{"a hyphen may be missing", "To sign off.", "sign-off=sign off"},
	{"a broken line", "the risk\nregister is long", "risk-register=risk/register"},
	{"a broken line, then more", "business\ncase of the risk\nregister: a PMO\nPMO",
		"business-case=business/case risk-register=risk/register pmo=PMO"},
	{"a broken line in a list", "- a risk\n  register", "risk-register=risk/register"},
	{"a hard break", "a risk  \nregister", "risk=risk"},
	{"not over two blocks", "a business\n\ncase", ""},
	{"more than a blank between", "risk, register", "risk=risk"},
	{"not in a heading", "## Risk\n\nRisk.", "risk=Risk"},
	{"not in a link", "[risk](a) risk", "risk=risk"},
	{"not in code", "`risk` risk", "risk=risk"},
	{"not in a block of code", "    risk\n\nrisk", "risk=risk"},
	{"not in a picture", "![risk](a.png) risk", "risk=risk"},
	{"not in a footnote", "risk[^1]\n\n[^1]: A PMO.", "risk=risk"},
	{"not as a defined word", "PMO\n: A risk.", "risk=risk"},
	{"not in the head of a table", "|risk|\n|-|\n|risk|", "risk=risk"},
	{"not in an address", "https://risk.org/risk and risk", "risk=risk"},
	{"not in the mark of an alert", "> [!NOTE]\n> A risk.", "risk=risk"},
	{"in emphasis", "a *risk* **register**", "risk=risk"},
	{"in an alert", "> [!NOTE]\n> risk", "risk=risk"},
	{"possessive", "The project's end.", "project=project"},
	{"not in a proper name", "Project Management Institute; a project.", "project=project"},
	{"at the end of a text", "Project", "project=Project"},
	{"an abbreviation in a proper name", "The PMO Institute.", "pmo=PMO"},
	{"other scripts", "Un été. 日本語。", "été=été 日本語=日本語"},
	{"not inside a word of another script", "étés été日", "été=étés"},
	{"words with another sign between", "R/D R-D R D R&E", ""},
	{"not in an entity", "AMP &amp; x &nbsp; &#38; 38", "amp=AMP 38=38"},
	{"entities and escapes", "risk&nbsp;register \\*risk\\*", "risk=risk"},
}

// signTests are for terms with signs.
var signTests = []struct{ name, markdown, want string }{
	{"the sign is part of the link", "Vitamin C, C++, C#, R&D.", "c=C c-plus-plus=C++ c-sharp=C# r-d=R&D"},
	{"signs alone are not enough", "C--, C*, C and c++", "c=C"},
	{"escaped", `C\+\+ and C\#`, "c-plus-plus=C++ c-sharp=C#"},
	{"an entity", "R&amp;D", "r-d=R&D"},
	{"not a part of another name", "C++20, R&D&E, Q&R, C#x", ""},
	{"an emphasized one", "**C++** and *R&D*", "c-plus-plus=C++ r-d=R&D"},
	{"at the beginning", "On .NET, not x.NET", "net=.NET"},
	{"an apostrophe of any kind", "An O'Reilly book. A Stakeholder’s map.", "oreilly-book=O’Reilly book " +
		"stakeholders-map=Stakeholder’s map"},
	{"the other way round", "An O’Reilly book. A stakeholder's map, a stakeholder's map.",
		"oreilly-book=O’Reilly book stakeholders-map=stakeholder’s map"},
	{"two apostrophes and lines", "the manager's\nteam's plan's end", "managers-teams-plan=manager’s/team’s plan"},
	{"hyphens and spaces", "An e\u2011mail, lessons\u00a0learned",
		"e-mail=e\u2011mail lessons-learned=lessons\u00a0learned"},
	{"quotes are not part of it", "'C++' \"R&D\" (C#)", "c-plus-plus=C++ r-d=R&D c-sharp=C#"},
	{"brackets in a name", "The PMO (office) and the PMO", "pmo-office=PMO (office)"},
}

func TestTermsWithSigns(t *testing.T) {
	env := glossaryEnv("C", "C++", "C#", "R&D", ".NET", "O’Reilly book", "Stakeholder's map", "manager's team's plan",
		"e-mail", "lessons learned", "PMO (office)")
	for _, test := range signTests {
		t.Run(test.name, func(t *testing.T) {
			if got := linkedTermsOf(test.markdown+"\n", env); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestTerms(t *testing.T) {
	env := glossaryEnv("risk", "risk register=RAID log", "PMO", "RAID", "sign-off", "business case", "Gantt chart",
		"project", "été", "日本語", "IT", "R&D", "Amp", "nbsp", "38")
	for _, test := range termTests {
		t.Run(test.name, func(t *testing.T) {
			if got := linkedTermsOf(test.markdown+"\n", env); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestTermNamedLikeAnAlert(t *testing.T) {
	env := glossaryEnv("note", "tip")
	got := convertBody("> [!NOTE]\n> A note.\n\n> [!TIP]\n", env)
	if want := "<p>A <a href=\"/glossary/#note\" class=\"term\">note</a>.</p>"; !strings.Contains(got.HTML,
		want) || strings.Contains(got.HTML, "!NOTE") {
		t.Errorf("got %s", got.HTML)
	}
}

var anyTag = regexp.MustCompile(`<[^>]*>`)

// textContent is the text of HTML without its tags.
func textContent(h string) string { return html.UnescapeString(anyTag.ReplaceAllString(h, "")) }

const sampleBody = `## The risk

A risk
register -- "risk" and *business* case, a risk.  
Hard *PMO* break. The **risk
register** &amp; \*risk\* of project's
PMOs.

- a risk
  register
  - PMO

> business
> case

| PMO | b |
|---|---|
| a risk | sign-off |

[a PMO](x) ![a PMO](y) ` + "`PMO`" + ` https://PMO.org été
日本語 sign
off
`

// TestTermLinksKeepText proves that links to terms change no letter of what is read.
func TestTermLinksKeepText(t *testing.T) {
	without := convertBody(sampleBody, Env{})
	for _, names := range [][]string{
		{"risk"}, {"risk register"}, {"risk", "risk register", "business case", "PMO", "sign-off", "été", "日本語",
			"project", "register", "case"}, {"a risk", "risk of", "b"}, {"off", "sign", "été 日本語"},
		{"project's PMOs", "R&D"},
	} {
		with := convertBody(sampleBody, glossaryEnv(names...))
		if textContent(with.HTML) != textContent(without.HTML) {
			t.Errorf("%v: got\n%s\nwant\n%s", names, textContent(with.HTML), textContent(without.HTML))
		}
		if plain := termLink.ReplaceAllString(with.HTML, "$2"); plain != without.HTML {
			t.Errorf("%v: got\n%s\nwant\n%s", names, plain, without.HTML)
		}
		if !termLink.MatchString(with.HTML) {
			t.Errorf("%v: no term in %s", names, with.HTML)
		}
	}
}

func FuzzTerms(f *testing.F) {
	f.Add(sampleBody, "risk register", "PMO")
	f.Add("> [!NOTE]\n> a b\n", "NOTE", "a b")
	f.Add("a\nb\nc\na b c", "a b", "c")
	f.Add("a &amp; b", "aMP", "") // found: a term in an entity
	f.Add("it's a 'b's c' C\\+\\+ x&amp;y &y", "b's c", "x&y")
	f.Add("a's\nb's c", "a's b's c", ".c++")
	f.Fuzz(func(t *testing.T, markdown, one, two string) {
		if len(markdown) > 2000 {
			return
		}
		without, with := convertBody(markdown, Env{}), convertBody(markdown, glossaryEnv(one, two))
		if a, b := string(without.HTML), termLink.ReplaceAllString(string(with.HTML), "$2"); a != b {
			t.Errorf("%q and %q: got\n%s\nwant\n%s", one, two, b, a)
		}
		if diagtest.Format(without.Problems) != diagtest.Format(with.Problems) {
			t.Errorf("got\n%s\nwant\n%s", diagtest.Format(with.Problems), diagtest.Format(without.Problems))
		}
	})
}
