module cpgen.test/recorder

go 1.26.0

require (
	github.com/agnivade/levenshtein v1.2.2 // indirect
	github.com/magiconair/properties v1.18.12 // indirect
)
