package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
)

// A Java agent: the file that it is, and what it was told.
type agent struct{ jar, told string }

var javaagent = regexp.MustCompile(`^-javaagent:([^=]+)=(.*)$`)

// The agents among `options`.
func agents(options []string) []agent {
	var found []agent
	for _, option := range options {
		if parts := javaagent.FindStringSubmatch(option); parts != nil {
			found = append(found, agent{parts[1], parts[2]})
		}
	}
	return found
}

// HOST:PORT:RULES, as the exporter is told it.
var exporter = regexp.MustCompile(`^(?:.*:)?([0-9]+):(/.+)$`)

// The port of the exporter among `agents`, and its file of rules; nothing where there is none.
func exporterOf(agents []agent) (port, rules string) {
	for _, agent := range agents {
		if parts := exporter.FindStringSubmatch(agent.told); parts != nil && strings.Contains(agent.jar, "jmx_prometheus") {
			return parts[1], parts[2]
		}
	}
	return "", ""
}

// The words of the component's Java options, from the environment: PREFIX_HEAP_OPTS, PREFIX_LOG4J_OPTS, PREFIX_OPTS.
func (c component) javaOptions() []string {
	var words []string
	for _, name := range []string{"_HEAP_OPTS", "_LOG4J_OPTS", "_OPTS"} {
		words = append(words, strings.Fields(os.Getenv(c.options+name))...)
	}
	return words
}

var logging = regexp.MustCompile(`^-Dlog4j2?\.configuration(?:File)?=(?:file:)?(/.+)$`)

// What is wrong with the Java options. The real Java virtual machine is asked: it refuses options that it does not
// know, and it starts the agents, which read their rules. It ends at once, before it would run a class.
func javaComplaints(java string, options []string) []string {
	var found []string
	for _, option := range options {
		if parts := logging.FindStringSubmatch(option); parts != nil {
			if _, err := os.Stat(parts[1]); err != nil {
				found = append(found, fmt.Sprintf("%s: %v", option, err))
			}
		}
	}
	if _, rules := exporterOf(agents(options)); rules != "" {
		if _, err := os.Stat(rules); err != nil {
			found = append(found, fmt.Sprintf("rules of the exporter: %v", err))
		}
	}
	if output, err := exec.Command(java, append(options, "-version")...).CombinedOutput(); err != nil {
		found = append(found, fmt.Sprintf("java refuses its options: %v\n%s", err, output))
	}
	return found
}
