package site

import (
	"html/template"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/search"
)

// scriptData is what a page tells its script, as JSON.
type scriptData struct {
	// Messages are those that the script asks for, by key: a text, or a text for each plural form.
	Messages map[string]any  `json:"messages"`
	Index    *searchSettings `json:"index,omitempty"`  // on the page of search
	Titles   *titleSettings  `json:"titles,omitempty"` // on the pages of search and progress
}

// searchSettings tells the script of search where the shards of its index are and how to read them.
type searchSettings struct {
	search.Config
	Version string `json:"version"` // of the texts: shards are requested with ?v=<version>
}

// ScriptData returns the messages and settings for the page's script, as JSON. All pages with the main script share it.
func (v *View) ScriptData() (template.JS, error) {
	if v.pageType.Script == guide.MainScript {
		return v.site.mainScriptData()
	}
	data := v.site.newScriptData(v.scriptName())
	switch v.pageType.Script {
	case guide.SearchScript:
		data.Index = &searchSettings{v.site.searchConfig, v.site.contentVersion()}
		data.Titles = v.site.titleSettings()
	case guide.ProgressScript:
		data.Titles = v.site.titleSettings()
	}
	return encodeData(data)
}

func (s *Site) newScriptData(script string) scriptData {
	data := scriptData{Messages: map[string]any{}}
	for _, key := range s.bundle.Messages[script] {
		data.Messages[key] = s.forms(key)
	}
	return data
}

// forms returns a message as a script gets it: with its placeholders, and with all plural forms if there are several.
func (t *theme) forms(key string) any {
	if forms := t.messages.Messages[key]; len(forms) > 1 {
		return forms
	}
	return t.msg(key)
}
