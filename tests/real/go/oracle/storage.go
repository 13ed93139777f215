package main

import (
	"context"
	"io"
	"reflect"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/storage"
	"k8s.io/apiserver/pkg/storage/storagebackend"
	"k8s.io/apiserver/pkg/storage/storagebackend/factory"
	"k8s.io/client-go/tools/cache"
)

// noStorage is what registries get in the place of etcd. Dry runs only ever read from it; there is nothing in it but the
// old object of an update, which comes with the request.
type noStorage struct{ storage.Interface }

type storedKey struct{}

// withStored is the context of an update of `object`.
func withStored(ctx context.Context, object runtime.Object) context.Context {
	return context.WithValue(ctx, storedKey{}, object)
}

func (noStorage) Versioner() storage.Versioner { return storage.APIObjectVersioner{} }

func (noStorage) ReadinessCheck() error { return nil }

func (noStorage) Get(ctx context.Context, key string, _ storage.GetOptions, out runtime.Object) error {
	stored, ok := ctx.Value(storedKey{}).(runtime.Object)
	if !ok || reflect.TypeOf(stored) != reflect.TypeOf(out) {
		return storage.NewKeyNotFoundError(key, 0)
	}
	reflect.ValueOf(out).Elem().Set(reflect.ValueOf(stored.DeepCopyObject()).Elem())
	return nil
}

// noCodec writes nothing. A dry run sends its result through the codec of the storage, which takes as long as all the
// rest of it, and the result is known by then.
type noCodec struct{ runtime.Codec }

func (noCodec) Encode(runtime.Object, io.Writer) error { return nil }

func (noCodec) Decode(
	_ []byte,
	_ *schema.GroupVersionKind,
	into runtime.Object,
) (runtime.Object, *schema.GroupVersionKind, error) {
	return into, nil, nil
}

// withoutStorage are the options of registries that store nothing.
var withoutStorage = generic.RESTOptions{
	StorageConfig:  &storagebackend.ConfigForResource{Config: storagebackend.Config{Codec: noCodec{}}},
	Decorator:      decorator,
	ResourcePrefix: "oracle",
}

func decorator(
	*storagebackend.ConfigForResource,
	string,
	func(runtime.Object) (string, error),
	func() runtime.Object,
	func() runtime.Object,
	storage.AttrFunc,
	storage.IndexerFuncs,
	*cache.Indexers,
) (storage.Interface, factory.DestroyFunc, error) {
	return noStorage{}, func() {}, nil
}
