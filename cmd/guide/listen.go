package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// endpoint is a set of listeners on one port.
type endpoint struct {
	host                string // host name for a browser on this machine
	requestedPort, port int
	exposed             bool // other machines can connect
	listeners           []net.Listener
}

const (
	defaultPort = 8080
	// maxPortTries is how many consecutive ports are tried.
	maxPortTries = 100
)

// listen listens on HOST, HOST:PORT, :PORT or PORT, or on the next free port.
func listen(flag string) (*endpoint, error) {
	host, port, err := splitAddr(flag)
	if err != nil {
		return nil, err
	}
	for n := port; n < port+maxPortTries && n <= 65535; n++ {
		ep, err := listenPort(host, n)
		if isPortInUse(err) {
			continue
		}
		if err != nil {
			return nil, listenError(flag, err)
		}
		ep.requestedPort = port
		if port == 0 {
			ep.requestedPort = ep.port
		}
		return ep, nil
	}
	return nil, usageErrorf("--addr: port %d and those after it are in use", port)
}

// isPortInUse reports whether err means that another process has the port. Systems use different errors for it.
func isPortInUse(err error) bool {
	var syscallErr *os.SyscallError
	return errors.As(err, &syscallErr) && syscallErr.Syscall == "bind" &&
		!errors.Is(err, fs.ErrPermission) && !errors.Is(err, syscall.EADDRNOTAVAIL)
}

func splitAddr(flag string) (host string, port int, err error) {
	host, portText := flag, ""
	switch ip, err := netip.ParseAddr(strings.Trim(flag, "[]")); {
	case err == nil:
		host = ip.String()
	case strings.Contains(flag, ":"):
		if host, portText, err = net.SplitHostPort(flag); err != nil {
			return "", 0, usageError{fmt.Errorf("--addr: %q is not host:port", flag), addrHint}
		}
	case isNumber(flag):
		host, portText = "", flag
	}
	if host == "" {
		host = "localhost"
	}
	if portText == "" {
		return host, defaultPort, nil
	}
	port, err = strconv.Atoi(portText)
	if err != nil || port < 0 || port > 65535 {
		return "", 0, usageErrorf("--addr: %q is not a port: it is a number up to 65535", portText)
	}
	return host, port, nil
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

const addrHint = "write localhost:8080, or 0.0.0.0:8080 for everyone who can reach this machine"

// listenError returns the reason why it is not possible to listen on an address.
func listenError(flag string, err error) error {
	var unknown *net.DNSError
	switch {
	case errors.As(err, &unknown):
		return usageError{fmt.Errorf("--addr: no machine has the name in %q", flag), addrHint}
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return usageError{fmt.Errorf("--addr: %s is not an address of this machine", flag), addrHint}
	}
	return usageErrorf("--addr: %s: %w", flag, rootCause(err))
}

// rootCause returns the cause of a network error without the addresses that net.OpError adds.
func rootCause(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

// listenPort listens on one port. For localhost it listens on both loopback addresses, so that no other program
// answers on one of them.
func listenPort(host string, port int) (*endpoint, error) {
	hosts := []string{host}
	if host == "localhost" {
		hosts = []string{"127.0.0.1", "::1"}
	}
	ep := &endpoint{host: host, port: port}
	for i, h := range hosts {
		l, err := net.Listen("tcp", net.JoinHostPort(h, strconv.Itoa(ep.port)))
		if err != nil && i > 0 && !isPortInUse(err) {
			continue // a machine without IPv6
		}
		if err != nil {
			ep.closeListeners()
			return nil, err
		}
		ep.listeners = append(ep.listeners, l)
		ep.port = l.Addr().(*net.TCPAddr).Port
	}
	ip := ep.listeners[0].Addr().(*net.TCPAddr).AddrPort().Addr()
	ep.exposed = !ip.IsLoopback()
	if ip.IsUnspecified() {
		ep.host = "localhost"
	}
	return ep, nil
}

func (ep *endpoint) closeListeners() {
	for _, l := range ep.listeners {
		l.Close()
	}
}

// localURL returns the address for a browser on this machine.
func (ep *endpoint) localURL() string {
	return fmt.Sprintf("http://%s/", net.JoinHostPort(ep.host, strconv.Itoa(ep.port)))
}

// allURLs returns localURL and, if the endpoint listens on all interfaces, the addresses for other machines.
func (ep *endpoint) allURLs() []string {
	all := []string{ep.localURL()}
	if !ep.listeners[0].Addr().(*net.TCPAddr).IP.IsUnspecified() {
		return all
	}
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return all
	}
	for _, addr := range addrs {
		if n, ok := addr.(*net.IPNet); ok && n.IP.IsGlobalUnicast() {
			all = append(all, fmt.Sprintf("http://%s/", net.JoinHostPort(n.IP.String(), strconv.Itoa(ep.port))))
		}
	}
	return all
}
