package card

import (
	"math"
	"strconv"
)

// maxNumbered is how many waypoints have room for their numbers, maxWaypoints how many have room at all. A longer
// route is a line with the current waypoint alone.
const (
	maxNumbered  = 14
	maxWaypoints = 40
)

const lineWidth = 4

// drawRoute draws the route from the left margin to the right one. The current waypoint is yellow; 0 is none.
func (c *canvas) drawRoute(current, steps int) {
	radius, numbered := float32(26), true
	switch {
	case steps <= 0:
		return
	case steps > maxNumbered:
		radius, numbered = 9, false
	}
	left, right := margin+radius, Width-margin-radius
	x := func(n int) float32 {
		return left + (right-left)*float32(n-1)/float32(max(1, steps-1))
	}
	c.drawLine(left, routeY, right, routeY, lineWidth, track)
	for n := 1; n <= steps; n++ {
		if n == current || steps <= maxWaypoints {
			c.drawWaypoint(x(n), radius, n, n == current, numbered)
		}
	}
}

// drawWaypoint draws a ring, or a yellow disc if it is the current one, with its number.
func (c *canvas) drawWaypoint(x, radius float32, n int, isCurrent, numbered bool) {
	outline, text := track, white
	if isCurrent {
		outline, text = yellow, ground
		radius *= 1.2
	}
	c.fillCircle(x, routeY, radius+6, ground)
	c.fillCircle(x, routeY, radius, outline)
	if !isCurrent {
		c.fillCircle(x, routeY, radius-3, ground)
	}
	if numbered {
		c.drawNumber(x, n, text)
	}
}

// drawNumber draws a number in the middle of a waypoint.
func (c *canvas) drawNumber(x float32, n int, i ink) {
	b := textBox{font: bold, ink: i, size: 28, lines: []string{strconv.Itoa(n)}}
	b.area.Min.X = int(x) - textWidth(newFace(b.font, b.size), b.lines[0])/2
	b.area.Min.Y = routeY - b.size + 10 // digits are 20 pixels high
	c.drawText(b)
}

// drawLine draws a straight line.
func (c *canvas) drawLine(x0, y0, x1, y1, width float32, i ink) {
	length := float32(math.Hypot(float64(x1-x0), float64(y1-y0)))
	dx, dy := (x1-x0)/length*width/2, (y1-y0)/length*width/2
	c.fillPolygon(i, x0-dy, y0+dx, x1-dy, y1+dx, x1+dy, y1-dx, x0+dy, y0-dx)
}

// drawMark draws the mark, a 7 that is a route, in a square. Its shapes are those of static/img/favicon.svg, without
// the tile.
func (c *canvas) drawMark(left, top, size int) {
	unit := float32(size) / 32
	x := func(v float32) float32 { return float32(left) + v*unit }
	y := func(v float32) float32 { return float32(top) + v*unit }
	c.drawLine(x(8), y(9), x(24), y(9), 3.5*unit, white)
	c.drawLine(x(24), y(9), x(14), y(24), 3.5*unit, white)
	c.fillCircle(x(24), y(9), 1.75*unit, white)
	c.fillCircle(x(8), y(9), 3.5*unit, white)
	c.fillCircle(x(14), y(24), 5.25*unit, ground)
	c.fillCircle(x(14), y(24), 3.75*unit, yellow)
}
