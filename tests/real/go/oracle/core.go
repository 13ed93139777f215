package main

import (
	"fmt"
	"net"
	"reflect"

	"k8s.io/apimachinery/pkg/runtime"
	utilnet "k8s.io/apimachinery/pkg/util/net"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/registry/generic/registry"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/registry/core/configmap"
	"k8s.io/kubernetes/pkg/registry/core/endpoint"
	"k8s.io/kubernetes/pkg/registry/core/limitrange"
	"k8s.io/kubernetes/pkg/registry/core/namespace"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolume"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/pkg/registry/core/podtemplate"
	"k8s.io/kubernetes/pkg/registry/core/replicationcontroller"
	"k8s.io/kubernetes/pkg/registry/core/resourcequota"
	"k8s.io/kubernetes/pkg/registry/core/secret"
	"k8s.io/kubernetes/pkg/registry/core/service/ipallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/portallocator"
	servicestore "k8s.io/kubernetes/pkg/registry/core/service/storage"
	"k8s.io/kubernetes/pkg/registry/core/serviceaccount"
)

type strategy interface {
	rest.RESTCreateStrategy
	rest.RESTUpdateStrategy
	rest.RESTDeleteStrategy
}

// coreKinds are the resources of the group without a name, whose own list cannot be had without etcd and kubelets.
var coreKinds = []struct {
	plural, singular string
	example, list    runtime.Object
	strategy         strategy
}{
	{"configmaps", "configmap", &core.ConfigMap{}, &core.ConfigMapList{}, configmap.Strategy},
	{"endpoints", "endpoints", &core.Endpoints{}, &core.EndpointsList{}, endpoint.Strategy},
	{"limitranges", "limitrange", &core.LimitRange{}, &core.LimitRangeList{}, limitrange.Strategy},
	{"namespaces", "namespace", &core.Namespace{}, &core.NamespaceList{}, namespace.Strategy},
	{"persistentvolumeclaims", "persistentvolumeclaim", &core.PersistentVolumeClaim{}, &core.PersistentVolumeClaimList{}, persistentvolumeclaim.Strategy},
	{"persistentvolumes", "persistentvolume", &core.PersistentVolume{}, &core.PersistentVolumeList{}, persistentvolume.Strategy},
	{"pods", "pod", &core.Pod{}, &core.PodList{}, pod.Strategy},
	{"podtemplates", "podtemplate", &core.PodTemplate{}, &core.PodTemplateList{}, podtemplate.Strategy},
	{"replicationcontrollers", "replicationcontroller", &core.ReplicationController{}, &core.ReplicationControllerList{}, replicationcontroller.Strategy},
	{"resourcequotas", "resourcequota", &core.ResourceQuota{}, &core.ResourceQuotaList{}, resourcequota.Strategy},
	{"secrets", "secret", &core.Secret{}, &core.SecretList{}, secret.Strategy},
	{"serviceaccounts", "serviceaccount", &core.ServiceAccount{}, &core.ServiceAccountList{}, serviceaccount.Strategy},
}

// coreResources are the registries of that group.
func coreResources() (map[string]rest.Storage, error) {
	resources := map[string]rest.Storage{}
	for _, resource := range coreKinds {
		store := &registry.Store{
			NewFunc:                   maker(resource.example),
			NewListFunc:               maker(resource.list),
			DefaultQualifiedResource:  core.Resource(resource.plural),
			SingularQualifiedResource: core.Resource(resource.singular),
			CreateStrategy:            resource.strategy,
			UpdateStrategy:            resource.strategy,
			DeleteStrategy:            resource.strategy,
			TableConvertor:            rest.NewDefaultTableConvertor(core.Resource(resource.plural)),
		}
		if err := store.CompleteWithOptions(&generic.StoreOptions{RESTOptions: withoutStorage}); err != nil {
			return nil, fmt.Errorf("%s: %w", resource.plural, err)
		}
		resources[resource.plural] = store
	}
	ports, err := portallocator.NewInMemory(utilnet.PortRange{Base: 30000, Size: 2768})
	if err != nil {
		return nil, err
	}
	// Only the registry of Services allocates something before it validates.
	addresses := map[core.IPFamily]ipallocator.Interface{
		core.IPv4Protocol: anyAddress{core.IPv4Protocol, net.ParseIP("10.96.0.10")},
		core.IPv6Protocol: anyAddress{core.IPv6Protocol, net.ParseIP("fd00::10")},
	}
	services, _, _, err := servicestore.NewREST(withoutStorage, core.IPv4Protocol, addresses, ports, nil, nil, nil)
	if err != nil {
		return nil, err
	}
	resources["services"] = services
	return resources, nil
}

func maker(example runtime.Object) func() runtime.Object {
	kind := reflect.TypeOf(example).Elem()
	return func() runtime.Object { return reflect.New(kind).Interface().(runtime.Object) }
}

// anyAddress gives every Service the same address and lets it have whichever it asks for: which of them are in the range
// of a cluster, and free, depends on the cluster.
type anyAddress struct {
	family  core.IPFamily
	address net.IP
}

func (any anyAddress) Allocate(net.IP) error         { return nil }
func (any anyAddress) AllocateNext() (net.IP, error) { return any.address, nil }
func (any anyAddress) Release(net.IP) error          { return nil }
func (any anyAddress) ForEach(func(net.IP))          {}
func (any anyAddress) CIDR() net.IPNet               { return net.IPNet{} }
func (any anyAddress) IPFamily() core.IPFamily       { return any.family }
func (any anyAddress) Has(net.IP) bool               { return false }
func (any anyAddress) Destroy()                      {}
func (any anyAddress) EnableMetrics()                {}
func (any anyAddress) DryRun() ipallocator.Interface { return any }
