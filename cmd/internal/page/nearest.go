package page

import "strings"

// Nearest returns the word that s most likely means: the one with the fewest typing slips between
// them, if there are at most two, or one in a word of up to four letters. It returns "" for none.
func Nearest(s string, words []string) string {
	best, slips := "", 3
	if len(s) <= 4 {
		slips = 2
	}
	if len(s) > 64 {
		return ""
	}
	for _, w := range words {
		if strings.EqualFold(s, w) {
			return w
		}
		if d := distance(strings.ToLower(s), strings.ToLower(w)); d < slips {
			best, slips = w, d
		}
	}
	return best
}

// distance counts the letters added, lost, changed or swapped with a neighbour between a and b
// (optimal string alignment).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(s)][len(t)]
}
