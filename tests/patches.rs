//! The user's patches: what they match, how they merge, what they must not do.

use cpgen::manifest::{Manifests, Patch, patch};
use cpgen::source::Rendered;
use cpgen::source::{Finding, Place, Source};
use serde_json::{Value, json};

fn workload() -> Value {
    json!({
        "apiVersion": "apps/v1", "kind": "StatefulSet",
        "metadata": {"name": "orders-kafka", "labels": {"a": "b"}, "finalizers": ["x"]},
        "spec": {
            "replicas": 3,
            "volumeClaimTemplates": [{"metadata": {"name": "data"}}],
            "template": {"spec": {
                "tolerations": [{"key": "a"}],
                "hostAliases": [{"ip": "10.0.0.1", "hostnames": ["a"]}],
                "topologySpreadConstraints": [{"topologyKey": "zone", "maxSkew": 1}],
                "volumes": [{"name": "config", "configMap": {"name": "c"}}],
                "containers": [
                    {"name": "kafka", "image": "cp:1", "args": ["a", "b"],
                     "env": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
                     "ports": [{"containerPort": 9092, "name": "client"}],
                     "volumeMounts": [{"name": "config", "mountPath": "/etc"}, {"name": "data", "mountPath": "/data"}]},
                    {"name": "exporter", "image": "e:1"}
                ]
            }}
        }
    })
}

fn run(patches: &[Patch]) -> (Manifests, Vec<Finding>) {
    let service = json!({"apiVersion": "v1", "kind": "Service", "metadata": {"name": "orders-kafka"},
                         "spec": {"ports": [{"port": 80, "name": "a"}, {"port": 81}]}});
    let account = json!({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "orders-connect",
                         "labels": {"app.kubernetes.io/component": "worker"}}});
    let monitor = json!({"apiVersion": "m/v1", "kind": "PodMonitor", "metadata": {"name": "m"}, "spec": {"ports": [{"port": 1}]}});
    let rendered =
        [("kafka/a.yaml", workload()), ("kafka/b.yaml", service), ("connect/c.yaml", account), ("m.yaml", monitor)];
    let rendered = rendered.map(|(template, value)| Rendered { template: template.into(), text: value.to_string() });
    let mut manifests = Manifests::parse(rendered.into()).unwrap();
    let findings = patch::apply(&mut manifests, patches);
    (manifests, findings.sorted())
}

fn of(kind: &str) -> Patch {
    Patch { kind: Some(kind.into()), ..Patch::default() }
}

fn merged(kind: &str, merge: Value) -> Value {
    let (manifests, findings) = run(&[Patch { merge: Some(merge), ..of(kind) }]);
    assert_eq!(findings, []);
    manifests.objects().iter().find(|object| object.kind() == kind).unwrap().value.clone()
}

fn pod(merge: Value) -> Value {
    merged("StatefulSet", json!({"spec": {"template": {"spec": merge}}}))["spec"]["template"]["spec"].take()
}

#[test]
fn lists_merge_by_the_keys_of_kubernetes() {
    let pod = pod(json!({
        "containers": [{"name": "kafka", "image": "cp:2", "env": [{"name": "B", "value": "3"}, {"name": "C", "value": "4"}],
                        "ports": [{"containerPort": 9092, "protocol": "TCP"}, {"containerPort": 1}],
                        "volumeMounts": [{"mountPath": "/data", "name": "other"}]},
                       {"name": "sidecar"}],
        "initContainers": [{"name": "init"}],
        "hostAliases": [{"ip": "10.0.0.1", "hostnames": ["b"]}],
        "topologySpreadConstraints": [{"topologyKey": "zone", "maxSkew": 2}, {"topologyKey": "host"}],
        "volumes": [{"name": "extra", "emptyDir": {}}],
        "imagePullSecrets": [{"name": "s"}]
    }));
    let kafka = &pod["containers"][0];
    assert_eq!(kafka["image"], "cp:2");
    assert_eq!(kafka["args"], json!(["a", "b"]));
    assert_eq!(
        kafka["env"],
        json!([{"name": "A", "value": "1"}, {"name": "B", "value": "3"}, {"name": "C", "value": "4"}])
    );
    let ports = json!([{"containerPort": 9092, "name": "client", "protocol": "TCP"}, {"containerPort": 1}]);
    assert_eq!(kafka["ports"], ports);
    assert_eq!(kafka["volumeMounts"][1], json!({"name": "other", "mountPath": "/data"}));
    assert_eq!(pod["containers"][1], json!({"name": "exporter", "image": "e:1"}));
    assert_eq!(pod["containers"][2], json!({"name": "sidecar"}));
    assert_eq!(pod["initContainers"], json!([{"name": "init"}]));
    assert_eq!(pod["hostAliases"], json!([{"ip": "10.0.0.1", "hostnames": ["b"]}]));
    assert_eq!(
        pod["topologySpreadConstraints"],
        json!([{"topologyKey": "zone", "maxSkew": 2}, {"topologyKey": "host"}])
    );
    assert_eq!(pod["volumes"].as_array().map(Vec::len), Some(2));
    let service = merged("Service", json!({"spec": {"ports": [{"port": 80, "nodePort": 30000}]}}));
    assert_eq!(service["spec"]["ports"], json!([{"port": 80, "name": "a", "nodePort": 30000}, {"port": 81}]));
}

#[test]
fn lists_without_a_key_are_replaced() {
    let new = pod(json!({"tolerations": [{"key": "b"}], "containers": [{"name": "kafka", "args": ["c"]}]}));
    assert_eq!(new["tolerations"], json!([{"key": "b"}]));
    assert_eq!(new["containers"][0]["args"], json!(["c"]));
    let claims = merged("StatefulSet", json!({"spec": {"volumeClaimTemplates": [{"metadata": {"name": "x"}}]}}));
    assert_eq!(claims["spec"]["volumeClaimTemplates"], json!([{"metadata": {"name": "x"}}]));
    let monitor = merged("PodMonitor", json!({"spec": {"ports": [{"port": 2}]}}));
    assert_eq!(monitor["spec"]["ports"], json!([{"port": 2}]));
    let finalizers = merged("StatefulSet", json!({"metadata": {"finalizers": ["y", "x"]}}));
    assert_eq!(finalizers["metadata"]["finalizers"], json!(["x", "y"]));
}

#[test]
fn null_and_directives_delete_and_replace() {
    let value = merged("StatefulSet", json!({"metadata": {"labels": null}, "spec": {"new": {"a": null, "b": 1}}}));
    assert!(value["metadata"].get("labels").is_none());
    assert_eq!(value["spec"]["new"], json!({"b": 1}));
    let new = pod(json!({
        "volumes": [{"$patch": "replace"}, {"name": "only"}],
        "containers": [
            {"name": "exporter", "$patch": "delete"},
            {"name": "kafka", "env": [{"name": "A", "$patch": "delete"}, {"name": "nope", "$patch": "delete"}]}
        ]
    }));
    assert_eq!(new["volumes"], json!([{"name": "only"}]));
    assert_eq!(new["containers"].as_array().map(Vec::len), Some(1));
    assert_eq!(new["containers"][0]["env"], json!([{"name": "B", "value": "2"}]));
    let value = merged("StatefulSet", json!({"spec": {"$patch": "replace", "replicas": 1}}));
    assert_eq!(value["spec"], json!({"replicas": 1}));
    let value = merged("StatefulSet", json!({"spec": {"$patch": "delete"}}));
    assert!(value.get("spec").is_none());
}

#[test]
fn json_patches_follow_merges() {
    let operations = json!([{"op": "test", "path": "/spec/replicas", "value": 5},
                            {"op": "remove", "path": "/spec/template/spec/containers/1"},
                            {"op": "add", "path": "/metadata/labels/x~1y", "value": "z"}]);
    let patch = Patch { merge: Some(json!({"spec": {"replicas": 5}})), json: Some(operations), ..of("StatefulSet") };
    let (manifests, findings) = run(&[patch]);
    assert_eq!(findings, []);
    let value = &manifests.objects()[0].value;
    assert_eq!(value["spec"]["template"]["spec"]["containers"].as_array().map(Vec::len), Some(1));
    assert_eq!(value["metadata"]["labels"], json!({"a": "b", "x/y": "z"}));
}

#[test]
fn targets_are_kind_name_and_component() {
    let label = |patch: Patch| {
        let (manifests, findings) =
            run(&[Patch { merge: Some(json!({"metadata": {"annotations": {"hit": "1"}}})), ..patch }]);
        assert_eq!(findings, []);
        let hit = manifests.objects().iter().filter(|o| o.value.pointer("/metadata/annotations/hit").is_some());
        hit.map(|object| object.id()).collect::<Vec<_>>().join(" ")
    };
    let all = "StatefulSet/orders-kafka Service/orders-kafka ServiceAccount/orders-connect PodMonitor/m";
    assert_eq!(label(Patch::default()), all);
    assert_eq!(label(of("Service")), "Service/orders-kafka");
    let named = Patch { name: Some("orders-kafka".into()), ..Patch::default() };
    assert_eq!(label(named), "StatefulSet/orders-kafka Service/orders-kafka");
    let component = |name: &str| Patch { component: Some(name.into()), ..Patch::default() };
    assert_eq!(label(component("connect")), "ServiceAccount/orders-connect");
    assert_eq!(label(component("worker")), "ServiceAccount/orders-connect");
}

#[test]
fn patches_that_fail_say_so_and_change_nothing() {
    let (before, _) = run(&[]);
    let merge = |value: Value| Patch { merge: Some(value), ..of("StatefulSet") };
    let json = |value: Value| Patch { json: Some(value), ..of("StatefulSet") };
    let containers = |item: Value| json!({"spec": {"replicas": 9, "template": {"spec": {"containers": [item]}}}});
    let cases = [
        (Patch { merge: Some(json!({})), name: Some("order-kafka".into()), ..of("StatefulSet") }, "patch-target"),
        (of("StatefulSet"), "patch-empty"),
        (merge(json!([])), "patch-failed"),
        (merge(containers(json!({"image": "x"}))), "patch-failed"),
        (merge(containers(json!({"name": "kafka", "$patch": "drop"}))), "patch-failed"),
        (merge(json!({"spec": {"$retainKeys": []}})), "patch-failed"),
        (merge(json!({"metadata": {"name": "x"}})), "patch-failed"),
        (merge(json!({"kind": null})), "patch-failed"),
        (json(json!({"op": "add"})), "patch-failed"),
        (json(json!([{"op": "remove", "path": "/spec/nope"}])), "patch-failed"),
        (json(json!([{"op": "replace", "path": "", "value": 1}])), "patch-failed"),
        (json(json!([{"op": "remove", "path": "/spec"}, {"op": "test", "path": "/kind", "value": 1}])), "patch-failed"),
    ];
    let place = Place { source: Source::new("values.yaml", ""), line: 7, column: 3, length: 1 };
    for (patch, rule) in cases {
        let (after, findings) = run(&[Patch { place: Some(place.clone()), ..patch.clone() }]);
        assert_eq!(findings.iter().map(|f| f.rule).collect::<Vec<_>>(), [rule], "{patch:?}");
        assert_eq!(findings[0].place.as_ref().map(Place::to_string).as_deref(), Some("values.yaml:7:3"));
        assert!(!findings[0].fix.is_empty());
        assert_eq!(after, before, "{patch:?}");
    }
    let (_, findings) = run(&[Patch { merge: Some(json!({})), name: Some("order-kafka".into()), ..of("StatefulSet") }]);
    assert!(findings[0].fix.contains("nearest are StatefulSet/orders-kafka"), "{findings:?}");
}
