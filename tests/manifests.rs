//! From rendered text to objects: what is an object, apply order, checksums.

use cpgen::manifest::{CHECKSUM_ANNOTATION, Manifests, sort, stamp};
use cpgen::source::Finding;
use cpgen::source::Rendered;
use serde_json::{Value, json};

fn parse(texts: &[(&str, &str)]) -> Result<Manifests, Vec<Finding>> {
    let rendered = texts.iter().map(|(t, text)| Rendered { template: t.to_string(), text: text.to_string() });
    Manifests::parse(rendered.collect()).map_err(|findings| findings.sorted())
}

fn ids(manifests: &Manifests) -> Vec<String> {
    manifests.objects().iter().map(|object| object.id()).collect()
}

#[test]
fn a_template_may_give_none_one_or_several_objects() {
    let list = "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: c}}\n\
                - {apiVersion: v1, kind: ConfigMapList, items: [{metadata: {name: d}}]}\n";
    let two = "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: ns}\n---\n\n---\n\
               apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: b, labels: null}\nspec: {x: [null, {y: null}]}\n";
    let manifests = parse(&[("a/none.yaml", "# nothing\n"), ("a/two.yaml", two), ("list.yaml", list)]).unwrap();
    assert_eq!(ids(&manifests), ["Service/a", "Deployment/b", "Secret/c", "ConfigMap/d"]);
    let [service, deployment, _, item] = manifests.objects() else { panic!() };
    assert_eq!((service.namespace(), service.group(), service.component()), (Some("ns"), "", "a"));
    assert_eq!((deployment.api_version(), deployment.group(), deployment.namespace()), ("apps/v1", "apps", None));
    assert_eq!((item.api_version(), item.template.as_str(), item.component()), ("v1", "list.yaml", ""));
    let expected =
        json!({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "b"}, "spec": {"x": [null, {}]}});
    assert_eq!(deployment.value, expected);
}

#[test]
fn what_is_no_object_is_reported_with_template_and_line() {
    let cases = [
        ("- a\n", "is not a map"),
        ("kind: A\nmetadata: {name: a}\n", "has no `apiVersion`"),
        ("apiVersion: v1\nmetadata: {name: a}\n", "has no `kind`"),
        ("apiVersion: v1\nkind: A\n", "has no `metadata.name`"),
        ("apiVersion: v1\nkind: A\nmetadata: {name: 12}\n", "has no `metadata.name`"),
        ("apiVersion: v1\nkind: List\nitems: [1]\n", "is not a map"),
    ];
    for (text, problem) in cases {
        let findings = parse(&[("x/y.yaml", &format!("---\n# c\n{text}")), ("z.yaml", "a: [")]).unwrap_err();
        assert_eq!(findings.len(), 2, "{text}");
        assert!(findings[0].sentence.contains(problem), "{findings:?}");
        assert_eq!(findings[0].place.as_ref().unwrap().to_string(), "x/y.yaml:3:1");
        assert_eq!(findings[1].rule, "yaml-syntax");
    }
}

#[test]
fn objects_are_applied_as_helm_installs_them() {
    let object = |kind: &str, name: &str| format!("---\napiVersion: v1\nkind: {kind}\nmetadata: {{name: {name}}}\n");
    let given = [
        ("PodMonitor", "z"),
        ("Ingress", "a"),
        ("StatefulSet", "kafka"),
        ("KafkaTopic", "b"),
        ("PodMonitor", "a"),
        ("Service", "b"),
        ("ConfigMap", "b"),
        ("Service", "a"),
        ("ConfigMap", "a"),
        ("Namespace", "x"),
        ("PodDisruptionBudget", "x"),
        ("ServiceAccount", "x"),
        ("Deployment", "x"),
    ];
    let text: String = given.iter().map(|(kind, name)| object(kind, name)).collect();
    let mut manifests = parse(&[("t.yaml", &text)]).unwrap();
    sort(&mut manifests);
    let expected = "Namespace/x PodDisruptionBudget/x ServiceAccount/x ConfigMap/b ConfigMap/a Service/b Service/a \
                    Deployment/x StatefulSet/kafka Ingress/a KafkaTopic/b PodMonitor/z PodMonitor/a";
    assert_eq!(ids(&manifests).join(" "), expected);
}

fn config_map(name: &str, data: Value, annotations: Value) -> String {
    let metadata = json!({"name": name, "annotations": annotations});
    format!("---\n{}\n", json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data}))
}

fn checksum(pod: Value, config_maps: &[String]) -> Option<String> {
    let workload = json!({"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "w"},
                          "spec": {"template": {"spec": pod}}});
    let text = format!("---\n{workload}\n{}", config_maps.concat());
    let mut manifests = parse(&[("t.yaml", &text)]).unwrap();
    stamp(&mut manifests);
    let pod = &manifests.objects()[0].value["spec"]["template"];
    assert!(
        pod.get("metadata").is_none_or(|metadata| metadata["annotations"].as_object().is_some_and(|a| a.len() == 1))
    );
    pod["metadata"]["annotations"][CHECKSUM_ANNOTATION].as_str().map(str::to_owned)
}

#[test]
fn the_checksum_follows_the_data_that_pods_read() {
    let pods = [
        json!({"volumes": [{"name": "c", "configMap": {"name": "c"}}]}),
        json!({"volumes": [{"name": "c", "projected": {"sources": [{"configMap": {"name": "c"}}]}}]}),
        json!({"containers": [{"envFrom": [{"configMapRef": {"name": "c"}}]}]}),
        json!({"initContainers": [{"env": [{"name": "A", "valueFrom": {"configMapKeyRef": {"name": "c", "key": "a"}}}]}]}),
    ];
    let none = json!({});
    for pod in pods {
        let of =
            |data: Value, annotations: &Value| checksum(pod.clone(), &[config_map("c", data, annotations.clone())]);
        let first = of(json!({"a": "1", "b": "2"}), &none).expect("a checksum");
        assert!(first.len() == 32 && first.bytes().all(|b| b.is_ascii_hexdigit()));
        assert_eq!(
            of(json!({"b": "2", "a": "1"}), &json!({"x": "y"})),
            Some(first.clone()),
            "order and metadata do not count"
        );
        assert_ne!(of(json!({"a": "1", "b": "3"}), &none), Some(first), "data counts");
        assert_eq!(of(json!({"a": "1"}), &json!({"cpgen.dev/reload": "live"})), None, "what is reread does not count");
        assert_eq!(checksum(pod.clone(), &[config_map("other", json!({"a": "1"}), none.clone())]), None);
    }
}

#[test]
fn the_checksum_does_not_depend_on_the_order_of_objects() {
    let pod = json!({"volumes": [{"configMap": {"name": "b"}}, {"configMap": {"name": "a"}}]});
    let (a, b) = (config_map("a", json!({"k": "1"}), json!({})), config_map("b", json!({"k": "2"}), json!({})));
    let swapped = [config_map("a", json!({"k": "2"}), json!({})), config_map("b", json!({"k": "1"}), json!({}))];
    assert_eq!(checksum(pod.clone(), &[a.clone(), b.clone()]), checksum(pod.clone(), &[b.clone(), a.clone()]));
    assert_ne!(checksum(pod.clone(), &[a, b]), checksum(pod, &swapped));
}
