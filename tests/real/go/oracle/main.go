// An API server without a server: the decoding, defaulting and validation of one Kubernetes version, asked through a
// pipe. A line of standard input is a request, a line of standard output its answer, in the same order.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"

	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/capabilities"
)

// Request is a manifest to judge: JSON or YAML, one document.
type Request struct {
	New string `json:"new"`
	// Old was applied earlier, where the request is an update.
	Old *string `json:"old,omitempty"`
	// Replace says that the update is a PUT, as of `kubectl replace`: not what `kubectl apply` does.
	Replace bool `json:"replace,omitempty"`
	// Want is "defaulted" where the object is asked for as it is after decoding and defaulting, not the verdict.
	Want string `json:"want,omitempty"`
}

// Answer is what the API server says.
type Answer struct {
	Accepted bool `json:"accepted"`
	// Error is the whole text of a refusal.
	Error string `json:"error,omitempty"`
	// Decode is the same text where decoding refused it: nothing was validated.
	Decode string `json:"decode,omitempty"`
	// Errors are what validation found.
	Errors   []Cause  `json:"errors,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
	// Object is the defaulted object, where that was asked for.
	Object json.RawMessage `json:"object,omitempty"`
}

// Cause is one error of validation.
type Cause struct {
	Type    string `json:"type"`
	Path    string `json:"path"`
	Message string `json:"message"`
}

func main() {
	// Standard output is for answers, and nobody reads a log.
	klog.SetOutput(io.Discard)
	klog.LogToStderr(false)
	capabilities.Setup(true, 0)
	kinds, err := servedKinds()
	if err == nil {
		err = serve(os.Stdin, os.Stdout, kinds)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve judges as many requests at a time as there are processors.
func serve(in io.Reader, out io.Writer, kinds Kinds) error {
	waiting := make(chan chan Answer, 64*runtime.GOMAXPROCS(0))
	turns := make(chan struct{}, runtime.GOMAXPROCS(0))
	var failure error
	go func() {
		defer close(waiting)
		reader := bufio.NewReaderSize(in, 1<<20)
		for {
			line, err := reader.ReadBytes('\n')
			if len(line) > 0 {
				answer := make(chan Answer, 1)
				waiting <- answer
				turns <- struct{}{}
				go func() {
					answer <- kinds.answer(line)
					<-turns
				}()
			}
			if err != nil {
				if err != io.EOF {
					failure = err
				}
				return
			}
		}
	}()
	writer := bufio.NewWriter(out)
	encoder := json.NewEncoder(writer)
	encoder.SetEscapeHTML(false)
	for answer := range waiting {
		if err := encoder.Encode(<-answer); err != nil {
			return err
		}
		// Whoever asks one question at a time waits for its answer.
		if len(waiting) == 0 {
			if err := writer.Flush(); err != nil {
				return err
			}
		}
	}
	if failure != nil {
		return failure
	}
	return writer.Flush()
}

// answer never fails: a request that nobody understands, or that breaks a validator, is refused.
func (kinds Kinds) answer(line []byte) (answer Answer) {
	defer func() {
		if panicked := recover(); panicked != nil {
			answer = Answer{Error: fmt.Sprintf("panic: %v", panicked)}
		}
	}()
	var request Request
	if err := json.Unmarshal(line, &request); err != nil {
		return Answer{Error: "this is no request: " + err.Error()}
	}
	return kinds.judge(request)
}
