package frontmatter

import (
	"testing"

	"guide/cmd/internal/diagtest"
)

const colonHint = "a colon and a space cannot stand here | put a value that holds a colon and a space in quotes; a " +
	"key needs a space after its colon and starts in the column of the keys above it"

const (
	wantTab    = "a tab stands where only spaces can indent | indent with spaces: YAML does not allow tabs there"
	wantNotKey = "this is not a key: it has no colon followed by a space | if the front matter ends above, put a " +
		"line of --- there; if this belongs to the value above, indent it"
	wantFollows = "this cannot follow the value before it | put the whole value in quotes; in single quotes, write a " +
		"single quote twice"
	wantQuote   = " | put the value in quotes"
	wantSlashes = `a backslash cannot stand here in double quotes | write \\ for one backslash, or use single quotes`
	wantColour  = "a value is missing, because # begins a comment | put the value in quotes: \"#005eb8\""
	wantFit     = "this does not fit the lines above it | check the indentation and the quotes of this line and of " +
		"the line above"
)

var syntaxTests = []struct{ name, yaml, want string }{
	{"tab", "title: T\n«\t»summary: S\n", wantTab},
	{"tab before a list", minimalMeta + "needs:\n«\t»- a\n", wantTab},
	{"tab in an entry", minimalMeta + "checklist:\n  - id: a\n«\t»text: b\n", wantTab},
	{"tab after a hyphen", minimalMeta + "checklist:\n  -«\t»id: a\n    text: b\n", wantTab},
	{"tab after spaces", "title: T\n  «\t»summary: S\n", wantTab},
	{"tab in a block", "title: |\n«\t»text\nsummary: S\n", wantTab},
	{"no space after the colon", "title«:»T\nsummary: S\n", "a key needs a space after its colon"},
	{"no space after the last colon", "title: T\n«s»ummary:S\n", wantNotKey},
	{"no colon", "title: T\n«s»ummary\nneeds: [a]\n", wantNotKey},
	{"text of the page", minimalMeta + "\n«S»ome text of the page\nmore\n", wantNotKey},
	{"unclosed double quote", "title: «\"»T\nsummary: S\n",
		"the quotation mark here is never closed | close it, or leave both marks out"},
	{"unclosed single quote", "title: «'»T\nsummary: S\n",
		"the quotation mark here is never closed | close it, or leave both marks out"},
	{"single quote inside", "title: 'it'«s» T'\nsummary: S\n", wantFollows},
	{"text after quotes", "title: \"one\" «t»wo\nsummary: S\n", wantFollows},
	{"unclosed bracket", minimalMeta + "needs: «[»a, b\ndraft: true\n",
		"the bracket [ is not closed, or a comma is missing | put a text that begins with [ in quotes"},
	{"no comma", minimalMeta + "needs: [\"a\" «\"»b\"]\n",
		"the bracket [ is not closed, or a comma is missing | put a text that begins with [ in quotes"},
	{"unclosed brace", "title: «{»a: b\nsummary: S\n",
		"the bracket { is not closed, or a comma is missing | put a text that begins with { in quotes"},
	{"colour in brackets", "brand: {accent: {light: «#005eb8», dark: #9bf}}\ntitle: T\n", wantColour},
	{"colour in brackets at the end", "title: T\nbrand:\n  accent: {light: «#005eb8»}\n\n", wantColour},
	{"colour in brackets on lines", "brand: {\n  light: «#005eb8»,\n  dark: #9bf }\ntitle: T\n", wantColour},
	{"number sign in a list", "needs: [a, Be the «#1» analyst]\ntitle: T\n",
		"the value ends before #1, because # begins a comment | put the value in quotes: \"Be the #1 analyst\""},
	{"number sign in quotes", "title: «{»a: \"b, c #1\"\nsummary: S\n",
		"the bracket { is not closed, or a comma is missing | put a text that begins with { in quotes"},
	{"comment in brackets", "title: «{»a: b # c}\nsummary: S\n",
		"the bracket { is not closed, or a comma is missing | put a text that begins with { in quotes"},
	{"two commas below a comment", "title: T #1 [x]\nneeds: [a,«,»b]\n",
		"a value is missing here | check the commas and brackets"},
	{"two commas", minimalMeta + "needs: [a,«,»b]\n", "a value is missing here | check the commas and brackets"},
	{"at sign", "title: «@»home\nsummary: S\n", "a value cannot begin with @" + wantQuote},
	{"backtick", "title: «`»code`\nsummary: S\n", "a value cannot begin with `" + wantQuote},
	{"percent sign", "title: «%»5\nsummary: S\n", "a value cannot begin with %" + wantQuote},
	{"star and a space", "title: «*» T\nsummary: S\n", "a value cannot begin with *" + wantQuote},
	{"ampersand", "title: «&» T\nsummary: S\n", "a value cannot begin with &" + wantQuote},
	{"exclamation marks", "title: «!»a!b T\nsummary: S\n", "a value cannot begin with !" + wantQuote},
	{"exclamation mark and a bracket", "title: «!»<a T\nsummary: S\n", "a value cannot begin with !" + wantQuote},
	{"question mark", "title: «?» T\nsummary: S\n", "a value cannot begin with ?" + wantQuote},
	{"hyphen", "title: «-» T\nsummary: S\n", "a list cannot begin here | begin it on the next line; put a text " +
		"that begins with a hyphen in quotes"},
	{"text after >", "title: > «T»\nsummary: S\n",
		"no text can stand on the line of | or > | begin it on the next line, indented, or put it in quotes"},
	{"bad escape", "title: \"C:«\\»dir\"\nsummary: S\n", wantSlashes},
	{"bad hexadecimal escape", "title: \"a\\x«z»z\"\nsummary: S\n", wantSlashes},
	{"half a code point", "title: \"a\\u«d»800\"\nsummary: S\n", wantSlashes},
	{"block indentation 0", "title: |«0»\n  T\nsummary: S\n",
		"the number after | or > must be from 1 to 9 | leave it out"},
	{"block indented less", "title: |\n    one\n  «t»wo\nsummary: S\n", wantFit},
	{"less than the first key", "  title: T\n  summary: S\n«d»raft: true\n",
		"this line is indented less than the first key | begin all keys in one column"},
	{"more than the first key", "title: T\n summary«:» S\n", colonHint},
	{"unknown directive", "«%»FOO\n" + minimalMeta, "a line cannot begin with % | leave the line out"},
	{"comment without a space", "title: \"T\"«#»c\nsummary: S\n",
		"a comment needs a space before its # | put a text that holds # in quotes"},
	{"second document", minimalMeta + "«...»\ndraft: true\n",
		"a second YAML document begins here | delete this line: the file is one document"},
	{"second document with a value", minimalMeta + "«---» x\n",
		"a second YAML document begins here | delete this line: the file is one document"},
}

// TestSyntax has an error of the YAML parser in each row: its message for editors, and its position.
func TestSyntax(t *testing.T) {
	for _, test := range syntaxTests {
		for _, variant := range diagtest.Variants {
			t.Run(test.name+"/"+variant.Name, func(t *testing.T) {
				text, pos := diagtest.Marker(withFrontMatter(test.yaml))
				_, problems := Parse(KindStep, "f", []byte(variant.Save(text)))
				diagtest.Want(t, problems, pos+" yaml-syntax: "+test.want)
			})
		}
	}
}
