package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/preview"
	"guide/cmd/internal/watch"
)

// serveFlags are the flags of guide serve.
type serveFlags struct {
	addr                      string
	hosts                     []string
	editor                    string
	poll                      time.Duration
	open, follow, asPublished bool
}

func (a *app) newServeCmd() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the site in a browser and keep it up to date while files change",
		Long: `serve shows the site in a browser and keeps it up to date while files change.

When a file is saved, open pages are updated in place. The site is not written to the disk, and only this machine
can connect unless --addr says otherwise. Drafts and scheduled pages are shown and marked. Ctrl-C ends it.`,
		Example: "  guide serve\n  guide serve --open --follow\n" +
			"  guide serve --addr 0.0.0.0:9000 --host my-laptop.local",
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkPoll(cmd, f.poll); err != nil {
				return err
			}
			return a.runServe(cmd.Context(), f)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.addr, "addr", "localhost:8080",
		"the `address`, host:port, to listen on; 0.0.0.0 for everyone who can reach this machine")
	flags.StringSliceVar(&f.hosts, "host", nil,
		"answer requests for this host `name` too, besides localhost and the addresses of this machine")
	flags.BoolVar(&f.open, "open", false, "open the site in the browser")
	flags.BoolVar(&f.follow, "follow", false, "navigate the browser to the page that is being edited")
	flags.BoolVar(&f.asPublished, "as-published", false, "leave out drafts and scheduled pages, as build does")
	flags.DurationVar(&f.poll, "poll", 0,
		"scan for changes at this `interval`, such as 300ms or 2s, if the system does not report them")
	flags.StringVar(&f.editor, "editor", "",
		"the `name` of the editor for links in the browser: vscode, idea, zed or none (default: detected)")
	complete := cobra.FixedCompletions(editorNames(), cobra.ShellCompDirectiveNoFileComp)
	_ = cmd.RegisterFlagCompletionFunc("editor", complete)
	return cmd
}

func (a *app) runServe(ctx context.Context, f serveFlags) error {
	err := a.offerGuide(ctx)
	if err != nil {
		return err
	}
	if a.source, err = filepath.Abs(a.source); err != nil { // "." would follow the folder when it is moved
		return usageErrorf("--source: %w", err)
	}
	link, err := a.editorLink(f.editor)
	if err != nil {
		return err
	}
	hosts, err := hostNames(f.hosts)
	if err != nil {
		return err
	}
	p, err := a.openProject()
	if err != nil {
		return err
	}
	defer p.closer.Close()
	ep, err := listen(f.addr)
	if err != nil {
		return err
	}
	defer ep.closeListeners()
	p.drafts, p.baseURL = !f.asPublished, ep.localURL()
	w := watch.New(watch.Options{Dir: a.source, Folders: sourceFolders, Ignore: diag.Ignored, Poll: f.poll,
		Notice: func(message, hint string) { a.warn(message); a.printHint(hint) }})
	ps := newPreviewSession(a, p, w)
	ps.server = preview.New(preview.Options{Source: p.source, Hosts: hosts, EditorLink: link,
		FollowEdits: f.follow, OnReadError: ps.handleStale})
	return ps.run(ctx, ep, f.open)
}

// run publishes the first version and then every later one until ctx ends.
func (ps *previewSession) run(ctx context.Context, ep *endpoint, openBrowser bool) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return ps.server.Serve(ctx, ep.listeners...) })
	group.Go(func() error { return ps.reloadStale(ctx) })
	group.Go(func() error {
		if err := ps.start(ctx); err != nil {
			return err
		}
		ps.printBanner(ep)
		if openBrowser {
			if err := openURL(ep.localURL()); err != nil {
				ps.warn(fmt.Sprintf("cannot open the browser: %v", err))
			}
		}
		ps.watcher.Run(ctx, func(c watch.Change) { ps.handleChange(ctx, c) })
		return nil
	})
	err := group.Wait()
	ps.checkers.Wait() // nothing is left that could start another one
	if err != nil {
		return err
	}
	ps.logf("stopped")
	return nil
}

// printBanner prints what is served and where.
func (ps *previewSession) printBanner(ep *endpoint) {
	ps.mu.Lock()
	g := ps.guide
	ps.mu.Unlock()
	ps.logf("%s: %s, %s", g.Settings.Title.Value, pluralize(len(g.Steps), "step"), pluralize(len(g.Docs()), "page"))
	if ep.requestedPort != ep.port {
		ps.logf("port %d is in use; this is the next free one", ep.requestedPort)
	}
	for _, url := range ep.allURLs() {
		ps.logf("preview: %s", url)
	}
	if ep.exposed {
		ps.warn("everyone who can reach this machine can read the preview, drafts too")
	}
	ps.logf("Ctrl-C ends it")
}
