package linkcheck

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"guide/cmd/internal/webaddr"
)

// errPrivate refuses a connection into a private network.
var errPrivate = errors.New("it leads into a private network")

// newTransport returns the transport of Options.Transport.
func newTransport() *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialPublic,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    timeout / 2,
		MaxResponseHeaderBytes: 256 << 10,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        10 * hostDelay,
		DisableCompression:     true, // no page is read
	}
}

// dialPublic connects to a public address or a proxy. The address is checked when the name has been resolved, so no
// name leads elsewhere.
func dialPublic(ctx context.Context, network, address string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: timeout / 2, KeepAlive: -1}
	if !isProxy(address) {
		dialer.ControlContext = refusePrivate
	}
	return dialer.DialContext(ctx, network, address)
}

// refusePrivate fails unless the resolved address is public.
func refusePrivate(_ context.Context, _, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || webaddr.IsLocalIP(to.Addr()) {
		return errPrivate
	}
	return nil
}

// isProxy reports whether the environment names address, a host and a port, as a proxy. Such a proxy resolves names
// itself, so it decides which networks can be reached.
func isProxy(address string) bool {
	for _, scheme := range []string{"http", "https"} {
		request := &http.Request{URL: &url.URL{Scheme: scheme, Host: "example.org"}}
		proxy, err := http.ProxyFromEnvironment(request)
		if err != nil || proxy == nil {
			continue
		}
		port := proxy.Port()
		if port == "" {
			port = map[string]string{"http": "80", "https": "443", "socks5": "1080"}[proxy.Scheme]
		}
		if net.JoinHostPort(proxy.Hostname(), port) == address {
			return true
		}
	}
	return false
}

// sleep waits, or returns an error if ctx is done before.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
