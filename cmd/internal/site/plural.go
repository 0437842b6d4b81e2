package site

import (
	"slices"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// pluralForms are the names of plural forms (CLDR), by the constants of package plural.
var pluralForms = []string{
	plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few",
	plural.Many: "many",
}

// pluralForm returns the plural form that a language has for n.
func pluralForm(tag language.Tag, n int) string {
	return pluralForms[plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)]
}

// PluralForms returns the plural forms that messages have in a language, which a tag names.
func PluralForms(tag string) []string { return pluralFormsOf(language.Make(tag)) }

// pluralFormsOf returns the plural forms that a language has for whole numbers, and "other".
func pluralFormsOf(tag language.Tag) []string {
	forms := []string{"other"}
	for n := range 200 {
		forms = append(forms, pluralForm(tag, n))
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}
