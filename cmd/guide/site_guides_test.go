package main

// emptyGuide is a guide without steps.
var emptyGuide = map[string]string{
	"content/guide.yaml": "id: nothing\ntitle: An empty guide\nsummary: It has no steps.\nlanguage: en\n",
}

// fullGuide is a guide with everything that a guide can have.
var fullGuide = map[string]string{
	"content/guide.yaml": `id: everything
title: A guide with everything
summary: It has all that a guide can have.
language: en
edit: https://edit.example/{path}
report: https://report.example/?title={title}
contact: mailto:me@example.org
audiences: {new: New here, lead: Leading one}
`,
	"content/index.md": "---\ntitle: A guide with everything\nsummary: It has all.\n---\nText with a " +
		"risk.\n\n## And a heading\n\nMore.\n",
	"content/glossary.yaml": "- {term: Risk, means: 'What may happen. See [the first " +
		"step](steps/1-first/index.md) or [elsewhere](https://a.example/risk).', aka: [danger]}\n- {term: 3D, means: " +
		"Three dimensions}\n- {term: Ärger, means: 'Trouble\n\n\n    in two paragraphs'}\n",
	"content/pages/about.md": "---\ntitle: About\nsummary: About it.\nreviewed: 2026-01-02\naliases: [/was/]\n" +
		"---\n## One\n\nText.\n\n## Two\n\nText.\n\n## Three\n\nText.\n",
	"content/steps/1-first/a.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">
<rect width="40" height="20"/></svg>`,
	"content/steps/1-first/a-wide.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="20"/>`,
	"content/steps/1-first/index.md": `---
title: A first step with a title that is long enough to need several lines on a phone
summary: It has every kind of text.
outcomes: [Know *this*, "Know [that](https://a.example/outcome)"]
checklist:
  - id: one
    text: Do **one** thing, and read [about it](https://a.example/one)
    detail: "First this.\n\n- then\n- that"
    for: [new, lead]
    effort: 2h-4h
    takes: 3mo-6mo
    milestone: true
  - {id: two, text: Do another thing, level: stretch}
resources:
  - id: book
    title: A book
    url: https://a.example/book
    type: book
    why: It is good. See [one](#one).
    publisher: ACME
    cost: members
    effort: 30m
    language: de
    checked: 2026-01-02
    archive: https://archive.example/book
    for: [new]
  - id: gone
    title: A lost page
    url: https://a.example/gone
    type: article
    why: It was good
    gone: 2026-01-03
    archive: https://archive.example/gone
  - {id: lost, title: A page without a copy, url: "https://a.example/lost", type: tool, why: It was good,
     gone: 2026-01-03}
  - id: averyveryverylongidthatgoesonandon-andon-andon-andon-andon
    title: Averyveryveryveryveryverylongwordthatnobreakcandivide
    url: https://a.example/averyveryveryveryveryverylongaddress/thatgoeson/andon/andon/andon?and=on
    type: report
    why: It is long
reviewed: 2026-11-01
---
A risk and [a link](https://a.example/one), https://a.example/bare and a footnote[^1] and another[^2]. Again[^1].

## A heading with ` + "`code`" + `

> [!NOTE]
> A note.

> [!TIP]
> A tip.

> [!IMPORTANT]
> Important.

> [!WARNING]
> A warning.

> [!CAUTION]
> Caution.

### A deeper heading

#### And a deeper one

| One | Two | Three | Four | Five |
| --- | --- | ---: | --- | --- |
| Some words in a cell | more words | 3 | wordswithoutanybreakatall | the last cell |

## Lists

1. One
2. Two
   - and
   - more

Term
: Its definition

~~~
code that is longer than the line of a phone, and has averyveryveryveryveryveryveryverylongword
~~~

> A quotation.

---

## A picture

![A black box](a.svg) ~~gone~~ **bold** *emphasis* [inside](topic.md#two)

![A black box](a.svg "A drawing with a wide form")

[^1]: A source, [with a link](https://a.example/source).
[^2]: Another source.
`,
	"content/steps/1-first/topic.md": "---\ntitle: A topic\nsummary: About it.\nchecklist:\n  - {id: three, text: " +
		"Do a third thing}\n---\n## Two\n\nA risk.\n",
	"content/steps/1-first/topic2.md": "---\ntitle: Another topic\nsummary: About it.\n---\nText.\n",
	"content/steps/2-second.md":       "---\ntitle: A second step\nsummary: It is short.\nneeds: [first]\n---\nText.\n",
}
