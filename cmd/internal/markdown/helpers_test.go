package markdown

func testConverter() *Converter { return NewConverter(func(key string) string { return key }) }

// convertBody converts a body that begins at line 1.
func convertBody(markdown string, env Env) Result {
	return testConverter().Body("f.md", []byte(markdown), 0, env)
}
