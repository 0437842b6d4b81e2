package card

import (
	"image"

	"golang.org/x/image/font/sfnt"
)

// Where things are on a card.
const (
	margin    = 80
	markX     = margin - 12 // the mark has some space around it
	headY     = 60          // the mark and the title of the guide
	markSize  = 88
	textTop   = 180 // the label and the title
	textEnd   = 470
	labelGap  = 8
	loneMark  = 240 // the size of the mark on a card without texts
	loneMarkY = 150
	routeY    = 540
)

// The sizes of texts in pixels.
const (
	guideSize, minGuideSize = 36, 24
	labelSize, minLabelSize = 36, 24
	titleSize, minTitleSize = 92, 40
)

// textBox is a text and where it is drawn.
type textBox struct {
	font  *sfnt.Font
	ink   ink
	size  int
	lines []string
	area  image.Rectangle // no part of the text is outside
}

func (b textBox) height() int { return len(b.lines) * lineHeight(b.size) }

// baseline returns the y of a line, from the top of the area.
func (b textBox) baseline(n int) int { return n*lineHeight(b.size) + b.size }

// newTextBox fits a text into an area. It has no lines if the text cannot be drawn.
func newTextBox(text string, f *sfnt.Font, i ink, maxSize, minSize int, area image.Rectangle) textBox {
	b := textBox{font: f, ink: i, size: maxSize, area: area}
	if text = drawable(text); text != "" {
		b.lines, b.size = fit(text, f, maxSize, minSize, area.Dx(), area.Dy())
	}
	return b
}

// layout returns the texts of a card: the title of the guide beside the mark, and the label and the title in the
// middle of the space below.
func (c Card) layout() []textBox {
	left, right := margin, Width-margin
	headX := left
	if c.Mark {
		headX = markX + markSize + 16
	}
	head := newTextBox(c.Guide, regular, quiet, guideSize, minGuideSize,
		image.Rect(headX, headY, right, headY+markSize))
	head.area.Min.Y += (head.area.Dy() - head.height()) / 2
	label := newTextBox(c.Label, bold, yellow, labelSize, minLabelSize,
		image.Rect(left, textTop, right, textTop+lineHeight(labelSize)))
	above := label.height()
	if above > 0 {
		above += labelGap
	}
	title := newTextBox(c.Title, bold, white, titleSize, minTitleSize, image.Rect(left, textTop+above, right, textEnd))
	down := (title.area.Dy() - title.height()) / 2
	label.area.Max.Y = label.area.Min.Y + label.height()
	label.area = label.area.Add(image.Pt(0, down))
	title.area.Min.Y += down
	return []textBox{head, label, title}
}

// hasText reports whether a card shows any of its texts.
func hasText(boxes []textBox) bool {
	for _, b := range boxes {
		if len(b.lines) > 0 {
			return true
		}
	}
	return false
}
