package linkcheck

import "time"

// Status is what is known of an address.
type Status string

const (
	Alive   Status = "alive"
	Dead    Status = "dead"    // not found, gone, or a host that does not exist
	Unknown Status = "unknown" // could not tell
)

// Result is what asking for an address has shown.
type Result struct {
	Status Status `json:"status"`
	Reason string `json:"reason,omitempty"` // why it is not alive
	// MovedTo is the address to which permanent redirects lead; "" for none.
	MovedTo string `json:"movedTo,omitempty"`
	// Secure is the https address that answers in place of an http address which is not redirected to it.
	Secure string    `json:"secure,omitempty"`
	Asked  time.Time `json:"asked"`
	Cached bool      `json:"-"` // it is from the cache

	passing bool // the reason may be gone in a minute: not worth keeping
}
