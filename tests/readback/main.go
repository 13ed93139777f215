// Reads a stream of YAML documents as kubectl does and prints each as one line of JSON, keys sorted. A document that
// kubectl refuses is the line `error: ...`; so that the next ones are still read, documents are split first.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	splitter "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	reader := splitter.NewYAMLReader(bufio.NewReader(os.Stdin))
	for {
		document, err := reader.Read()
		if err == io.EOF {
			return
		}
		line := []byte(nil)
		if err == nil {
			line, err = canonical(document)
		}
		if err != nil {
			fmt.Fprintf(out, "error: %q\n", err.Error())
			continue
		}
		out.Write(line)
	}
}

// canonical converts one document to JSON with its integers exact.
func canonical(document []byte) ([]byte, error) {
	text, err := yaml.YAMLToJSON(document)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	err = encoder.Encode(value)
	return line.Bytes(), err
}
