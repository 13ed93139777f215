// Reads texts as kubectl reads files that it is given: byte order marks and broken bytes, JSON or YAML, split and decoded
// by the same decoder in the same loop. Takes one text in base64 a line, and prints for each a JSON list of its objects,
// or `error: ...` where one of them ends the reading.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"os"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	lines := bufio.NewReader(os.Stdin)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		text, err := base64.StdEncoding.DecodeString(string(bytes.TrimSpace(line)))
		if err != nil {
			panic(err)
		}
		if objects, err := read(text); err != nil {
			fmt.Fprintf(out, "error: %q\n", err.Error())
		} else {
			fmt.Fprintf(out, "[%s]\n", bytes.Join(objects, []byte(",")))
		}
	}
}

func read(file []byte) ([][]byte, error) {
	text := transform.NewReader(bytes.NewReader(file), unicode.BOMOverride(unicode.UTF8.NewDecoder()))
	decoder := yaml.NewYAMLOrJSONDecoder(text, 4096)
	var objects [][]byte
	for {
		object := runtime.RawExtension{}
		err := decoder.Decode(&object)
		if err == io.EOF {
			return objects, nil
		}
		if err != nil {
			return nil, err
		}
		raw := bytes.TrimSpace(object.Raw)
		if len(raw) > 0 && !bytes.Equal(raw, []byte("null")) {
			objects = append(objects, bytes.ReplaceAll(raw, []byte("\n"), []byte(" ")))
		}
	}
}
