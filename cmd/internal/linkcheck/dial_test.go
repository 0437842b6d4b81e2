package linkcheck

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestPrivateNetworks checks that names cannot lead into a private network: a server on this computer gets no
// connection.
func TestPrivateNetworks(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("the server was asked")
	}))
	defer server.Close()
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{server.Listener.Addr().String(), "localhost:" + port, "0.0.0.0:" + port,
		"[::ffff:127.0.0.1]:" + port} {
		conn, err := dialPublic(t.Context(), "tcp", address)
		if conn != nil {
			_ = conn.Close()
		}
		if !errors.Is(err, errPrivate) {
			t.Errorf("%s: %v, want %v", address, err, errPrivate)
		}
	}
	results, err := Check(t.Context(), []string{server.URL}, Options{Now: time.Now()})
	if r := results[server.URL]; err != nil || r.Status != Unknown || !strings.Contains(r.Reason, "private network") {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestProxy checks, in a process of its own, that a proxy of the environment may be in a private network: it is asked
// for pages elsewhere.
func TestProxy(t *testing.T) {
	const page = "http://far.example:80/page"
	if os.Getenv("HTTP_PROXY") != "" && os.Getenv("LINKCHECK_TEST_PROXY") != "" {
		results, err := Check(t.Context(), []string{page}, Options{Now: time.Now()})
		if r := results[page]; err != nil || r.Status != Alive {
			t.Errorf("%+v, %v", r, err)
		}
		return
	}
	asked := make(chan string, 10)
	proxy := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked <- r.URL.String()
	}))
	defer proxy.Close()
	cmd := exec.Command(os.Args[0], "-test.run=^TestProxy$")
	cmd.Env = append(os.Environ(), "LINKCHECK_TEST_PROXY=1", "HTTP_PROXY="+proxy.URL, "HTTPS_PROXY=", "NO_PROXY=",
		"http_proxy=", "https_proxy=", "no_proxy=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	close(asked)
	var got []string
	for address := range asked {
		got = append(got, address)
	}
	if want := []string{"http://far.example:80/robots.txt", page}; !slices.Equal(got, want) {
		t.Errorf("the proxy was asked for %q, want %q", got, want)
	}
}
