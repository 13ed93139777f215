package main

import (
	"encoding/json"
	"os"
	"regexp"
)

// What the recorder was given, and what it made of it.
type record struct {
	Component  string            `json:"component"`
	File       string            `json:"file"`
	Properties map[string]string `json:"properties"`
	Agents     []string          `json:"agents"`
	Listens    []string          `json:"listens"`
	Exporter   string            `json:"exporter"`
	Complaints []string          `json:"complaints"`
}

var secret = regexp.MustCompile(`(?i)password|passphrase|license|secret|jaas|token|basic\.auth|user\.info|api\.key|\.key$`)

// The properties with the values of secrets hidden.
func masked(properties map[string]string) map[string]string {
	shown := make(map[string]string, len(properties))
	for key, value := range properties {
		if secret.MatchString(key) && value != "" {
			value = "(hidden)"
		}
		shown[key] = value
	}
	return shown
}

// One line of JSON on standard output.
func (r record) print() error {
	return json.NewEncoder(os.Stdout).Encode(r)
}
