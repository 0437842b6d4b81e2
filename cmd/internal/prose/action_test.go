package prose

import "testing"

func TestLacksVerb(t *testing.T) {
	for text, want := range map[string]bool{
		"Read a book":                      false,
		"Double-check the dates":           false,
		"Rehearse it with a friend":        false,
		"Rebook the room":                  false, // a prefix and a verb
		"Always ask first":                 false,
		"Before the meeting, write a list": false,
		"As a newcomer, ask a lot":         false,
		"Containerise the service":         false, // no verb of the list, followed by what a verb has
		"Onboard yourself":                 false,
		"CV on one page":                   false, // nobody knows
		"“Say it” in public":               false,
		"Question the plan":                false, // it ends as nouns do
		"":                                 false,
		"…":                                false,
		"The first meeting":                true,
		"Your CV":                          true,
		"You should read it":               true,
		"How to ask":                       true,
		"Reading a book":                   true,
		"Planning for the year":            true,
		"Completed the form":               true,
		"Qualification in project work":    true,
		"Regular meetings with your boss":  false,
		"A, B and C":                       true,
		"Is it ready?":                     true,
	} {
		if got := LacksVerb(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

func TestSecondAction(t *testing.T) {
	for text, want := range map[string]string{
		"Write a letter and send it":                "send",
		"Read and summarise the report":             "summarise",
		"Read it, and then tell a friend":           "tell",
		"Book a room then invite the team":          "invite",
		"Call a mentor and ask what they do":        "ask",
		"Trace time, budget and quality":            "",
		"Compare costs and benefits of both":        "",
		"Update the plan and report on Friday":      "", // a report
		"Update the plan and report it":             "report",
		"Learn how to plan and run a meeting":       "",
		"Ask a colleague to listen and give advice": "",
		"Watch what they keep and what they drop":   "",
		"Decide: stay and learn it, or go":          "",
		"Try and err":                               "",
		"The plan and make it short":                "", // it begins with no action
		"Write one goal, and at most two more":      "",
		"":                                          "",
	} {
		if got := SecondAction(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
