package main

import (
	"fmt"
	"html"
	"slices"
	"strings"
)

// drawChart returns an SVG with a bar for the CPU time of each contender in multiples of the floor, for each size.
func drawChart(results []result, caption string) string {
	const width, row, label, gap = 720, 22, 230, 34
	var b strings.Builder
	floors := map[int]float64{}
	longest := 1.0
	for _, r := range results {
		if floors[r.topics] == 0 {
			floors[r.topics] = r.few.cpuSeconds // it is the first
		}
		longest = max(longest, r.few.cpuSeconds/floors[r.topics])
	}
	y, size := 0, 0
	for _, r := range results {
		if r.topics != size {
			size = r.topics
			y += gap
			fmt.Fprintf(&b, "<text x='0' y='%d' font-weight='700'>%d topics: CPU time in multiples of the floor, "+
				"%.2f s</text>\n", y-8, size, floors[size])
		}
		times := r.few.cpuSeconds / floors[r.topics]
		bar := int(times / longest * (width - label - 60))
		fmt.Fprintf(&b, "<text x='0' y='%d'>%s</text><rect x='%d' y='%d' width='%d' height='%d' fill='#0b5c62'/>"+
			"<text x='%d' y='%d'>%.2f</text>\n", y+15, html.EscapeString(r.name), label, y+2, max(bar, 1), row-4,
			label+max(bar, 1)+6, y+15, times)
		y += row
	}
	sizes := slices.Compact(topicCounts(results))
	title := fmt.Sprintf("Cost of builds of %s topics", strings.Trim(fmt.Sprint(sizes), "[]"))
	return fmt.Sprintf("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img' aria-label='%s' "+
		"font-family='system-ui, sans-serif' font-size='14'>\n<rect width='100%%' height='100%%' fill='#fff'/>\n%s"+
		"<text x='0' y='%d' font-size='12'>%s</text>\n</svg>\n", width, y+30, title, b.String(), y+20,
		html.EscapeString(caption))
}

func topicCounts(results []result) (out []int) {
	for _, r := range results {
		out = append(out, r.topics)
	}
	return out
}
