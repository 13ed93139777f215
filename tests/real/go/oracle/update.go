package main

import (
	"context"
	"fmt"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/apis/core"
)

// stored is an old manifest, and what the server keeps of it.
func (kinds Kinds) stored(text string, kind *Kind) (Manifest, runtime.Object, error) {
	old, err := kinds.manifest(text)
	if err != nil {
		return Manifest{}, nil, err
	}
	if old.kind.GroupKind() != kind.GroupKind() {
		return Manifest{}, nil, fmt.Errorf("%s is not %s", old.kind.GroupKind(), kind.GroupKind())
	}
	object, err := old.internal()
	if err != nil {
		return Manifest{}, nil, err
	}
	object, err = old.kind.create(context.Background(), object)
	if err != nil {
		return Manifest{}, nil, err
	}
	accessor, err := meta.Accessor(object)
	if err != nil {
		return Manifest{}, nil, err
	}
	accessor.SetResourceVersion("1")
	live(object)
	return old, object, nil
}

// live gives an object the status that it has in a cluster by the time somebody updates it: claims are bound,
// definitions established.
func live(object runtime.Object) {
	switch object := object.(type) {
	case *core.PersistentVolumeClaim:
		object.Status.Phase = core.ClaimBound
		object.Status.Capacity = object.Spec.Resources.Requests
	case *apiextensions.CustomResourceDefinition:
		established := apiextensions.CustomResourceDefinitionCondition{
			Type:   apiextensions.Established,
			Status: apiextensions.ConditionTrue,
		}
		object.Status.Conditions = append(object.Status.Conditions, established)
	}
}

// applied is what `kubectl apply` makes of the stored object: what the old manifest said and this one does not goes,
// what the server filled in stays.
func (manifest Manifest) applied(old Manifest, stored runtime.Object) (runtime.Object, error) {
	kind := manifest.kind
	example, err := kind.scheme.New(kind.GroupVersionKind)
	if err != nil {
		return nil, err
	}
	current, err := runtime.Encode(kind.codecs.EncoderForVersion(kind.strict, kind.GroupVersion()), stored)
	if err != nil {
		return nil, err
	}
	fields, err := strategicpatch.NewPatchMetaFromStruct(example)
	if err != nil {
		return nil, err
	}
	patch, err := strategicpatch.CreateThreeWayMergePatch(old.body, manifest.body, current, fields, true)
	if err != nil {
		return nil, err
	}
	patched, err := strategicpatch.StrategicMergePatch(current, patch, example)
	if err != nil {
		return nil, err
	}
	return Manifest{body: patched, kind: kind}.internal()
}

// update is a dry run of PUT.
func (kind *Kind) update(ctx context.Context, stored, object runtime.Object) error {
	old, err := meta.Accessor(stored)
	if err != nil {
		return err
	}
	accessor, err := meta.Accessor(object)
	if err != nil {
		return err
	}
	ctx, namespace := kind.context(withStored(ctx, stored), "update", old)
	if err := kind.settle(namespace, accessor); err != nil {
		return err
	}
	if accessor.GetResourceVersion() == "" {
		accessor.SetResourceVersion(old.GetResourceVersion())
	}
	options := &metav1.UpdateOptions{DryRun: []string{metav1.DryRunAll}}
	_, _, err = kind.registry.Update(ctx, old.GetName(), rest.DefaultUpdatedObjectInfo(object),
		rest.ValidateAllObjectFunc, rest.ValidateAllObjectUpdateFunc, false, options)
	return err
}
