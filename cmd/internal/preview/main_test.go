package preview

import (
	"os"
	"testing"

	"guide/cmd/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.TestSuite{M: m}.Run()) }
