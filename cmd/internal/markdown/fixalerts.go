package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// alertNames maps what other programs (GitBook, Docusaurus, MkDocs, Obsidian) call an alert to its kind.
var alertNames = map[string]string{
	"note": "NOTE", "info": "NOTE", "seealso": "NOTE", "todo": "NOTE",
	"tip": "TIP", "hint": "TIP", "success": "TIP", "check": "TIP", "done": "TIP",
	"important": "IMPORTANT",
	"warning":   "WARNING", "warn": "WARNING", "attention": "WARNING",
	"caution": "CAUTION", "danger": "CAUTION", "error": "CAUTION", "failure": "CAUTION", "bug": "CAUTION",
}

// AlertKind returns the kind of alert, such as NOTE, that other programs call by a name; "" if they do not.
func AlertKind(name string) string { return alertNames[strings.ToLower(name)] }

var (
	colonAlert = regexp.MustCompile(`^(:{3,})[ \t]*(?:\{[ \t]*\.?)?([a-z]+)\}?[ \t]*` +
		`(?:\[([^\[\]{}]*)\]|([^\[\]{}=]*))$`)
	blockAlert = regexp.MustCompile(`^(?:!!!|\?\?\?\+?)[ \t]+([a-z]+)(?:[ \t]+"([^"]*)")?$`)
	hintAlert  = regexp.MustCompile(`^\{%[ \t]*hint[ \t]+style="([a-z]+)"[ \t]*%\}$`)
	endHint    = regexp.MustCompile(`^\{%[ \t]*endhint[ \t]*%\}$`)
)

// fixForeignAlert makes an alert of what begins with a paragraph: of :::note up to :::, or of !!! note and what is
// indented below it.
func (v *conversion) fixForeignAlert(n *ast.Paragraph) {
	start := n.Lines().At(0).Start
	if v.form != bodyForm || n.Parent().Kind() != ast.KindDocument || !v.isLineStart(start) {
		return
	}
	opening := string(bytes.TrimRight(v.src[start:start+v.lineLen(start)], " \t"))
	if m := colonAlert.FindStringSubmatch(opening); m != nil && alertNames[m[2]] != "" {
		v.fix(v.alertUpTo(start, alertNames[m[2]], m[3]+m[4], regexp.MustCompile(`^`+m[1]+`$`))...)
	} else if m := blockAlert.FindStringSubmatch(opening); m != nil && alertNames[m[1]] != "" {
		v.fix(v.alertOfIndented(start, alertNames[m[1]], m[2])...)
	}
}

// alertForHint makes an alert of {% hint style="info" %} up to {% endhint %}.
func alertForHint(v *conversion, offset int, mark []byte) []change {
	m := hintAlert.FindSubmatch(mark)
	if m == nil || alertNames[string(m[1])] == "" || v.form != bodyForm || !v.isLineStart(offset) {
		return nil
	}
	return v.alertUpTo(offset, alertNames[string(m[1])], "", endHint)
}

// alertOpening returns the first lines of an alert in place of the line at start. A title becomes its first words.
func (v *conversion) alertOpening(start int, kind, title string) change {
	text := "> [!" + kind + "]"
	if title = strings.TrimSpace(title); title != "" {
		text += "\n> **" + title + "**\n>"
	}
	return change{start, start + v.lineLen(start), text}
}

// alertUpTo makes an alert of the lines from start, its opening, up to one that closing matches.
func (v *conversion) alertUpTo(start int, kind, title string, closing *regexp.Regexp) []change {
	out := []change{v.alertOpening(start, kind, title)}
	var blank []change // lines, of which those at the end do not belong to the alert
	inFence, begun := false, false
	for line := v.nextLine(start); line < len(v.src); line = v.nextLine(line) {
		text := bytes.TrimRight(v.src[line:line+v.lineLen(line)], " \t")
		if isFence(text) {
			inFence = !inFence
		}
		switch {
		case !inFence && closing.Match(text):
			return append(out, v.removeClosing(line))
		case len(text) == 0 && !begun:
			out = append(out, change{line, v.nextLine(line), ""}) // a blank line before the text
		case len(text) == 0:
			blank = append(blank, change{line, line, ">"})
		default:
			out = append(append(out, blank...), change{line, line, "> "})
			blank, begun = nil, true
		}
	}
	return nil // it is never closed
}

// removeClosing removes the line that closes an alert, or leaves it blank if a text follows at once.
func (v *conversion) removeClosing(line int) change {
	next := v.nextLine(line)
	if len(bytes.TrimSpace(v.src[next:next+v.lineLen(next)])) == 0 {
		return change{line, next, ""}
	}
	return change{line, line + v.lineLen(line), ""}
}

func isFence(line []byte) bool {
	return bytes.HasPrefix(line, []byte("```")) || bytes.HasPrefix(line, []byte("~~~"))
}

// alertOfIndented makes an alert of the line at start and the indented ones below it.
func (v *conversion) alertOfIndented(start int, kind, title string) []change {
	out := []change{v.alertOpening(start, kind, title)}
	var blank []change
	for line := v.nextLine(start); line < len(v.src); line = v.nextLine(line) {
		text := v.src[line : line+v.lineLen(line)]
		indent := 4
		if bytes.HasPrefix(text, []byte{'\t'}) {
			indent = 1
		}
		switch {
		case len(bytes.TrimSpace(text)) == 0:
			blank = append(blank, change{line, line + len(text), ">"})
			continue
		case bytes.HasPrefix(text, []byte("    ")) || indent == 1:
			out = append(append(out, blank...), change{line, line + indent, "> "})
			blank = nil
			continue
		case len(out) > 1 && len(blank) == 0:
			out = append(out, change{line, line, "\n"})
		}
		break
	}
	if len(out) == 1 {
		return nil
	}
	return out
}
