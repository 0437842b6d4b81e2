package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// bidi is a WebDriver BiDi connection (https://w3c.github.io/webdriver-bidi/). Commands and responses are matched by
// number. Its methods can be called concurrently.
type bidi struct {
	conn *websocket.Conn

	mu      sync.Mutex
	lastID  int
	pending map[int]chan response
	err     error // why the connection ended
}

type response struct {
	ID      int
	Type    string // success, error or event
	Result  json.RawMessage
	Error   string
	Message string
}

func dialBiDi(ctx context.Context, url string) (*bidi, error) {
	ctx, stop := context.WithTimeout(ctx, timeout)
	defer stop()
	conn, _, err := websocket.Dial(ctx, url, nil)
	if err != nil {
		return nil, err
	}
	conn.SetReadLimit(-1) // screenshots and PDF files are large
	b := &bidi{conn: conn, pending: map[int]chan response{}}
	go b.readResponses()
	return b, nil
}

// readResponses delivers responses to the pending calls until the connection ends.
func (b *bidi) readResponses() {
	for {
		var a response
		err := wsjson.Read(context.Background(), b.conn, &a)
		b.mu.Lock()
		if err != nil {
			b.err = err
			for _, c := range b.pending {
				close(c)
			}
			b.mu.Unlock()
			return
		}
		if c := b.pending[a.ID]; c != nil && a.Type != "event" {
			delete(b.pending, a.ID)
			c <- a
		}
		b.mu.Unlock()
	}
}

// call sends a command and stores the result in result unless that is nil. It fails when the browser ends.
func (b *bidi) call(method string, params, result any) error {
	ctx, stop := context.WithTimeout(context.Background(), timeout)
	defer stop()
	c := make(chan response, 1)
	b.mu.Lock()
	b.lastID++
	id, err := b.lastID, b.err
	if err == nil {
		b.pending[id] = c
	}
	b.mu.Unlock()
	if err == nil {
		err = wsjson.Write(ctx, b.conn, map[string]any{"id": id, "method": method, "params": params})
	}
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	select {
	case a, open := <-c:
		switch {
		case !open:
			return fmt.Errorf("%s: %w", method, b.err)
		case a.Type == "error":
			return fmt.Errorf("%s: %s: %s", method, a.Error, a.Message)
		case result == nil:
			return nil
		}
		return json.Unmarshal(a.Result, result)
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", method, ctx.Err())
	}
}
