module guide

go 1.26.0

ignore ./content

require (
	github.com/BurntSushi/toml v1.6.0 // the front matter and settings of other programs
	github.com/adrg/frontmatter v0.2.0 // finds the front matter
	github.com/alecthomas/chroma/v2 v2.27.0 // marks the parts of code in texts
	github.com/andybalholm/brotli v1.2.8 // what a page weighs on the wire
	github.com/bep/imagemeta v1.0.1 // whether browsers turn a photo, and whether it says where it was taken
	github.com/chromedp/cdproto v0.159.0 // the commands and events of that browser
	github.com/chromedp/chromedp v0.23.0 // a real browser in tests and measurements
	github.com/coder/websocket v1.8.15 // speaks to Firefox in tests (WebDriver BiDi)
	github.com/deepteams/webp v1.2.5 // writes photos as WebP without cgo; what it writes is read again before it is used
	github.com/evanw/esbuild v0.28.2 // bundles style sheets and scripts
	github.com/fsnotify/fsnotify v1.10.1 // which files changed
	github.com/google/go-cmp v0.7.0 // differences in tests
	github.com/kljensen/snowball v0.10.0 // stems the words of the search index
	github.com/rogpeppe/go-internal v1.16.0 // what a fix changes, as a diff; testscript for the tests
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3 // tests guide.json and the files of a guide against their schemas
	github.com/spf13/cobra v1.10.2 // subcommands, flags, completion
	github.com/spf13/pflag v1.0.9 // which flag of a command is unknown, and which it has
	github.com/tdewolff/parse/v2 v2.8.20 // the addresses in built style sheets
	github.com/yuin/goldmark v1.8.7 // Markdown; 1.8 gives every node its position
	go.yaml.in/yaml/v4 v4.0.0 // YAML nodes with line and column
	golang.org/x/image v0.47.0 // reads WebP; draws cards, with the Go fonts
	golang.org/x/net v0.62.0 // reads built pages as browsers do
	golang.org/x/sync v0.24.0 // bounded workers
	golang.org/x/sys v0.49.0 // swaps two folders in one step
	golang.org/x/term v0.47.0 // tells a terminal from /dev/null
	golang.org/x/text v0.43.0 // NFC of names; the order of the alphabet and the plural forms of each language
)

require (
	github.com/dlclark/regexp2/v2 v2.2.1 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	gopkg.in/yaml.v2 v2.3.0 // indirect
)
