package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/naming"
	"guide/cmd/internal/skeleton"
)

// What a new guide has unless its editor says otherwise.
const (
	usualTitle    = "A career guide"
	usualLanguage = "en-GB"
)

// describeGuide returns what a new guide says of itself, and its host: by flags, by answers, or what is usual.
func (a *app) describeGuide(ctx context.Context, f initFlags) (g skeleton.Guide, host string, err error) {
	now, err := buildTime()
	if err == nil {
		err = f.check()
	}
	if err == nil && a.answers != nil && !f.yes {
		err = a.askForFlags(ctx, &f)
	}
	if err != nil {
		return g, "", err
	}
	g.Title = cmp.Or(f.title, titleOf(a.source))
	g.ID = newGuideID(g.Title, a.source)
	g.Language = cmp.Or(f.language, usualLanguage)
	g.Audiences, err = parseAudiences(f.audiences)
	g.Today = now.UTC().Format(time.DateOnly)
	return g, cmp.Or(f.host, skeleton.NoHost), err
}

// check reports a value that no guide can have.
func (f initFlags) check() error {
	for _, flag := range []struct {
		name, value string
		check       func(string) error
	}{{"title", f.title, checkTitle}, {"language", f.language, checkLanguage}, {"host", f.host, checkHost}} {
		if flag.value == "" {
			continue
		}
		if err := flag.check(flag.value); err != nil {
			return inFlag(flag.name, err)
		}
	}
	_, err := parseAudiences(f.audiences)
	return inFlag("audience", err)
}

// inFlag returns an error of the value of a flag.
func inFlag(name string, err error) error {
	if err == nil {
		return nil
	}
	var usage usageError
	errors.As(err, &usage)
	return usageError{fmt.Errorf("--%s: %w", name, err), usage.hint}
}

// askForFlags asks for what no flag says.
func (a *app) askForFlags(ctx context.Context, f *initFlags) (err error) {
	if f.title == "" {
		f.title, err = a.ask(ctx, "title", titleOf(a.source), checkTitle)
	}
	if err == nil && f.language == "" {
		f.language, err = a.ask(ctx, "language", usualLanguage, checkLanguage)
	}
	if err == nil && f.audiences == nil {
		f.audiences, err = a.askForAudiences(ctx)
	}
	if err == nil && f.host == "" {
		question := "where to publish it: " + strings.Join(skeleton.Hosts, " or ")
		f.host, err = a.ask(ctx, question, skeleton.NoHost, checkHost)
	}
	return err
}

// askForAudiences asks for kinds of reader until an empty line ends them.
func (a *app) askForAudiences(ctx context.Context) (audiences []string, err error) {
	for question := "a kind of reader, such as New to nursing (or nothing)"; ; {
		answer, err := a.ask(ctx, question, "", func(s string) error {
			if s == "" {
				return nil
			}
			_, err := parseAudiences(append(slices.Clip(audiences), s))
			return err
		})
		if err != nil || answer == "" {
			return audiences, err
		}
		audiences = append(audiences, answer)
		question = "another kind (or nothing)"
	}
}

// parseAudiences parses kinds of reader, as KEY=NAME. To a name alone it gives a key.
func parseAudiences(values []string) (audiences []skeleton.Audience, err error) {
	for _, value := range values {
		key, name, ok := strings.Cut(value, "=")
		if !ok {
			key, name = naming.ID(value), value
		}
		key, name = strings.TrimSpace(key), strings.TrimSpace(name)
		if key == "" || naming.ID(key) != key {
			return nil, usageError{fmt.Errorf("%q does not begin with a key and =", value),
				"write key=name, with a key of lower-case letters a-z, digits and hyphens"}
		}
		if slices.ContainsFunc(audiences, func(other skeleton.Audience) bool { return other.Key == key }) {
			return nil, usageError{fmt.Errorf("%q is the key of two kinds of reader", key),
				"give one of them another key"}
		}
		if err := checkSetting("audiences", name, "{"+key+": "+frontmatter.QuoteText(name)+"}"); err != nil {
			return nil, err
		}
		audiences = append(audiences, skeleton.Audience{Key: key, Name: name})
	}
	return audiences, nil
}

func checkTitle(s string) error { return checkSetting("title", s, frontmatter.QuoteText(s)) }

func checkLanguage(s string) error { return checkSetting("language", s, frontmatter.QuoteText(s)) }

// checkSetting returns what guide check would say of a setting with a text in its value, which is given as YAML.
func checkSetting(key, text, value string) error {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return usageErrorf("%q has a line break or another control character", text)
	}
	_, problems := frontmatter.ParseSettings(guide.SettingsFile, []byte(key+": "+value+"\n"))
	for _, p := range problems {
		if p.Rule != diag.MissingKey {
			return usageError{errors.New(strings.TrimPrefix(p.Message, key+": ")), p.Hint}
		}
	}
	return nil
}

func checkHost(s string) error {
	if !slices.Contains(skeleton.Hosts, s) {
		return usageError{fmt.Errorf("%q is none of the hosts", s), "write " + strings.Join(skeleton.Hosts, " or ")}
	}
	return nil
}

// titleOf returns a title made from the name of a folder.
func titleOf(dir string) string {
	words := strings.Join(strings.FieldsFunc(filepath.Base(realPath(dir)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}), " ")
	first, rest := words, ""
	for i := range words {
		if i > 0 {
			first, rest = words[:i], words[i:]
			break
		}
	}
	return cmp.Or(strings.ToUpper(first)+rest, usualTitle)
}

// newGuideID returns an id for a guide, made from its title or else from the name of its folder.
func newGuideID(title, dir string) string {
	for _, text := range []string{title, filepath.Base(realPath(dir))} {
		if naming.ID(text) != "" {
			return guide.NewID(text, "guide", nil)
		}
	}
	return guide.NewID(usualTitle, "guide", nil)
}
