// Command guide makes a web site of a step-by-step career guide written in Markdown.
//
//	guide serve     show the site in a browser and keep it up to date
//	guide build     write the site into a folder that any web server can hand out
//	guide check     report every problem and write nothing
//	guide version   print the version
//	guide help      explain a command
//	guide completion bash|fish|powershell|zsh
//
// Every command takes --source, the folder that holds content/, and templates/ and static/ where the
// guide has its own; the default is the current folder. Each of the three may be a symbolic link; a link
// inside one of them leads to a file of the same one, and only regular files are read. content/ holds
// everything that an editor writes:
//
//	content/guide.yaml                         settings: id, title, summary, language, ...
//	content/index.md                           the text of the home page
//	content/steps/2-get-qualified/index.md     a step; the number orders and is no part of the address
//	content/steps/2-get-qualified/budget.md    a topic of that step
//	content/steps/2-get-qualified/route.svg    a picture or download, published when a published page links to it
//	content/pages/about.md                     a free page, at /about/
//	content/glossary.yaml                      terms, linked at their first use on each page
//
// # Problems
//
// What is wrong in an editor's file is a problem with a file, a line and a column. All problems of a
// run are printed to standard output, sorted; everything else goes to standard error. --format chooses
// text, json (one object a line) or github (annotations). An error stops publishing and leaves the last
// good site; a warning does so under --strict; a notice is only listed.
//
// The exit status is 0 (also with warnings), 1 for errors, 2 for a command line that cannot be meant,
// 130 when interrupted.
//
// # Preview
//
// serve answers at http://localhost:8080/, or the next free port, from memory: it writes nothing but a
// dot-file in content/ at the start, gone at once, that tells whether the system reports changes of
// files; where it does not, serve looks for them every 300 ms. Drafts and scheduled pages are shown and
// marked, unless --as-published leaves them out.
//
// A change of a text is shown in the open pages in place; what the reader of the page did there (ticks,
// open parts, scroll, selection, focus) stays. Other changes of content do the same, one of a template
// or a script loads the pages again. A page whose own file has errors keeps its last good text, under
// the list of all problems; the rest of the site is always as new as its files. Problems that were not
// there before are shown once their files have been still for a moment, since an editor may be in the
// middle of writing.
//
// The preview answers this machine alone, by the names that cannot belong to anybody else: --addr and
// --host open it to others.
//
// # Publishing
//
// build makes the whole site beside the output folder and then swaps the two, so that a reader never
// meets half a site; where nothing differs, nothing is written. The output (public in the source
// folder, unless --output names another) must be empty, new, or written by an earlier build. A server
// that was started inside the output folder keeps the old one open: start it beside. Style sheets and scripts
// that a build replaces stay for some weeks (guide help build says how long), for pages that a browser has kept.
// An output that cannot be swapped, such as a mount point, is updated file by file; a build that fails half-way
// says which files are new and which are old. SIGINT, SIGTERM and SIGHUP leave the old site.
//
// Drafts and pages whose publishOn lies ahead are withheld, and the last line of a build says how many.
// SOURCE_DATE_EPOCH replaces the clock for that decision and for the age of what earlier builds left. Nothing
// else depends on the time, the time zone of the machine, its language or its number of cores: equal sources,
// built into equal outputs, give equal bytes.
//
// build --record keeps content/published.yaml: every id and address that was in public, with its first day
// and the day on which readers first saw it as it is. What readers cannot see (line endings, comments, the
// style of YAML) changes no day, and what is scheduled has its own.
//
// # Threat model
//
// What is promised, against whom, and the tests that try it. Against an editor's own mistakes:
//
//   - HTML, script and dangerous addresses in a text never reach a page (page.TestNoHTML,
//     page.TestDangerousLinks, page.FuzzBody, site.TestEscaping)
//   - a folder that no build has written is never replaced (publish.TestRefused, publish.TestRootRefused)
//   - a build that fails, is killed or meets a full disk leaves the old site whole, or says what is half updated
//     (publish.TestKilledAtEveryOperation, publish.TestEveryOperationFails, publish.TestFullMountPoint,
//     main.TestCancelledBuild, publish.TestCancelWithinAFile)
//   - pages that readers have open keep their style, scripts and search through later builds
//     (main.TestOldPagesKeepTheirAssets, main.TestSearchInOldPage)
//   - an id or address that was in public does not vanish unnoticed, and its record is never overwritten
//     (guide.TestManifestNumbersAreKept, main.TestScripts/build_record, main.TestManifestNotOverwritten)
//   - a file that only withheld pages link to, or a comment, or nothing, is not published (guide.TestReferencedFiles,
//     guide.TestUnreferencedFiles, guide.TestFilesOfUnpublishedPages, page.TestLinkDestinationsOfRandomText)
//
// Against a contributor, whose pull request changes content/ and is built before anybody reads it. Who may
// change templates/ or static/ may run script on every page: review those as code. Review as code, too,
// a link in the place of one of these three folders: it may lead almost anywhere on the machine that builds.
//
//   - a link in the place of one of the three never leads behind a dot, to the source folder or above it, nor to
//     another of the three (main.TestFoldersThatAreLinks)
//   - a link in content/ never shows a page, or another file that is not published as it is, under another name
//     (main.TestLinksToUnpublishedFiles)
//   - nothing outside content/ is published, nor what has a name with a dot in front, whatever links lie in it
//     (main.TestLinksStayInTheirFolder, main.TestLinksSwapped, guide.TestLinksOfTheFileSystem,
//     asset.TestSymbolicLinks, asset.TestNothingIsReadFromTheDisk)
//   - no file makes a command hang or fill the memory, whatever lies in its place (main.TestSpecialFiles,
//     main.TestPipeSwapped, main.TestTooLargeToRead, page.TestPathological, page.TestPathologicalYAML, guide.TestFileTooLarge)
//   - a file beside a text runs no script on the site unless its reason is given (page.TestCheckSVG,
//     site.TestActiveFiles, site.TestActiveFilesOfUnknownKinds), and the preview tells of it as check does
//     (site.TestCheckWhenIdleFindsAll)
//   - a name that a system cannot hold, or that misleads, is reported (page.TestCheckName, guide.TestBadNames)
//   - what is printed of a file steers neither the terminal nor the build server
//     (diag.TestControlCharactersAreReplaced)
//
// Against a web page that is open beside the preview:
//
//   - it can neither read the preview nor be told of it, by a name that it bends to this machine or from its
//     own origin, nor show it in a frame (preview.TestHosts, preview.TestOrigins, preview.TestServeFiles)
//   - it can change nothing, and no request leads out of the site (preview.TestMethods, preview.TestTraversal,
//     preview.TestServeRefuses)
//   - what the preview shows that is no page of the site runs no script (preview.TestSandbox)
//
// Against another app on the origin of a published site, which browsers give the same storage. It can read and
// change what readers keep: a guide that others must not read needs an origin of its own.
//
//   - what it leaves in the storage, and what a reader imports, breaks no page and loses no tick
//     (main.TestHostileStorage, main.TestHostileImports, main.TestForeignStorageValues)
//   - a guide neither deletes nor counts what is not its own, and tells of another one with its id
//     (main.TestOwnKeys, main.TestSharedID)
//
// Against a thief of a reader's disk nothing is promised: ticks and notes lie on it as they are.
//
// # For developers
//
// main is one line over run, which tests call. A subcommand is one file; ui.go alone speaks to the
// terminal; source*.go alone open source files; project.go and live.go join the packages of cmd/internal.
//
// .github/CONTRIBUTING.md draws the packages and says where a new key, rule, page or message goes. A package
// imports lower rungs only; ladder_test.go holds the rungs. The comment of each package is its manual. cmd/verify
// runs everything that must hold before a change lands; cmd/bench measures.
package main
