package main

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/agnivade/levenshtein"
)

//go:embed keys
var files embed.FS

// The properties that a component takes: names and patterns, in which a * stands for anything.
type known struct {
	names, patterns, required []string
}

// Reads a file of known keys. A line is a name, a pattern, `required NAME`, or `include FILE [PREFIX]`.
func read(file string) (known, error) {
	var all known
	text, err := files.ReadFile("keys/" + file + ".keys")
	if err != nil {
		return all, err
	}
	for _, line := range strings.Split(string(text), "\n") {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case words[0] == "include":
			other, err := read(words[1])
			if err != nil {
				return all, err
			}
			all.add(other, strings.Join(words[2:], ""))
		case words[0] == "required":
			all.required = append(all.required, words[1])
			all.names = append(all.names, words[1])
		case strings.Contains(words[0], "*"):
			all.patterns = append(all.patterns, words[0])
		default:
			all.names = append(all.names, words[0])
		}
	}
	return all, nil
}

func (k *known) add(other known, prefix string) {
	for _, name := range append(other.names, other.patterns...) {
		name = prefix + name
		if strings.Contains(name, "*") {
			k.patterns = append(k.patterns, name)
		} else {
			k.names = append(k.names, name)
		}
	}
}

func (k known) has(key string) bool {
	return slices.Contains(k.names, key) || slices.ContainsFunc(k.patterns, func(pattern string) bool {
		matches, err := path.Match(pattern, key)
		return err == nil && matches
	})
}

// The known name that is most like `key`.
func (k known) nearest(key string) string {
	return slices.MinFunc(k.names, func(a, b string) int {
		return levenshtein.ComputeDistance(a, key) - levenshtein.ComputeDistance(b, key)
	})
}

// What is wrong with the keys of a file: those that the component does not know, and those that it cannot be without.
func (k known) complaints(properties map[string]string) []string {
	var found []string
	for key := range properties {
		if !k.has(key) {
			found = append(found, fmt.Sprintf("unknown property %s; the nearest known one is %s", key, k.nearest(key)))
		}
	}
	for _, key := range k.required {
		if strings.TrimSpace(properties[key]) == "" {
			found = append(found, fmt.Sprintf("property %s is missing, and it does not start without", key))
		}
	}
	sort.Strings(found)
	return found
}
