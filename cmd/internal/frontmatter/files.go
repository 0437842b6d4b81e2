package frontmatter

// File is a kind of file that is YAML as a whole, or whose front matter is.
type File struct {
	Name  string // of its schema: "settings"
	Title string // "The settings of a guide"
	Type
}

// The kinds of files, apart from messages.
var (
	SettingsFile = File{"settings", "The settings of a guide", mappingOf(settingsSchema).Type}
	HomeFile     = File{"home", "The front matter of the home page", mappingOf(metaSchemas[KindHome]).Type}
	StepFile     = File{"step", "The front matter of a step", mappingOf(metaSchemas[KindStep]).Type}
	TopicFile    = File{"topic", "The front matter of a topic", mappingOf(metaSchemas[KindTopic]).Type}
	PageFile     = File{"page", "The front matter of a free page", mappingOf(metaSchemas[KindPage]).Type}
	GlossaryFile = File{"glossary", "The terms of a guide", listOf(mappingOf(termSchema)).Type}
	ManifestFile = File{"published", "The record of what was published", mappingOf(manifestSchema).Type}
)
