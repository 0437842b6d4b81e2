package prose

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed words/verbs.txt
var verbList string

// verbs are verbs as they tell somebody to do something.
var verbs = setOf(verbList)

// openers may stand before the verb of an action, such as "Always", or begin what holds for it, such as "Before".
var openers = setOf(`always never then next first finally now also please just only carefully slowly
	quickly regularly actively briefly together if when before after once while whenever
	until unless as every each at in on for by during from with without within to don't
	don’t do not again either even keep`)

// notVerbs are words that begin no action. Most are determiners, pronouns and question words.
var notVerbs = setOf(`a an the this that these those my your our their his her its i you we they he she it
	one two three some any all many several more most few no another other both how what
	why who which whose where whether there here is are was were am be been being has had
	does did can could will would shall should may might must and or but so because than
	about above across against along among around behind below beneath beside between
	beyond into like near of off onto out over past through toward towards under upon via
	good great best better new old own first-time basic advanced important useful
	optional extra further ready clear awareness knowledge understanding ability
	experience confidence skills familiarity`)

// afterVerb are words that follow a verb and seldom a noun.
var afterVerb = setOf(`a an the this that these those my your our their its it them one two three four five
	some any all each every both at least what how who which why where when whether
	yourself up down out off`)

// LacksVerb reports whether the text of an action certainly begins with no verb.
func LacksVerb(text string) bool {
	first, second := actionWords(text)
	first = strings.ToLower(first)
	switch {
	case first == "" || isVerb(first) || openers[first]:
		return false
	case notVerbs[first] || isGerund(first):
		return true
	case afterVerb[strings.ToLower(second)]:
		return false // a verb that the list lacks
	}
	return isNominal(first)
}

// actionWords returns the first two words of a text, without marks around them.
func actionWords(text string) (first, second string) {
	for w := range strings.FieldsSeq(text) {
		w = strings.TrimFunc(w, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) })
		switch {
		case w == "":
		case first != "":
			return first, w
		default:
			first = w
		}
	}
	return first, ""
}

var verbPrefixes = strings.Fields("re un over under pre co dis mis out de re- pre- co-")

// isVerb reports whether a word is a verb of the list, perhaps with a prefix or joined to another word by a hyphen.
func isVerb(word string) bool {
	if verbs[word] {
		return true
	}
	for _, prefix := range verbPrefixes {
		if rest, ok := strings.CutPrefix(word, prefix); ok && verbs[rest] {
			return true
		}
	}
	i := strings.LastIndexByte(word, '-')
	return i > 0 && verbs[word[i+1:]] // double-check
}

// nominalEndings are endings of nouns and adjectives that few verbs have; those are in the list.
var nominalEndings = strings.Fields("tion sion ment ness ity ship ance ence ism ist ology able ible ful less ous " +
	"ive ical ings ers ors ies")

// isNominal reports whether a word ends as nouns and adjectives do.
func isNominal(word string) bool {
	for _, ending := range nominalEndings {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}

// isGerund reports whether a word is a verb of the list with the ending -ing or -ed: reading, planned.
func isGerund(word string) bool {
	for _, ending := range []string{"ing", "ed"} {
		stem, ok := strings.CutSuffix(word, ending)
		if !ok || len(stem) < 2 {
			continue
		}
		if verbs[stem] || verbs[stem+"e"] || stem[len(stem)-1] == stem[len(stem)-2] && verbs[stem[:len(stem)-1]] {
			return true
		}
	}
	return false
}

// nouns are verbs that are nouns as often: after "and" they are a second thing more often than a second action.
var nouns = setOf(nounList)

//go:embed words/nouns.txt
var nounList string

// clauseWords begin a clause or a phrase in which a second verb is no second action: "how to plan and run a meeting".
var clauseWords = setOf(`to how what who that which when where why if whether while because so as they you we
	he she can will should must could would may might not or than before after until
	unless between both`)

// SecondAction returns the verb of a second action in the text of an action, such as "send" in "Write a letter and send
// it", or "".
func SecondAction(text string) string {
	if !linksActions(text) {
		return ""
	}
	words := strings.Fields(text)
	if len(words) < 4 || !isVerb(strings.ToLower(strings.TrimRight(words[0], ",;"))) {
		return ""
	}
	for i, w := range words[1:] {
		w = strings.ToLower(w)
		if bare := strings.Trim(w, `,;:.()“”"'`); clauseWords[bare] || strings.HasSuffix(w, ":") {
			return ""
		}
		if w == "and" || w == "then" {
			if verb := actionAfter(words[i+2:]); verb != "" {
				return verb
			}
		}
	}
	return ""
}

// linksActions reports whether a text may have the word and or then.
func linksActions(text string) bool {
	for _, word := range []string{"nd", "ND", "hen", "HEN"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// actionAfter returns the verb with which words after "and" begin, or "" if they may be something else.
func actionAfter(words []string) string {
	if len(words) > 0 && strings.EqualFold(words[0], "then") {
		words = words[1:]
	}
	if len(words) < 2 {
		return ""
	}
	verb, next := strings.ToLower(words[0]), strings.ToLower(strings.TrimRight(words[1], ".,;:"))
	if !isVerb(verb) || nouns[verb] && !afterVerb[next] {
		return ""
	}
	return verb
}
