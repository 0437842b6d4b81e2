package cputest

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// RandomLesson returns Markdown of at least size bytes, with the marks of a real lesson.
func RandomLesson(rnd *rand.Rand, size int) string {
	words := func(n int) string { return randomWords(rnd, n) }
	var b strings.Builder
	for b.Len() < size {
		fmt.Fprintf(&b, "## %s\n\n%s\n\n- %s\n- %s\n\n```\n%s\n```\n\n", words(4), words(90), words(9), words(9),
			words(20))
	}
	return b.String()
}

// randomWords returns random words, common ones more often, with some emphasis and links.
func randomWords(rnd *rand.Rand, n int) string {
	out := make([]string, n)
	for i := range out {
		word := fmt.Sprintf("w%x", int(4000*rnd.Float64()*rnd.Float64()*rnd.Float64()))
		switch rnd.IntN(20) {
		case 0:
			word = "**" + word + "**"
		case 1:
			word = "[" + word + "](https://example.org/" + word + ")"
		}
		out[i] = word
	}
	return strings.Join(out, " ")
}
