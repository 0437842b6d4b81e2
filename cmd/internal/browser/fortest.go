package browser

import (
	"context"
	"sync"
	"testing"
)

// shared is the browser of all tests of a package: to start one takes longer than most tests.
var shared struct {
	sync.Mutex
	browser *Browser
}

// ForTest opens a profile for a test, or with flags starts a browser of its own for it. Where there is no browser
// the test is skipped, unless the environment has GUIDE_BROWSER=1: then it fails. The TestMain of the package must
// run its tests by way of [Tests].
func ForTest(t testing.TB, flags ...string) *Browser {
	t.Helper()
	return forTest(t, func(ctx context.Context) (*Browser, error) {
		if len(flags) > 0 {
			return Start(ctx, flags...)
		}
		return newProfile()
	})
}

func newProfile() (*Browser, error) {
	shared.Lock()
	defer shared.Unlock()
	if shared.browser == nil {
		b, err := Start(context.Background())
		if err != nil {
			return nil, err
		}
		shared.browser = b
	}
	return shared.browser.Profile()
}

// Tests are the tests of a package that uses ForTest:
//
//	func TestMain(m *testing.M) { os.Exit(browser.Tests{M: m}.Run()) }
type Tests struct{ *testing.M }

// Run runs the tests, ends the browser that they shared and returns the exit status.
func (t Tests) Run() int {
	defer func() {
		if shared.browser != nil {
			shared.browser.Close()
		}
	}()
	return t.M.Run()
}
