package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	kjson "k8s.io/apimachinery/pkg/runtime/serializer/json"
	"sigs.k8s.io/yaml"
)

// Manifest is what kubectl sends: JSON, and the kind that it is sent to.
type Manifest struct {
	body []byte
	kind *Kind
}

// manifest reads YAML or JSON. What is JSON already stays as it is, so that the server sees duplicate keys.
func (kinds Kinds) manifest(text string) (Manifest, error) {
	body := []byte(text)
	if !bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) || !json.Valid(body) {
		var err error
		if body, err = yaml.YAMLToJSON(body); err != nil {
			return Manifest{}, fmt.Errorf("error converting YAML to JSON: %w", err)
		}
	}
	gvk, err := kjson.DefaultMetaFactory.Interpret(body)
	if err != nil {
		return Manifest{}, err
	}
	if gvk.Kind == "" {
		return Manifest{}, runtime.NewMissingKindErr(string(body))
	}
	if gvk.Version == "" {
		return Manifest{}, runtime.NewMissingVersionErr(string(body))
	}
	kind, served := kinds[*gvk]
	if !served {
		return Manifest{}, fmt.Errorf("no matches for kind %q in version %q", gvk.Kind, gvk.GroupVersion())
	}
	return Manifest{body: body, kind: kind}, nil
}

// internal is the object as the server validates it: strictly decoded, defaulted, of no version.
func (manifest Manifest) internal() (runtime.Object, error) {
	return manifest.decoded(schema.GroupVersion{Group: manifest.kind.Group, Version: runtime.APIVersionInternal})
}

// defaulted is the object in its own version with all that it does not say, as JSON.
func (manifest Manifest) defaulted() (json.RawMessage, error) {
	object, err := manifest.decoded(manifest.kind.GroupVersion())
	if err != nil {
		return nil, err
	}
	return json.Marshal(object)
}

func (manifest Manifest) decoded(version schema.GroupVersion) (runtime.Object, error) {
	kind := manifest.kind
	decoder := kind.codecs.DecoderToVersion(kind.strict, version)
	object, gvk, err := decoder.Decode(manifest.body, &kind.GroupVersionKind, nil)
	if err != nil {
		text := fmt.Sprintf("%s in version %q cannot be handled as a %s: %v", gvk.Kind, gvk.Version, kind.Kind, err)
		return nil, errors.NewBadRequest(text)
	}
	return object, nil
}
