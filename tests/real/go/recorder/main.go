// Stands in for a component of Confluent Platform that cannot be had here. It takes over at the start command, by whose
// name it is called, with the properties file as its argument: it checks what it was given, prints it as one line of
// JSON, and answers probes and scrapes until it is told to end. What the component would refuse ends it with 1.
package main

import (
	"cmp"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/magiconair/properties"
)

func main() {
	terminated := make(chan os.Signal, 1)
	signal.Notify(terminated, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		<-terminated
		os.Exit(143)
	}()
	if err := start(filepath.Base(os.Args[0]), os.Args[1:], "java"); err != nil {
		fmt.Fprintf(os.Stderr, "%s (recorder): %v\n", filepath.Base(os.Args[0]), err)
		os.Exit(1)
	}
	select {}
}

// Checks, listens and prints. The error says all that is wrong.
func start(command string, arguments []string, java string) error {
	component, known := components[command]
	if !known {
		return fmt.Errorf("no start command that is recorded")
	}
	if len(arguments) != 1 {
		return fmt.Errorf("one properties file is expected, not %q", arguments)
	}
	report, err := component.examine(arguments[0], java)
	if err != nil {
		return err
	}
	if len(report.Complaints) == 0 {
		if err := report.serve(component.paths); err != nil {
			return err
		}
	}
	if err := report.print(); err != nil {
		return err
	}
	if len(report.Complaints) > 0 {
		return fmt.Errorf("%s", strings.Join(report.Complaints, "\n"))
	}
	return nil
}

// Reads the properties file and the environment, and finds out what is wrong with them.
func (c component) examine(file, java string) (record, error) {
	loader := properties.Loader{Encoding: properties.ISO_8859_1, DisableExpansion: true}
	loaded, err := loader.LoadFile(file)
	if err != nil {
		return record{}, err
	}
	given := loaded.Map()
	known, err := read(c.keys)
	if err != nil {
		return record{}, err
	}
	report := record{Component: c.keys, File: file, Properties: masked(given)}
	report.Complaints = append(known.complaints(given), c.missing(given)...)
	options := c.javaOptions()
	agents := agents(options)
	for _, agent := range agents {
		report.Agents = append(report.Agents, agent.jar)
	}
	report.Complaints = append(report.Complaints, javaComplaints(java, options)...)
	report.Exporter, _ = exporterOf(agents)
	if c.headless == "" || given[c.headless] == "" {
		bound, err := addresses(cmp.Or(given[c.listeners], c.listen))
		if err != nil {
			report.Complaints = append(report.Complaints, fmt.Sprintf("%s: %v", c.listeners, err))
		}
		report.Listens = bound
	}
	return report, nil
}

// What is wrong with the files that properties name: each of them must be there.
func (c component) missing(given map[string]string) []string {
	var found []string
	for _, key := range c.files {
		if file := given[key]; file != "" {
			if _, err := os.Stat(file); err != nil {
				found = append(found, fmt.Sprintf("%s: %v", key, err))
			}
		}
	}
	return found
}
