package webaddr

import (
	"net/netip"
	"testing"
)

var checkTests = []struct {
	address string
	want    Kind
	better  string
}{
	{"https://example.org/", None, ""},
	{"HTTP://EXAMPLE.ORG", None, ""},
	{"https://example.org:8443/a?b#c", None, ""},
	{"https://bücher.example/", None, ""},
	{"https://xn--bcher-kva.xn--p1ai/", None, ""},
	{"https://8.8.8.8/", None, ""},
	{"https://[2001:4860:4860::8888]/", None, ""},
	{"mailto:a@localhost", None, ""},
	{"https://example.org/?u=http://localhost/", None, ""},
	{"https://localhost.example.org/", None, ""},
	{"https://web.archive.org/web/2026/https://example.org/", None, ""},
	{"https://google.com/search?q=url", None, ""},
	{"http://localhost:8080/plan/", Local, ""},
	{"http://app.localhost/", Local, ""},
	{"http://127.0.0.1/", Local, ""},
	{"http://[::1]:80/", Local, ""},
	{"http://192.168.1.20/z", Local, ""},
	{"http://10.0.0.1/", Local, ""},
	{"http://172.16.3.4/", Local, ""},
	{"http://169.254.0.1/", Local, ""},
	{"http://0.0.0.0:8080/", Local, ""},
	{"http://[fd00::1]/", Local, ""},
	{"http://[::ffff:10.0.0.1]/", Local, ""},
	{"http://100.64.0.1/", Local, ""},
	{"http://my-laptop.local:8080/", Local, ""},
	{"https://wiki.corp.internal/", Local, ""},
	{"https://printer.lan/", Local, ""},
	{"https://a.test/", Local, ""},
	{"https://intranet/", Impossible, ""},
	{"https://example/", Impossible, ""},
	{"https://example.c/", Impossible, ""},
	{"https://example..org/", Impossible, ""},
	{"https://-example.org/", Impossible, ""},
	{"https://example.org,/", Impossible, ""},
	{"https://1.2.3/", Impossible, ""},
	{"https://1.2.3.4.5/", Impossible, ""},
	{"https://https://example.org/a", Impossible, "https://example.org/a"},
	{"http:/example.org/a", Impossible, "http://example.org/a"},
	{"https:///www.example.org/", Impossible, "https://www.example.org/"},
	{"https://://example.org/", Impossible, "https://example.org/"}, {"https://", Impossible, ""},
	{"HTTPS:example.org", Impossible, "HTTPS://example.org"},
	{"mailto:http:a@example.org", None, ""},
	{"http://https//example.org/", Impossible, "https://example.org/"},
	{"https://http://example.org/", Impossible, "http://example.org/"},
	{"https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F&data=05%7Cjane%40example.org",
		Wrapped, "https://example.org/"},
	{"https://www.google.com/url?q=https://example.org/&sa=D", Wrapped, "https://example.org/"},
	{"https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
		Wrapped, "https://example.org/a?b=1"},
	{"https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2F&h=AT", Wrapped, "https://example.org/"},
	{"https://bit.ly/3abc", Wrapped, ""},
	{"https://lnkd.in/e", Wrapped, ""},
}

func TestCheck(t *testing.T) {
	for _, tt := range checkTests {
		if got := Check(tt.address); got.Kind != tt.want || got.Better != tt.better {
			t.Errorf("%s: %+v, want %d %q", tt.address, got, tt.want, tt.better)
		}
	}
}

func TestIsLocalIP(t *testing.T) {
	for ip, want := range map[string]bool{
		"8.8.8.8": false, "2001:4860:4860::8888": false, "64:ff9b::808:808": false, "::ffff:8.8.8.8": false,
		"127.0.0.1": true, "127.9.9.9": true, "10.1.1.1": true, "172.31.0.1": true, "192.168.0.1": true, "::1": true,
		"::": true, "0.1.2.3": true, "169.254.169.254": true, "fe80::1": true, "fe80::1%eth0": true, "fd00::1": true,
		"100.64.0.1": true, "198.18.0.1": true, "224.0.0.1": true, "ff02::1": true, "255.255.255.255": true,
		"240.0.0.1": true, "192.0.0.8": true, "::ffff:10.0.0.1": true, "64:ff9b::a00:1": true, "2002:a00:1::": true,
	} {
		if got := IsLocalIP(netip.MustParseAddr(ip)); got != want {
			t.Errorf("%s: %v", ip, got)
		}
	}
}
