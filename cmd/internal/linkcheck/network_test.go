package linkcheck

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// network is an internet in memory, so that the clock of a synctest bubble runs in it. A name that has no server does
// not exist.
type network struct {
	t         *testing.T
	servers   map[string]*listener // by host and port
	roots     *x509.CertPool
	transport *http.Transport // that of Check, but for where it connects to

	mu       sync.Mutex
	requests []string       // "HEAD http://host/path", robots.txt left out
	open     map[string]int // requests to a host at the moment
	atOnce   int            // the most requests at one moment
}

func newNetwork(t *testing.T) *network {
	n := &network{t: t, servers: map[string]*listener{}, roots: x509.NewCertPool(), transport: newTransport(),
		open: map[string]int{}}
	n.transport.Proxy, n.transport.DialContext = nil, n.dial
	n.transport.TLSClientConfig = &tls.Config{RootCAs: n.roots}
	return n
}

// serve starts servers for a host, at http and at https. The certificate is for the name given.
func (n *network) serve(host, certificateFor string, handler http.HandlerFunc) {
	n.listen(host+":80", handler, nil)
	n.listen(host+":443", handler, n.certificate(certificateFor))
}

// listen starts a server. It is closed when its connections have ended, for which it gives them time: two ends that say
// goodbye to each other at once wait for seconds, some handlers sleep, and Close would wait with a lock.
func (n *network) listen(address string, handler http.HandlerFunc, config *tls.Config) {
	l := &listener{conns: make(chan net.Conn), closed: make(chan struct{})}
	n.servers[address] = l
	server := &http.Server{Handler: n.recorded(handler), ErrorLog: log.New(io.Discard, "", 0)}
	var toServe net.Listener = l
	if config != nil {
		toServe = tls.NewListener(l, config)
	}
	go func() { _ = server.Serve(toServe) }()
	n.t.Cleanup(func() {
		time.Sleep(time.Hour)
		_ = server.Close()
	})
}

// recorded records requests.
func (n *network) recorded(handler http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		scheme := "http"
		if r.TLS != nil {
			scheme = "https"
		}
		if r.URL.Path != "/robots.txt" {
			n.mu.Lock()
			n.requests = append(n.requests, r.Method+" "+scheme+"://"+r.Host+r.URL.RequestURI())
			n.mu.Unlock()
		}
		handler(w, r)
	}
}

// RoundTrip sends a request and fails the test if another one to the same host is under way.
func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	n.add(r.URL.Hostname(), 1)
	defer n.add(r.URL.Hostname(), -1)
	return n.transport.RoundTrip(r)
}

func (n *network) add(host string, count int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.open[host] += count; n.open[host] > 1 {
		n.t.Errorf("two requests to %s at once", host)
	}
	all := 0
	for _, open := range n.open {
		all += open
	}
	n.atOnce = max(n.atOnce, all)
}

func (n *network) certificate(name string) *tls.Config {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		n.t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(1000 * time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		n.t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		n.t.Fatal(err)
	}
	if name != "untrusted.example" {
		n.roots.AddCert(certificate)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

// dial connects to a server, hangs if its name begins with "hang", or says that the name is not known.
func (n *network) dial(ctx context.Context, _, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	switch {
	case strings.HasPrefix(host, "hang"):
		<-ctx.Done()
		return nil, ctx.Err()
	case strings.HasPrefix(host, "busy-dns"):
		return nil, &net.DNSError{Err: "server misbehaving", Name: host, IsTemporary: true}
	case n.servers[address] == nil:
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	client, server := net.Pipe()
	select {
	case n.servers[address].conns <- server:
		return client, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// check runs Check and ends all connections.
func (n *network) check(ctx context.Context, opts Options, addresses ...string) map[string]Result {
	n.t.Helper()
	opts.Transport, opts.Now, opts.UserAgent = n, time.Now(), "guide/test"
	results, err := Check(ctx, addresses, opts)
	if err != nil && ctx.Err() == nil {
		n.t.Fatal(err)
	}
	n.transport.CloseIdleConnections()
	return results
}

// listener accepts the connections that dial makes.
type listener struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (l *listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *listener) Addr() net.Addr { return &net.TCPAddr{} }
