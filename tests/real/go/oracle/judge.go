package main

import (
	"context"
	"fmt"

	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/user"
	deprecated "k8s.io/apiserver/pkg/endpoints/deprecation"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/warning"
	"k8s.io/component-base/version"
)

// judge says what the API server says to the request.
func (kinds Kinds) judge(wanted Request) Answer {
	manifest, err := kinds.manifest(wanted.New)
	if err != nil {
		return undecodable(err)
	}
	if wanted.Want == "defaulted" {
		object, err := manifest.defaulted()
		if err != nil {
			return undecodable(err)
		}
		return Answer{Accepted: true, Object: object}
	}
	object, err := manifest.internal()
	if err != nil {
		return undecodable(err)
	}
	warnings := &warnings{}
	ctx := warning.WithWarningRecorder(context.Background(), warnings)
	warning.AddWarning(ctx, "", manifest.kind.warning)
	if wanted.Old == nil {
		_, err := manifest.kind.create(ctx, object)
		return answerTo(err, *warnings)
	}
	old, stored, err := kinds.stored(*wanted.Old, manifest.kind)
	if err != nil {
		return Answer{Error: fmt.Sprintf("the old object: %v", err)}
	}
	if !wanted.Replace {
		if object, err = manifest.applied(old, stored); err != nil {
			return undecodable(err)
		}
	}
	return answerTo(manifest.kind.update(ctx, stored, object), *warnings)
}

// create is a dry run of POST: it gives what would be stored.
func (kind *Kind) create(ctx context.Context, object runtime.Object) (runtime.Object, error) {
	accessor, err := meta.Accessor(object)
	if err != nil {
		return nil, err
	}
	ctx, namespace := kind.context(ctx, "create", accessor)
	rest.WipeObjectMetaSystemFields(accessor)
	if err := kind.settle(namespace, accessor); err != nil {
		return nil, err
	}
	var created runtime.Object
	last := func(_ context.Context, object runtime.Object) error {
		created = object
		return nil
	}
	options := &metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}}
	_, err = kind.registry.Create(ctx, object, last, options)
	return created, err
}

// context is that of a request for the object from somebody who may do everything.
func (kind *Kind) context(ctx context.Context, verb string, object metav1.Object) (context.Context, string) {
	namespace := ""
	if kind.registry.NamespaceScoped() {
		if namespace = object.GetNamespace(); namespace == "" {
			namespace = metav1.NamespaceDefault
		}
	}
	ctx = request.WithUser(ctx, &user.DefaultInfo{Name: "admin", Groups: []string{user.SystemPrivilegedGroup}})
	ctx = request.WithRequestInfo(request.WithNamespace(ctx, namespace), &request.RequestInfo{
		IsResourceRequest: true,
		Verb:              verb,
		APIGroup:          kind.Group,
		APIVersion:        kind.Version,
		Resource:          kind.resource,
		Namespace:         namespace,
		Name:              object.GetName(),
	})
	return ctx, namespace
}

// settle puts the object into the namespace that it was sent to.
func (kind *Kind) settle(namespace string, object metav1.Object) error {
	resource := kind.GroupVersion().WithResource(kind.resource)
	return rest.EnsureObjectNamespaceMatchesRequestNamespace(rest.ExpectedNamespaceForResource(namespace, resource), object)
}

func undecodable(err error) Answer {
	return Answer{Error: err.Error(), Decode: err.Error()}
}

func answerTo(err error, warnings warnings) Answer {
	answer := Answer{Accepted: err == nil, Warnings: warnings}
	if err == nil {
		return answer
	}
	answer.Error = err.Error()
	if status, ok := err.(errors.APIStatus); ok && status.Status().Details != nil {
		for _, cause := range status.Status().Details.Causes {
			answer.Errors = append(answer.Errors, Cause{string(cause.Type), cause.Field, cause.Message})
		}
	}
	return answer
}

// warnings of one request, each once.
type warnings []string

func (warnings *warnings) AddWarning(_, text string) {
	for _, known := range *warnings {
		if known == text {
			return
		}
	}
	if text != "" {
		*warnings = append(*warnings, text)
	}
}

// deprecation is what the server says of every object of a kind that it is going to drop.
func deprecation(scheme *runtime.Scheme, kind schema.GroupVersionKind) string {
	object, err := scheme.New(kind)
	if err != nil {
		return ""
	}
	object.GetObjectKind().SetGroupVersionKind(kind)
	major, minor, err := deprecated.MajorMinor(version.Get())
	if err != nil || !deprecated.IsDeprecated(object, major, minor) {
		return ""
	}
	return deprecated.WarningMessage(object)
}
