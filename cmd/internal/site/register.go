package site

import (
	"bytes"
	"fmt"

	"guide/cmd/internal/asset"
	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
)

// registerFiles registers every file of the site. guide.Load guarantees that names are unique, except in static/.
func (s *Site) registerFiles() {
	register := func(address string, render func() ([]byte, error)) {
		s.add(guide.FileName(address), siteFile{render: render})
	}
	for _, d := range s.docs {
		s.add(guide.FileName(d.Address), siteFile{doc: d, render: func() ([]byte, error) { return s.renderDoc(d) }})
	}
	registerFront := func(address string, render func() ([]byte, error)) {
		s.add(guide.FileName(address), siteFile{render: render, frontOnly: true})
	}
	for _, step := range s.guide.Steps {
		if len(step.Topics) > guide.MaxListedTopics {
			registerFront(guide.TopicListAddress(step), func() ([]byte, error) { return s.renderTopics(step) })
		}
	}
	for _, a := range s.guide.Aliases {
		registerFront(a.Address, func() ([]byte, error) { return s.renderRedirect(a) })
	}
	for _, p := range guide.PageTypes {
		if p.IsGenerated() && s.has(p) {
			render := func() ([]byte, error) { return s.generate(p) }
			s.add(guide.FileName(p.Address), siteFile{render: render, frontOnly: !p.FromBodies})
		}
	}
	for i, part := range s.resourceParts {
		registerFront(part.Address, func() ([]byte, error) { return s.renderResourcePart(i) })
	}
	for i, part := range s.indexParts {
		registerFront(part.Address, func() ([]byte, error) { return s.renderIndexPart(i) })
	}
	s.registerSitemapParts(register)
	s.registerShards(register)
	s.registerTitles(register)
	s.registerIDScripts()
	s.registerCards()
	s.checkCards()
	s.registerVersions()
	for _, f := range s.guide.Files {
		s.addUnlessTaken(guide.FileName(f.Address), siteFile{path: f.Path, fsys: s.opts.Source, problemFile: f.Path,
			stripped: isPhoto(f.Path)})
	}
	for _, f := range s.bundle.Files {
		if f.SourcePath != touchIconFile || s.hasTouchIcon {
			s.registerStatic(f)
		}
	}
	s.checkRobots()
}

func (s *Site) registerIDScripts() {
	for _, ids := range []idScript{s.itemsScript, s.resources} {
		script := func() ([]byte, error) { return bytes.Clone(ids.script), nil }
		s.add(ids.name, siteFile{render: script, fingerprinted: true})
	}
}

// registerStatic registers a file of static/, bundled or copied, unless its name is not allowed or taken.
func (s *Site) registerStatic(f asset.File) {
	source := "static/" + f.SourcePath
	if p, invalid := guide.CheckAddress(source, f.Name); invalid {
		s.buildProblems.report(p)
		if p.Severity == diag.Error {
			return
		}
	}
	file := siteFile{path: f.SourcePath, fsys: s.staticFS, problemFile: source}
	switch {
	case f.Data != nil:
		file = siteFile{render: func() ([]byte, error) { return bytes.Clone(f.Data), nil }, fingerprinted: true}
	case f.Name == guideSchemaFile && len(s.guide.Settings.ResourceTypes) > 0:
		file = siteFile{render: s.guideSchema, frontOnly: true}
	}
	if f.Name == robotsFile && s.has(guide.TypeOf(guide.Robots)) {
		return // writeRobots reads it
	}
	if !s.addUnlessTaken(f.Name, file) {
		s.buildProblems.report(diag.SameAddress.In(source,
			fmt.Sprintf("the address /%s is already that of another file of the site", f.Name),
			"leave it out or give it another name"))
	}
}
