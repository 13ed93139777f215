package main

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Where listeners are bound: the HOST:PORT of each URL in a list.
func addresses(listeners string) ([]string, error) {
	var found []string
	for _, listener := range strings.Split(listeners, ",") {
		parsed, err := url.Parse(strings.TrimSpace(listener))
		if err != nil || parsed.Scheme != "http" || parsed.Port() == "" {
			return nil, fmt.Errorf("%q is no listener of the form http://HOST:PORT, and no other is recorded", listener)
		}
		found = append(found, parsed.Host)
	}
	return found, nil
}

// Answers the paths that the component's probes ask for, and no others.
func pages(paths []string) http.Handler {
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		if !slices.Contains(paths, request.URL.Path) {
			http.NotFound(response, request)
			return
		}
		response.Header().Set("Content-Type", "application/json")
		fmt.Fprintln(response, "{}")
	})
}

// Answers a scrape: that something stands in here is all there is to say.
func metrics(component string) http.Handler {
	return http.HandlerFunc(func(response http.ResponseWriter, _ *http.Request) {
		response.Header().Set("Content-Type", "text/plain; version=0.0.4")
		fmt.Fprintf(response, "# TYPE recorder_up gauge\nrecorder_up{component=%q} 1\n", component)
	})
}

// Listens where the component would, and on the port of its exporter.
func (r record) serve(paths []string) error {
	for _, address := range r.Listens {
		if err := serve(address, pages(paths)); err != nil {
			return err
		}
	}
	if r.Exporter != "" {
		return serve("0.0.0.0:"+r.Exporter, metrics(r.Component))
	}
	return nil
}

// Binds `address` and serves it until the process ends.
func serve(address string, handler http.Handler) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	go http.Serve(listener, handler)
	return nil
}
