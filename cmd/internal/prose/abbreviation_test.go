package prose

import (
	"strings"
	"testing"
)

func TestAbbreviations(t *testing.T) {
	for text, want := range map[string]string{
		"Ask the PMO.":                         "PMO",
		"Ask PMOs, KPI's and (SLA":             "PMO KPI SLA",
		"A CI/QA pipeline":                     "CI QA",
		"an RAG-based plan":                    "RAG",
		"Use UTF-8, HTML5, MP3 or PMI-ACP.":    "",
		"Set NODE_ENV, $HOME and .NET":         "",
		"BASICS or aPMO, \u00c9PMO":            "",
		"The UK, the URL and PDFS":             "",
		"DO NOT PANIC":                         "",
		"It is a BIG thing, NOT small":         "",
		"a STRETCH QGOAL, {K8s QINFR LIAISON}": "",
		"REP Management and PSM I":             "",
		"the “ODIN” logo, [!NOTE]":             "",
		"Katz DS, Hong NP, Clark T":            "",
		"ask QA, then PMO, and Excel":          "QA PMO",
		"XXX, XYZ, AAAA, YYYY or DDMM":         "",
		"a QXX or a DHM":                       "QXX DHM",
		"HRI/GEN/1 in Austin, TX 78701":        "",
		"ISO 9001, RFC 2119, BS 12":            "BS",
		"QRP/SRP since PRQ 1999":               "QRP SRP PRQ",
		"{PMO} FEELS a DELAY like COVID":       "",
		"":                                     "",
		"X":                                    "",
		"project management office (PMO)":      "+PMO",
		"PMO (project management office)":      "+PMO",
		"PMO (London)":                         "PMO",
		"an office, or PMO, or PMO":            "+PMO +PMO",
		"what is known as the PMO":             "+PMO",
		"PMO stands for an office":             "+PMO",
		"MPUG, a site for planners":            "+MPUG",
	} {
		var got []string
		for _, a := range Abbreviations([]byte(text)) {
			if a.Explained {
				a.Name = "+" + a.Name
			}
			got = append(got, a.Name)
			if !strings.HasPrefix(text[a.Start:], strings.TrimPrefix(a.Name, "+")) {
				t.Errorf("%q: %s at %d", text, a.Name, a.Start)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestInitials(t *testing.T) {
	var in Initials
	in.Add([]byte("The red, amber or green status; don't mix it with Service Levels"))
	in.Add([]byte("of work"))
	for name, want := range map[string]bool{"RAG": true, "RAOG": true, "SL": true, "GS": false, "SLO": false,
		"RGA": false, "MIW": true} {
		if got := in.Spell(name); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestHasWord(t *testing.T) {
	for text, want := range map[string]bool{"big": true, "a big one": true, "bigger": false, "xbig, big": true,
		"": false} {
		if got := HasWord([]byte(text), "big"); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

// FuzzProse feeds every function with any text.
func FuzzProse(f *testing.F) {
	f.Add("Ask Dr. Lee (PMO). It costs 3.5 £m: “why”? \ufffc")
	f.Add("A... B!? C.")
	f.Add("Write it and send it.")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, s := range Sentences(nil, []byte(text)) {
			if s.Start < last || s.End <= s.Start || s.End > len(text) || s.Words < 1 {
				t.Fatalf("%q: %+v", text, s)
			}
			last = s.End
		}
		for _, a := range Abbreviations([]byte(text)) {
			if text[a.Start:a.Start+len(a.Name)] != a.Name {
				t.Fatalf("%q: %+v", text, a)
			}
		}
		var r Rhythm
		r.Add([]byte(text), Sentences(nil, []byte(text)))
		var in Initials
		in.Add([]byte(text))
		LacksVerb(text)
		SecondAction(text)
	})
}
