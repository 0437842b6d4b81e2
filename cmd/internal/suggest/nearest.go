package suggest

import "strings"

// Nearest returns the candidate that s most likely means, or "": the one with the smallest edit distance, which must be
// at most 2, or 1 if s has at most four letters.
func Nearest(s string, candidates []string) string {
	best, limit := "", 3
	if len(s) <= 4 {
		limit = 2
	}
	if len(s) > 64 {
		return ""
	}
	for _, c := range candidates {
		if strings.EqualFold(s, c) {
			return c
		}
		if d := editDistance(strings.ToLower(s), strings.ToLower(c)); d < limit {
			best, limit = c, d
		}
	}
	return best
}

// editDistance returns the number of letters added, removed, replaced or swapped with a neighbour between a and b
// (optimal string alignment).
func editDistance(a, b string) int {
	s, t := []rune(a), []rune(b)
	dist := make([][]int, len(s)+1)
	for i := range dist {
		dist[i] = make([]int, len(t)+1)
		dist[i][0] = i
	}
	for j := range dist[0] {
		dist[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			dist[i][j] = min(dist[i-1][j]+1, dist[i][j-1]+1, dist[i-1][j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				dist[i][j] = min(dist[i][j], dist[i-2][j-2]+1)
			}
		}
	}
	return dist[len(s)][len(t)]
}
