package importer

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// fragments are pieces of texts of all kinds. @ stands for a word.
var fragments = []string{
	"# @\n", "## @ {#x-y .z}\n", "#### @ #\n", "@\n===\n", "@ @\n---\n", "@ *@* **@** `@`.\n", "- @\n  - @\n\n    @\n",
	"1. @\n2. @\n", "- [ ] @\n- [x] @ @\n", "> @\n> @\n", "> [!DANGER] @\n> @\n", "    @\n", "\t@\n",
	"```\n@ <b>@</b> {{< @ >}}\n```\n", "~~~ go\n::: @\n", "!!! note \"@\"\n    @\n\n    - @\n", "??? @\n    @\n",
	"::: tip @\n@\n\n::: warning\n@\n:::\n@\n:::\n", "::::::: @\n@\n:::\n", "::: @\n", ":::note[@]\n# @\n:::\n",
	"::: objectives\n- @ <b>@</b>\n- @\n:::\n", "::: solution\n## Solution\n@\n:::\n",
	"=== \"@\"\n    @\n=== \"@\"\n    @\n",
	"{{< note >}}\n@\n{{< /note >}}\n", "{{% notice tip \"@\" %}}@{{% /notice %}}\n", "{{< @ x=\"@\" >}}\n",
	"@ {{< @ >}} @\n", "{% include note.html content=\"@\" %}\n", "{% @ %}\n", "[@]({{ site.baseurl }}/@)\n",
	"{% highlight go %}\n@\n{% endhighlight %}\n", "{% raw %}@{% endraw %}\n", "{: .note }\n@\n", "{: .note }\n> @\n",
	"![@](@.png){alt='@'}\n", "[@]{#x}\n", "[@](https://example.org/@)\n", "![@](https://example.org/@.png)\n",
	"[![@](//x.org/x.png)](@)\n", "[@][@]\n\n[@]: @.md\n", "@[^1]\n\n[^1]: @\n", "@\n: @\n",
	"| @ | @ |\n| --- | --- |\n| @ | @ <br> @ |\n", "<b>@</b> <i>@ <b>@</b></i> <code>@</code> <u>@</u>\n",
	"<div>\n    @\n</div>\n", "<div class=\"alert alert-info\">@</div>\n", "<p align=\"center\">@<br>@<br/>\n@</p>\n",
	"<ul><li>@<ul><li>@</li></ul></li><li>@</ul>\n", "<table><tr><th>@<td>@</tr><tr><td colspan=2>@</table>\n",
	"<a href=\"@\">@</a> <a name=\"x\"></a> <a id=\"y\">@</a>\n", "<pre><code>@</code>\n@</pre>\n",
	"<h2 id=\"z\">@</h2>\n",
	"<details><summary>@</summary>\n\n@\n\n</details>\n", "<dl><dt>@<dd>@</dl>\n", "<@>@</@>\n",
	"<Tabs><TabItem label=\"@\">@</TabItem></Tabs>\n",
	"<Card.X title=\"@\">@</Card.X>\n", "<script>\n@\n</script>\n", "<!-- @\n\n@ -->\n", "<!-- @\n", "</div> @ </b>\n",
	"<div><div>@\n", "<video src=\"@\">@</video>\n", "<blockquote>@\n\n@</blockquote>\n",
	"@ \\< \\` `` @ ` @ ``\n", "`@\n",
	"import @ from '@'\n", "--8<-- \"@\"\n", "[TOC]\n", "* @\n", "@ <kbd>@</kbd><br>@\n", "<ol><li>@\n",
	"<img alt=\"@\">\n",
}

// frontMatters are beginnings of texts.
var frontMatters = []string{"", "---\ntitle: @\nx: [@, {y: @}]\n---\n", "+++\ntitle = \"@\"\ntags = [\"@\"]\n+++\n",
	"{\"title\": \"@\", \"description\": \"@\", \"x\": 1}\n", "---\ntitle: @: @\n---\n",
	"---\ndescription: @\nsummary: @\n---\n",
	"---\n@\n---\n", "---\n@: &a [*a]\n---\n", "\ufeff---\r\ntitle: @\r\ndate: 2020-01-01\r\n---\r\n", "---\n@\n"}

// words replaces each @ by a word of its own.
type words struct{ all []string }

func (w *words) fill(text string) string {
	for strings.Contains(text, "@") {
		word := fmt.Sprintf("word%dx", len(w.all))
		w.all = append(w.all, word)
		text = strings.Replace(text, "@", word, 1)
	}
	return text
}

// TestNothingIsLost imports random texts: every word of them is in the guide, and nothing is outside of it.
func TestNothingIsLost(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		var w words
		source := fstest.MapFS{}
		for range 1 + r.IntN(4) {
			text := frontMatters[r.IntN(len(frontMatters))]
			for range r.IntN(8) {
				text += fragments[r.IntN(len(fragments))] + strings.Repeat("\n", r.IntN(2))
			}
			dir := []string{"", "a/", "a/b/", "2-c/", "_d/"}[r.IntN(5)]
			name := []string{"index.md", "README.md", "x.md", "10_y.md", "z.mdx", "license.md"}[r.IntN(6)]
			if source[dir+name] == nil {
				source[dir+name] = &fstest.MapFile{Data: []byte(w.fill(text))}
			}
		}
		checkWords(t, seed, source, w.all, Options{From: []string{"", "jekyll", "hugo"}[r.IntN(3)]})
	}
}

// TestNoItemIsLost does so with checklists.
func TestNoItemIsLost(t *testing.T) {
	sources := map[string]string{
		"a.yaml": "- title: @\n  description: @\n  checklist:\n  - point: @\n    priority: essential\n   " +
			" details: @\n    x: @\n" +
			"  - @\n  links: [{title: @, url: 'https://@.org', description: @}, {title: @}]\n- title: @\n " +
			" tasks: [@]\n  y: {z: @}\n",
		"b.json": `{"@": {"preface": "@", "tasks": [{"title": "@ <code>@</code>", "id": "@", "tags":` +
			` ["@", "@"], "m": {"@": "@"}}]}}`,
		"c.csv":  "Section,Task,Notes,@\n@,@,\"@\n@\",@\n,@,,\n@,[ ] @,@,@,@\n",
		"d.tsv":  "task\tlevel\n@\tlow\n@\tmust\n",
		"e.json": `{"@": ["@", "@"], "@": [["@"], {"title": "@", "items": ["@"]}]}`,
	}
	for name, text := range sources {
		var w words
		checkWords(t, 0, fstest.MapFS{name: {Data: []byte(w.fill(text))}}, w.all, Options{})
	}
}

func checkWords(t *testing.T, seed uint64, source fstest.MapFS, all []string, opts Options) {
	t.Helper()
	result, err := Read(source, opts)
	if err != nil {
		t.Fatalf("%d: %v", seed, err)
	}
	var out bytes.Buffer
	for name, data := range result.Files {
		out.WriteString(name + "\n")
		out.Write(data)
	}
	out = *bytes.NewBuffer(bytes.ToLower(out.Bytes())) // titles begin with a capital
	for _, word := range all {
		if !bytes.Contains(out.Bytes(), []byte(word)) {
			for name, f := range source {
				if bytes.Contains(f.Data, []byte(word)) {
					t.Errorf("%d: %s of %s is lost:\n%s\nbecame\n%s", seed, word, name, f.Data, out.Bytes())
				}
			}
			return
		}
	}
	checkNames(t, result)
}

// checkNames checks that all files are in the guide, and all notes in the source.
func checkNames(t *testing.T, result *Result) {
	t.Helper()
	for name := range result.Files {
		if !fs.ValidPath(name) || !strings.HasPrefix(name, "content/") || strings.ContainsAny(name, `\:*?"<>|`) {
			t.Errorf("%q is no file of a guide", name)
		}
	}
	if !slices.IsSortedFunc(result.Notes, func(a, b Note) int { return strings.Compare(a.File, b.File) }) {
		t.Error("the notes are not sorted")
	}
}

// FuzzRead imports any bytes as a text, settings and a checklist: it ends in files of a guide, or in an error.
func FuzzRead(f *testing.F) {
	for i, fragment := range fragments {
		f.Add([]byte(frontMatters[i%len(frontMatters)]+fragment), []byte("nav: [{a: x.md}, y/]\nepisodes: [x.md]"))
	}
	f.Add([]byte("- [a](x.md)\n  - [b](y/z.md)\n# p\n- c\n"), []byte(`{"a": [{"b": ["c"]}]}`))
	f.Add([]byte("a,b\n1,\"2\n"), []byte("[book]\ntitle = \"x\"\n"))
	f.Fuzz(func(t *testing.T, text, settings []byte) {
		source := fstest.MapFS{"docs/x.md": {Data: text}, "docs/y/z.mdx": {Data: text}, "docs/SUMMARY.md": {Data: text},
			"mkdocs.yml": {Data: settings}, "book.toml": {Data: settings}, "config.yaml": {Data: settings},
			"docs/y/_category_.json": {Data: settings}, "list.csv": {Data: text}, "docs/p.png": {Data: text}}
		for _, kind := range Kinds {
			if result, err := Read(source, Options{From: kind}); err == nil {
				checkNames(t, result)
			}
		}
	})
}
