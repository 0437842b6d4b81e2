package browser

import (
	"context"
	"sync"
	"testing"
)

// sharedBrowser is the browser of all tests of a package: to start one takes longer than most tests.
var sharedBrowser struct {
	sync.Mutex
	browser *Browser
}

// ForTest opens a profile for a test, or with flags starts a browser of its own for it. Where there is no browser
// the test is skipped, unless the environment has GUIDE_BROWSER=1: then it fails. The TestMain of the package must
// run its tests by way of [TestSuite].
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
	sharedBrowser.Lock()
	defer sharedBrowser.Unlock()
	if sharedBrowser.browser == nil {
		b, err := Start(context.Background())
		if err != nil {
			return nil, err
		}
		sharedBrowser.browser = b
	}
	return sharedBrowser.browser.Profile()
}

// TestSuite are the tests of a package that uses ForTest:
//
//	func TestMain(m *testing.M) { os.Exit(browser.TestSuite{M: m}.Run()) }
type TestSuite struct{ *testing.M }

// Run runs the tests, ends the browser that they shared and returns the exit status.
func (t TestSuite) Run() int {
	defer func() {
		if sharedBrowser.browser != nil {
			sharedBrowser.browser.Close()
		}
	}()
	return t.M.Run()
}
