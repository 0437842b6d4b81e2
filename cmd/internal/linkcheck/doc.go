// Package linkcheck asks web servers whether addresses still work.
//
//	results, err := linkcheck.Check(ctx, addresses, linkcheck.Options{UserAgent: agent, Now: time.Now()})
//
// It is polite: one request at a time to a host, with a pause between two, none where robots.txt (RFC 9309) forbids it,
// and no more than a few tries where a server is busy or asks to wait (Retry-After). It asks with HEAD, and with GET if
// HEAD gives anything but an answer that says that the page is there. It reads no page.
//
// A [Result] says less rather than something wrong: only 404, 410 and a host that does not exist are [Dead]. What
// depends on who asks, and when (403, 429, 5xx, a timeout, a certificate) is [Unknown].
//
// No request goes to a private network, whatever address a name or a redirect leads to (dial.go).
//
// A [Cache] keeps results between runs.
package linkcheck
