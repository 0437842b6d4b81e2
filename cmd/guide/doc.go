// Command guide makes a web site from a step-by-step career guide written in Markdown.
//
//	guide init      make a new guide
//	guide import    make a guide of what another program has
//	guide serve     show the site in a browser and keep it up to date
//	guide build     write the site into a folder that any web server can hand out
//	guide check     report every problem
//	guide new       write a new step, topic, page, item, resource or term
//	guide move      give a step, or a topic, another place
//	guide rename    give an item, a resource, a term or a page another name
//	guide eject     write a template, style sheet or script of the program out, to be changed
//	guide version   print the version
//	guide schema    print the JSON Schema of a file, for editors
//	guide help      explain a command, or a topic: settings, front-matter, markdown, themes, languages, hosting, ...
//	guide completion bash|fish|powershell|zsh
//
// The flag --source names the folder that holds content/ and, if the guide has its own, templates/ and static/. The
// default is the current folder. Each of the three may be a symbolic link. A link inside one of them must lead to a
// file in the same folder; only regular files are read. content/ holds everything that editors write:
//
//	content/guide.yaml                         settings: id, title, summary, language, ...
//	content/index.md                           the home page
//	content/steps/2-get-qualified/index.md     a step; the number sets the order and is not part of the address
//	content/steps/2-get-qualified/budget.md    a topic of that step
//	content/steps/2-get-qualified/route.svg    a picture or download, published if a published page links to it
//	content/pages/about.md                     a free page, at /about/
//	content/glossary.yaml                      terms, linked where a page first uses them
//
// # A new guide
//
// init writes a guide of three steps without problems, so that an editor changes one that works; package skeleton has
// its files. On a terminal it asks for what no flag says, and serve offers to run it where there is no content/. The id
// of the guide is made from its title. A guide in a language for which the program has no messages gets those in
// English, in a file to be translated. init writes all files or, if one cannot be written, none; a file that exists
// stays as it is.
//
// # What other programs have
//
// import makes a guide of the source of Hugo, Jekyll, MkDocs, Docusaurus, mdBook or GitBook, of a folder of Markdown,
// or of checklists in YAML, JSON or CSV; the comment of package importer says how. It reads nothing outside that
// folder, writes into a folder that is new, or has hidden files only, and writes all files or none. It makes the guide
// in memory and mends it as check --fix does. What has no form in a guide is listed, each with its file and line in the
// source, and stays as text or in a comment: no word is lost.
//
// # Problems
//
// A mistake in an editor's file is a problem with a file, a line and a column. All problems of a run are printed to
// standard output, sorted; everything else goes to standard error. The flag --format selects text, json (one object a
// line) or github (annotations). Errors stop publishing, and the last good site stays. Warnings do so with --strict.
// Notices are listed by check and in the browser of serve, and stop nothing.
//
// The text format is coloured on a terminal, unless NO_COLOR is set; CLICOLOR_FORCE and FORCE_COLOR colour it elsewhere
// too. Of one file it lists 20 problems, errors first, and says how many more there are; --all-problems lists all. The
// other formats always have all. Annotations name files from the root of the Git repository, where GitHub shows them;
// everything else names them from the source folder.
//
// A problem for which there is one right answer has a fix. `check --fix` shows all fixes as a unified diff, and
// `check --fix --write` makes them; then it checks what is left. A fix may need another one first, so the guide is
// fixed in memory and checked again until nothing changes; a fix that would make a new error is left out. Boxes of
// lists in a body move into checklist:, with ids that were never used. Nothing else in a file changes, its line breaks
// and byte order mark included. A file is replaced at once, unless it is read-only or changed meanwhile; a symbolic
// link stays, and its file is replaced.
//
// In JSON a problem has the keys file, line, column, endColumn, severity, code and message, and if there are any, hint
// and fix: the ranges of the file to replace, [{"line", "column", "endLine", "endColumn", "text"}], counted like the
// problem's. They belong together, and all problems that one change mends have the same ones. Lines of text end with
// \n.
//
// The exit status is 0 (also with warnings), 1 for errors, and after --fix if there is something to fix, 2 for invalid
// usage, 130 when interrupted.
//
// check --links asks the servers of web addresses whether these still work. It asks one host once a second at most,
// follows robots.txt, and keeps the answers for a week in guide/links.json below the user's folder for caches. --update
// writes the day of the answer into resources. That and --fix --write are the only cases in which check writes.
//
// check --style looks at the rhythm of English texts: it prints a table of the sentences of each page, and reports
// very long sentences and runs of short ones. What depends on taste, such as the passive or adverbs, is left to
// programs made for it: Vale (https://vale.sh) reads the same files, of which it leaves front matter and code alone.
// Its JSON and that of check have file, line, column, severity, message and the code of a rule for each problem, so
// that one CI job can show both:
//
//	guide check --format github
//	vale --output line content
//
// # Themes
//
// What lies in templates/ and static/ lies over what the program has, file by file. Some files are layers themselves:
// css/tokens.css and i18n/*.yaml need only what differs, and a template that only defines blocks changes these alone.
// Style sheets and scripts with names that the program does not have come after its own, on every page. eject writes a
// file of the program there, with a first line that says of which version it is: if another one has changed its own,
// check says so. What leads to nothing (a key, a property, a block, a link of a template) is a problem with its place.
//
// # Changing the source files
//
// new, move and rename change the files of an editor, and keep what these say: ids, numbers and addresses clash with
// nothing, and every link leads where it led. Links are those of texts, of front matter (read:, doors:, and Markdown in
// any value), of definitions of references and of the glossary, written as paths, as addresses of the guide, or with
// baseURL. No other byte of a file changes; line breaks and quotation marks stay as they are.
//
// Before anything is written, the guide is checked as it would be. If there were a new error, or if files with errors
// may have links that cannot be seen, the errors are printed and nothing is changed. A change is made as a whole: if a
// file cannot be written, or has changed meanwhile, what was done before is undone. New warnings are printed, and so is
// what the program cannot decide, such as words of links that name the old number of a step. --dry-run prints the new
// names and a unified diff, and writes nothing.
//
// What content/published.yaml has on record is kept: rename writes the old id into was:, old addresses into aliases:.
//
// # Preview
//
// serve listens on http://localhost:8080/, or on the next free port. It serves from memory and writes nothing except a
// temporary dot-file in content/ at the start, to test whether the system reports changes of files. If it does not,
// serve scans for changes every 300 ms, or at the interval of --poll. Drafts and scheduled pages are shown and marked;
// --as-published leaves them out.
//
// When a body changes, open pages are patched in place and keep their state: ticks, open details, scroll position,
// selection and focus. The same holds for other changes of content. A change of a template or script reloads the
// pages. A page whose own file has errors keeps its last good text below the list of problems; the rest of the site is
// always up to date. New problems are shown when their files have been quiet for a moment, since an editor may still
// be writing.
//
// Only this machine can connect, and only under names that cannot belong to others. --addr and --host change that.
//
// # Publishing
//
// build writes the whole site next to the output folder and then swaps the two, so readers never see half a site. If
// nothing differs, nothing is written. The output, public in the source folder unless --output says otherwise, must be
// empty, new or written by an earlier build. A server started inside the output folder keeps serving the old folder, so
// start it outside. Style sheets, scripts and cards (pictures for sharing) that a build replaces are kept for some
// weeks (see guide help build) for pages in the caches of browsers. A card that an earlier build drew is not drawn
// again. An output that cannot be swapped, such as a mount point, is updated file by file. If such a build fails
// half-way, it reports which files are new and which are old. SIGINT, SIGTERM and SIGHUP leave the old site.
//
// Beside the output a build keeps what it has learnt, in the build cache, such as .public.guide-cache. If nothing has
// changed since, the next build makes nothing anew. If only bodies of pages have, it makes these pages, search and what
// shows the whole guide. Otherwise it makes everything. Whether a source file has changed is decided by its hash, a
// file of the output by its size and time; --no-cache compares its bytes. A cache that is missing, damaged, or of
// another program, of other flags or of another day is not used, nor is one of sources with links in them. It may be
// deleted at any time.
//
// JPEG and PNG pictures that a text shows are published in the widths of package picture, beside the original, whose
// metadata is taken out. They are kept in a folder beside the output, such as .public.guide-pictures, under the hash of
// the original, for all later builds; --no-cache makes them anew. Pictures that are scaled at the same time may need
// 256 MB, or one of them more. serve shows the originals.
//
// A site asks nothing of other servers, unless analytics: in content/guide.yaml names what counts visits. Its script
// is then in the pages, in their Content-Security-Policy and in the sentence of their footer; in none of these with
// --drafts, with --offline or in a preview.
//
// Drafts, and pages whose publishOn is in the future, are not published; the summary of a build counts them.
// SOURCE_DATE_EPOCH replaces the clock for that decision, for the age of what earlier builds left, for notices that the
// calendar makes true, and for check --links: what it keeps ages by it, and --update writes its day. Nothing else
// depends on the time, the time zone, the language or the number of cores of the machine: equal sources built into
// equal outputs give equal bytes.
//
// With showChanged: in guide.yaml, pages and sitemap say when a page last changed: as content/published.yaml has it, or
// else on the day of the last commit of its file, as its author dated it. git is asked once a run. A shallow clone has
// no such days, which is a notice.
//
// build --record updates content/published.yaml: all ids and addresses ever published, with the first day of each and
// the day on which readers first saw its current content. Changes that readers cannot see (line endings, comments, the
// style of YAML) change no day. Scheduled pages are recorded with the day on which they will be published.
//
// # Threat model
//
// The guarantees, by attacker, and the tests that check them. Against an editor's own mistakes:
//
//   - HTML, script and dangerous addresses in a text never reach a page (markdown.TestNoHTML,
//     markdown.TestDangerousLinks, markdown.FuzzBody, site.TestEscaping)
//   - a folder that was not written by a build is never replaced (publish.TestRefused, publish.TestRootRefused)
//   - a build that fails, is killed or fills the disk leaves the old site intact, or reports what is half updated
//     (publish.TestKilledAtEveryOperation, publish.TestEveryOperationFails, publish.TestFullMountPoint,
//     main.TestCancelledBuild, publish.TestCancelWithinAFile)
//   - a command that changes source files changes all of them or none, and every link leads where it led
//     (main.TestChangeFailsAtEveryAction, main.TestChangedMeanwhile, main.TestChangesKeepLinks)
//   - pages that readers have open keep their styles, scripts and search during later builds
//     (main.TestOldPagesKeepTheirAssets, main.TestSearchInOldPage)
//   - a source that is imported loses no word (importer.TestNothingIsLost, importer.TestNoItemIsLost)
//   - a published id or address does not disappear unnoticed, and the record of it is never overwritten
//     (guide.TestManifestNumbersAreKept, main.TestScripts/build_record, main.TestManifestNotOverwritten)
//   - a file that only unpublished pages, comments or nothing link to is not published (guide.TestReferencedFiles,
//     guide.TestUnreferencedFiles, guide.TestFilesOfUnpublishedPages, markdown.TestLinkDestinationsOfRandomText)
//
// Against a contributor whose pull request changes content/ and is built before anybody has read it. Anybody who can
// change templates/ or static/ can run scripts on every page, so review those as code. Also review as code a symbolic
// link in place of one of the three folders: it may lead almost anywhere on the machine that builds.
//
//   - none of the three may link to a hidden folder, to the source folder or a parent of it, nor to another of the
//     three (main.TestFoldersThatAreLinks)
//   - a link in content/ never publishes a page, or another source file, under a different name
//     (main.TestLinksToUnpublishedFiles)
//   - nothing outside content/ is published, nor anything whose name begins with a dot, whatever links it contains
//     (main.TestLinksStayInTheirFolder, main.TestLinksSwapped, guide.TestLinksOfTheFileSystem,
//     asset.TestSymbolicLinks, asset.TestNothingIsReadFromTheDisk)
//   - an import reads nothing outside its folder, and writes nothing outside that of the guide
//     (main.TestScripts/import, importer.FuzzRead)
//   - no file makes a command hang or run out of memory (main.TestSpecialFiles,
//     main.TestPipeSwapped, main.TestTooLargeToRead, markdown.TestPathological, frontmatter.TestPathologicalYAML,
//     guide.TestFileTooLarge)
//   - a file next to a text runs no script on the site unless a reason is given (media.TestCheckSVG,
//     site.TestActiveFiles, site.TestActiveFilesOfUnknownKinds), and the preview reports it as check does
//     (site.TestCheckWhenIdleFindsAll)
//   - a photo beside a text is published without the place where it was taken, and one that would need much memory is
//     not decoded (media.TestStrip, main.TestPictures, picture.TestLeftAlone)
//   - a file name that some systems do not support, or that misleads, is reported
//     (guide.TestCheckFileName, guide.TestBadNames)
//   - no address makes check --links connect into a private network, by its name or by a redirect, except to a proxy
//     that the environment names (linkcheck.TestPrivateNetworks, linkcheck.TestServers)
//   - what is printed of a file controls neither the terminal nor the build server
//     (diag.TestControlCharactersAreReplaced)
//
// Against a web page that is open while the preview runs:
//
//   - it cannot read the preview or its events, by DNS rebinding or from its own origin, nor show it in a frame
//     (preview.TestHosts, preview.TestOrigins, preview.TestServeFiles)
//   - it can change nothing, and no request reads files outside of the site
//     (preview.TestMethods, preview.TestTraversal, preview.TestServeRefuses)
//   - files that the preview serves but that are not pages of the site run no scripts (preview.TestSandbox)
//
// Against another app on the origin of a published site, which shares its storage in browsers. It can read and change
// the progress of readers: a guide whose progress others must not read needs its own origin.
//
//   - nothing that it stores, and nothing that a reader imports, breaks a page or loses a tick
//     (main.TestHostileStorage, main.TestHostileImports, main.TestForeignStorageValues)
//   - a guide neither deletes nor counts the data of others, and reports another guide with the same id
//     (main.TestOwnKeys, main.TestSharedID)
//
// There is no guarantee against somebody who has the reader's disk: ticks and notes are not encrypted.
//
// # Glossary of the code
//
// The words of the code, one for each thing. Where Hugo, Zola, MDN, git or compilers have a word, it is used.
//
//	guide          settings, steps, pages and glossary of one source folder: guide.Guide, immutable
//	step           a numbered stage of the guide, with a checklist and resources; a topic is a deeper page inside one
//	page           a free page, such as /about/; frontmatter.Page is any Markdown file
//	doc            guide.Doc: any of home page, step, topic and page; one source file with front matter and a body
//	item           one action of a checklist; "action" is the word for readers
//	resource       one thing to read, take, join or use; items and resources have an id for life, the key of a tick
//	front matter   the YAML before a body; settings are the keys of guide.yaml
//	address        the path of a page in the site: /steps/x/; URL is for links with a host, as on MDN
//	route          the claim of a source file, alias or generated page to an address
//	link target    what a link in a text leads to, found from names alone, without parsing the other file
//	unpublished    left out of the public site: a draft, or scheduled by publishOn
//	manifest       content/published.yaml: what was ever published, as a package manager's file of that name
//	site           site.Site: an fs.FS with every file that a web server hands out, rendered when it is opened
//	render         execute the template of a page; analyse is to convert a body and keep what other pages need of it
//	theme          templates, static/ and i18n/ together, as in Hugo; a message is a text of i18n/
//	version        a picture as wide as pages show it: picture.Version; of a site in preview, see session
//	card           the picture that messengers show beside a link to a page: card.Card
//	bundle         what esbuild makes of style sheets and scripts; a fingerprinted name contains a hash
//	shard          one part of the search index, small enough to download for one query
//	problem        a mistake in an editor's file: diag.Problem; a finding is a defect of the built site: audit.Finding
//	rule           what a problem breaks: diag.Rule; its code stands in square brackets, `guide help rules` lists all
//	fix            what mends a problem that has one right answer: diag.Fix; an edit is a change of bytes: edit.Edit
//	suppression    a comment `allow: code reason`, which silences a rule where it stands, as in other linters
//	stage          write a site next to the output; commit swaps the two, discard deletes the new one, as in git
//	stale          a file changed after the guide was loaded: site.ErrStale; load again
//	project        an open source folder with the options of a command
//	session        previewSession: from a change of files to the next version of a site in preview
//	version        a site with its problems, as the preview shows it; it is deferred while files may be half-written
//	idle, quiet    no requests in progress; no changes of files for a moment
//	progress       what a reader has ticked and noted; it stays in the browser, and a copy of it is a file
//
// # For developers
//
// main only calls run, which tests call too. Every subcommand has a file; messages and problems are printed by ui.go
// and report.go; help_*.go write the topics of help from the tables that the program itself uses; source*.go read the
// source folder; manifest.go writes the record; project.go and preview_*.go connect the packages of cmd/internal.
//
// .github/CONTRIBUTING.md shows the packages in a diagram and lists where to add a key, rule, page or message. A
// package imports packages of lower rungs only: see ladder_test.go. The comment of each package is its manual.
// cmd/verify runs everything that must pass before a change is merged; cmd/bench measures.
package main
