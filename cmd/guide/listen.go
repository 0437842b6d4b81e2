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

// address is where the preview answers.
type address struct {
	host         string // as a browser on this machine calls it
	wanted, port int
	public       bool // beyond this machine
	listeners    []net.Listener
}

const (
	defaultPort = 8080
	// portsTried is how many ports, one after the other, are tried.
	portsTried = 100
)

// listen opens HOST, HOST:PORT, :PORT or PORT, or the next free port after that.
func listen(flag string) (*address, error) {
	host, port, err := splitAddr(flag)
	if err != nil {
		return nil, err
	}
	for n := port; n < port+portsTried && n <= 65535; n++ {
		at, err := listenAt(host, n)
		if taken(err) {
			continue
		}
		if err != nil {
			return nil, badUsage("--addr: %s: %w", flag, plain(err))
		}
		at.wanted = port
		if port == 0 {
			at.wanted = at.port
		}
		return at, nil
	}
	return nil, badUsage("--addr: port %d is taken, and so are those after it", port)
}

// taken reports whether a port cannot be had because somebody else has it. Systems call that differently.
func taken(err error) bool {
	var call *os.SyscallError
	return errors.As(err, &call) && call.Syscall == "bind" && !errors.Is(err, fs.ErrPermission) && !errors.Is(err, syscall.EADDRNOTAVAIL)
}

func splitAddr(flag string) (host string, port int, err error) {
	host, text := flag, ""
	switch ip, err := netip.ParseAddr(strings.Trim(flag, "[]")); {
	case err == nil:
		host = ip.String()
	case strings.Contains(flag, ":"):
		if host, text, err = net.SplitHostPort(flag); err != nil {
			return "", 0, badUsage("--addr: %q is not host:port", flag)
		}
	case isNumber(flag):
		host, text = "", flag
	}
	if host == "" {
		host = "localhost"
	}
	if text == "" {
		return host, defaultPort, nil
	}
	port, err = strconv.Atoi(text)
	if err != nil || port < 0 || port > 65535 {
		return "", 0, badUsage("--addr: %q is not a port: it is a number up to 65535", text)
	}
	return host, port, nil
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// plain is the cause of a network error without the addresses around it.
func plain(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

// listenAt opens one port: of localhost on both of its addresses, so that no other program answers
// where a browser may ask first.
func listenAt(host string, port int) (*address, error) {
	hosts := []string{host}
	if host == "localhost" {
		hosts = []string{"127.0.0.1", "::1"}
	}
	at := &address{host: host, port: port}
	for i, h := range hosts {
		l, err := net.Listen("tcp", net.JoinHostPort(h, strconv.Itoa(at.port)))
		if err != nil && i > 0 && !taken(err) {
			continue // a machine without IPv6
		}
		if err != nil {
			at.close()
			return nil, err
		}
		at.listeners = append(at.listeners, l)
		at.port = l.Addr().(*net.TCPAddr).Port
	}
	ip := at.listeners[0].Addr().(*net.TCPAddr).AddrPort().Addr()
	at.public = !ip.IsLoopback()
	if ip.IsUnspecified() {
		at.host = "localhost"
	}
	return at, nil
}

func (a *address) close() {
	for _, l := range a.listeners {
		l.Close()
	}
}

// url is the address for a browser on this machine.
func (a *address) url() string {
	return fmt.Sprintf("http://%s/", net.JoinHostPort(a.host, strconv.Itoa(a.port)))
}

// urls are the addresses for this machine and, where it answers to all, for others.
func (a *address) urls() []string {
	all := []string{a.url()}
	if !a.listeners[0].Addr().(*net.TCPAddr).IP.IsUnspecified() {
		return all
	}
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return all
	}
	for _, addr := range addrs {
		if n, ok := addr.(*net.IPNet); ok && n.IP.IsGlobalUnicast() {
			all = append(all, fmt.Sprintf("http://%s/", net.JoinHostPort(n.IP.String(), strconv.Itoa(a.port))))
		}
	}
	return all
}
