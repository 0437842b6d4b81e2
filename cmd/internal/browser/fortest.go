package browser

import (
	"context"
	"sync"
	"testing"
)

// sharedBrowser is the browser that the tests of a package share, since starting one takes longer than most tests.
var sharedBrowser struct {
	sync.Mutex
	browser *Browser
}

// ForTest opens a new profile for a test. With flags it starts a separate browser. If there is no browser, the test is
// skipped, or fails if GUIDE_BROWSER=1 is set. TestMain of the package must use [TestSuite].
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
	return sharedBrowser.browser.profile()
}

// TestSuite runs the tests of a package that uses ForTest:
//
//	func TestMain(m *testing.M) { os.Exit(browser.TestSuite{M: m}.Run()) }
type TestSuite struct{ *testing.M }

// Run runs the tests, closes the shared browser and returns the exit status.
func (t TestSuite) Run() int {
	defer func() {
		if sharedBrowser.browser != nil {
			sharedBrowser.browser.Close()
		}
	}()
	return t.M.Run()
}
