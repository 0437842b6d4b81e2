package main

import (
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

func TestSplitAddr(t *testing.T) {
	tests := []struct {
		flag, host string
		port       int
		fault      string
	}{
		{"localhost:8080", "localhost", 8080, ""},
		{"localhost", "localhost", 8080, ""},
		{"9000", "localhost", 9000, ""},
		{":9000", "localhost", 9000, ""},
		{"", "localhost", 8080, ""},
		{"0.0.0.0", "0.0.0.0", 8080, ""},
		{"0.0.0.0:80", "0.0.0.0", 80, ""},
		{"::1", "::1", 8080, ""},
		{"[::1]:9000", "::1", 9000, ""},
		{"[::]", "::", 8080, ""},
		{"example.test:1", "example.test", 1, ""},
		{"localhost:http", "", 0, `"http" is not a port`},
		{"localhost:70000", "", 0, `"70000" is not a port`},
		{"localhost:-1", "", 0, `"-1" is not a port`},
		{"http://localhost:8080", "", 0, "is not host:port"},
	}
	for _, tt := range tests {
		host, port, err := splitAddr(tt.flag)
		if host != tt.host || port != tt.port || (err == nil) != (tt.fault == "") || err != nil &&
			!strings.Contains(err.Error(), tt.fault) {
			t.Errorf("%q: %q, %d, %v", tt.flag, host, port, err)
		}
	}
}

// TestListenNextFreePort checks that the next free port is used if a port is in use on either address of localhost.
func TestListenNextFreePort(t *testing.T) {
	for _, taken := range []string{"127.0.0.1", "::1"} {
		first, err := net.Listen("tcp", net.JoinHostPort(taken, "0"))
		if err != nil {
			t.Logf("no %s here: %v", taken, err)
			continue
		}
		defer first.Close()
		port := first.Addr().(*net.TCPAddr).Port
		at, err := listen("localhost:" + strconv.Itoa(port))
		if err != nil {
			t.Fatal(err)
		}
		defer at.closeListeners()
		if at.requestedPort != port || at.port <= port || at.exposed {
			t.Errorf("wanted %d: got %+v", port, at)
		}
	}
}

func TestListen(t *testing.T) {
	tests := []struct {
		flag, url string
		public    bool
	}{
		{"localhost:0", "http://localhost:", false},
		{"127.0.0.1:0", "http://127.0.0.1:", false},
		{"0.0.0.0:0", "http://localhost:", true},
	}
	for _, tt := range tests {
		at, err := listen(tt.flag)
		if err != nil {
			t.Fatal(err)
		}
		defer at.closeListeners()
		if !strings.HasPrefix(at.localURL(), tt.url) || at.exposed != tt.public || at.requestedPort != at.port ||
			at.allURLs()[0] != at.localURL() {
			t.Errorf("%s: %s, %+v", tt.flag, at.localURL(), at)
		}
		for _, l := range at.listeners {
			go func() { _ = http.Serve(l, http.NotFoundHandler()) }()
		}
		resp, err := http.Get(at.localURL())
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	if _, err := listen("192.0.2.1:0"); err == nil || !strings.Contains(err.Error(), "--addr: 192.0.2.1:0") {
		t.Errorf("another machine's address: %v", err)
	}
}
