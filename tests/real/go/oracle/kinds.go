package main

import (
	"fmt"
	"strings"

	crd "k8s.io/apiextensions-apiserver/pkg/apiserver"
	crdstore "k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition"
	apimachinery "k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/server"
	serverstorage "k8s.io/apiserver/pkg/server/storage"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/controlplane"
	apps "k8s.io/kubernetes/pkg/registry/apps/rest"
	autoscaling "k8s.io/kubernetes/pkg/registry/autoscaling/rest"
	batch "k8s.io/kubernetes/pkg/registry/batch/rest"
	coordination "k8s.io/kubernetes/pkg/registry/coordination/rest"
	discovery "k8s.io/kubernetes/pkg/registry/discovery/rest"
	networking "k8s.io/kubernetes/pkg/registry/networking/rest"
	node "k8s.io/kubernetes/pkg/registry/node/rest"
	policy "k8s.io/kubernetes/pkg/registry/policy/rest"
	rbac "k8s.io/kubernetes/pkg/registry/rbac/rest"
	scheduling "k8s.io/kubernetes/pkg/registry/scheduling/rest"
	storage "k8s.io/kubernetes/pkg/registry/storage/rest"
)

// Kind is something that the API server serves.
type Kind struct {
	schema.GroupVersionKind
	resource string
	registry Registry
	scheme   *apimachinery.Scheme
	codecs   serializer.CodecFactory
	strict   apimachinery.Serializer
	// warning is what the server says of every object of a version that is going to leave it.
	warning string
}

// Registry is what stands behind a resource: it prepares, validates, and would store.
type Registry interface {
	rest.Creater
	rest.Updater
	rest.Scoper
}

// Kinds is all that is served.
type Kinds map[schema.GroupVersionKind]*Kind

// servedKinds asks the groups of the server for what they serve, as the server does when it starts.
func servedKinds() (Kinds, error) {
	kinds := Kinds{}
	groups := []interface {
		GroupName() string
		NewRESTStorage(serverstorage.APIResourceConfigSource, generic.RESTOptionsGetter) (server.APIGroupInfo, error)
	}{
		apps.StorageProvider{},
		autoscaling.RESTStorageProvider{},
		batch.RESTStorageProvider{},
		coordination.RESTStorageProvider{},
		discovery.StorageProvider{},
		networking.RESTStorageProvider{},
		node.RESTStorageProvider{},
		policy.RESTStorageProvider{},
		rbac.RESTStorageProvider{},
		scheduling.RESTStorageProvider{},
		storage.RESTStorageProvider{},
	}
	for _, group := range groups {
		name := group.GroupName()
		info, err := group.NewRESTStorage(controlplane.DefaultAPIResourceConfigSource(), withoutStorage)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for version, resources := range info.VersionedResourcesStorageMap {
			version := schema.GroupVersion{Group: name, Version: version}
			if err := kinds.add(version, legacyscheme.Scheme, legacyscheme.Codecs, resources); err != nil {
				return nil, err
			}
		}
	}
	resources, err := coreResources()
	if err != nil {
		return nil, err
	}
	version := schema.GroupVersion{Version: "v1"}
	if err := kinds.add(version, legacyscheme.Scheme, legacyscheme.Codecs, resources); err != nil {
		return nil, err
	}
	version = schema.GroupVersion{Group: "apiextensions.k8s.io", Version: "v1"}
	definitions, err := crdstore.NewREST(crd.Scheme, withoutStorage)
	if err != nil {
		return nil, err
	}
	resources = map[string]rest.Storage{"customresourcedefinitions": definitions}
	return kinds, kinds.add(version, crd.Scheme, crd.Codecs, resources)
}

// add takes the resources of a version that can be created; not their parts, such as "deployments/status".
func (kinds Kinds) add(
	version schema.GroupVersion,
	scheme *apimachinery.Scheme,
	codecs serializer.CodecFactory,
	resources map[string]rest.Storage,
) error {
	info, found := apimachinery.SerializerInfoForMediaType(codecs.SupportedMediaTypes(), apimachinery.ContentTypeJSON)
	if !found {
		return fmt.Errorf("%s: nothing reads JSON", version)
	}
	for resource, storage := range resources {
		registry, ok := storage.(Registry)
		if !ok || strings.Contains(resource, "/") {
			continue
		}
		internal, _, err := scheme.ObjectKinds(registry.New())
		if err != nil {
			return err
		}
		kind := version.WithKind(internal[0].Kind)
		kinds[kind] = &Kind{
			GroupVersionKind: kind,
			resource:         resource,
			registry:         registry,
			scheme:           scheme,
			codecs:           codecs,
			strict:           info.StrictSerializer,
			warning:          deprecation(scheme, kind),
		}
	}
	return nil
}
