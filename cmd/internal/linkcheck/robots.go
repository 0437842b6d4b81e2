package linkcheck

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
)

// product is the name by which robots.txt may address the program.
const product = "guide"

// robots holds the rules of a robots.txt for one program (RFC 9309).
type robots []robotsRule

type robotsRule struct {
	pattern string // normalized
	allow   bool
}

// parseRobots returns the rules for the program with this product token, or else those for all.
func parseRobots(data []byte, token string) robots {
	var own, all robots
	isNamed, forOwn, forAll, inNames := false, false, false, false
	for line := range bytes.FieldsFuncSeq(bytes.TrimPrefix(data, []byte("\ufeff")), isLineBreak) {
		text, _, _ := bytes.Cut(line, []byte("#"))
		key, value, _ := strings.Cut(string(text), ":")
		value = strings.TrimSpace(value)
		switch key = strings.ToLower(strings.TrimSpace(key)); key {
		case "user-agent":
			if !inNames {
				forOwn, forAll = false, false
			}
			inNames = true
			forAll = forAll || value == "*"
			forOwn = forOwn || strings.EqualFold(productOf(value), token)
			isNamed = isNamed || forOwn
		case "allow", "disallow":
			inNames = false
			if value == "" {
				continue
			}
			rule := robotsRule{normalizePath(value), key == "allow"}
			if forOwn {
				own = append(own, rule)
			}
			if forAll {
				all = append(all, rule)
			}
		}
	}
	if isNamed {
		return own
	}
	return all
}

func isLineBreak(r rune) bool { return r == '\n' || r == '\r' }

// productOf returns the product token that a name begins with.
func productOf(name string) string {
	end := strings.IndexFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_')
	})
	if end < 0 {
		return name
	}
	return name[:end]
}

// allows reports whether an address may be asked for: the longest pattern that matches decides, and allow if two are
// equally long.
func (r robots) allows(u *url.URL) bool {
	path := normalizePath(u.RequestURI())
	longest, allowed := -1, true
	for _, rule := range r {
		if n := len(rule.pattern); n < longest || n == longest && !rule.allow || !matchesPattern(path, rule.pattern) {
			continue
		}
		longest, allowed = len(rule.pattern), rule.allow
	}
	return allowed
}

// matchesPattern reports whether a path begins as a pattern says, in which * stands for anything and a $ at the end
// for the end of the path.
func matchesPattern(path, pattern string) bool {
	pattern, toEnd := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	if len(parts) == 1 {
		return !toEnd || rest == ""
	}
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		i := strings.Index(rest, part)
		if i < 0 {
			return false
		}
		rest = rest[i+len(part):]
	}
	if toEnd {
		return strings.HasSuffix(rest, parts[last])
	}
	return strings.Contains(rest, parts[last])
}

// normalizePath returns a path or a pattern with its percent-encoding in one form: what needs none has none, other
// bytes are in upper case.
func normalizePath(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		ch, mustEncode := s[i], s[i] <= ' ' || s[i] >= 0x7f || s[i] == '%'
		if ch == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			decoded, _ := url.PathUnescape(s[i : i+3])
			ch, mustEncode = decoded[0], !isUnreserved(decoded[0])
			i += 2
		}
		if mustEncode {
			fmt.Fprintf(&b, "%%%02X", ch)
		} else {
			b.WriteByte(ch)
		}
	}
	return b.String()
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }

// isUnreserved reports whether a byte stands for itself in every address (RFC 3986).
func isUnreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' ||
		c == '~'
}
