//! Custom resources, and schemas that the user brings.

mod binary;

use binary::Folder;

const CRD: &str = r#"
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: topics.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Topic, plural: topics}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [partitions, retention]
            properties:
              partitions: {type: integer, format: int32, minimum: 1, maximum: 100}
              retention: {type: string, pattern: '^[0-9]+h$', default: 24h}
              policy: {type: string, enum: [delete, compact]}
              name: {type: string, maxLength: 3, nullable: true}
              port: {x-kubernetes-int-or-string: true}
              free: {type: object, x-kubernetes-preserve-unknown-fields: true}
              replicas: {type: array, x-kubernetes-list-type: set, items: {type: integer}}
              hosts:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [name]
                items: {type: object, required: [name], properties: {name: {type: string}}}
"#;

fn found(spec: &str) -> String {
    let folder = Folder::with(&[("crds/topic.yaml", CRD)]);
    let topic = format!("apiVersion: example.com/v1\nkind: Topic\nmetadata: {{name: a}}\nspec: {spec}\n");
    let run = folder.feed(&["validate", "--crd", "crds"], topic.as_bytes());
    assert_eq!(run.code, i32::from(!run.stdout.is_empty()), "{}", run.stderr);
    run.stdout
}

#[test]
fn custom_resources_are_judged_by_their_definition() {
    for good in [
        "{partitions: 1}",
        "{partitions: 1.0, retention: 1h, policy: compact, name: ~}",
        "{partitions: 1, port: x, free: {a: {b: 1}}}",
        "{partitions: 1, port: 8, replicas: [1, 2], hosts: [{name: a}, {name: b}]}",
    ] {
        assert_eq!(found(good), "", "{good}");
    }
    for (bad, words) in [
        ("{}", "`partitions` is required"),
        ("{partitions: x}", "a whole number is wanted"),
        ("{partitions: 0}", "give at least 1"),
        ("{partitions: 101}", "give at most 100"),
        ("{partitions: 1, retention: 1d}", "write it to match"),
        ("{partitions: 1, policy: none}", "take one of \"delete\", \"compact\""),
        ("{partitions: 1, name: abcd}", "give at most 3 characters"),
        ("{partitions: ~}", "null is given"),
        ("{partitions: 1, port: [1]}", "a whole number or text"),
        ("{partitions: 1, partition: 1}", "did you mean `partitions`?"),
        ("{partitions: 1, replicas: [1, 1]}", "the same item"),
        ("{partitions: 1, hosts: [{name: a}, {name: a}]}", "same name"),
    ] {
        assert!(found(bad).contains(words), "{bad}: {}", found(bad));
    }
}

#[test]
fn definitions_must_be_structural() {
    assert_eq!(Folder::new().feed(&["validate"], CRD.as_bytes()).stdout, "");
    for (old, new, words) in [
        (
            "name: topics.example.com",
            "name: topic.example.com",
            "metadata.name: Invalid value: \"topic.example.com\": must be spec.names.plural",
        ),
        ("storage: true", "storage: false", "must have exactly one version marked as storage version"),
        (
            "        type: object\n        prop",
            "        prop",
            "spec.validation.openAPIV3Schema.type: Required value: must not be empty at the root",
        ),
        ("        type: object\n        prop", "        type: array\n        prop", "must be object at the root"),
        ("port: {x-kubernetes-int-or-string: true}", "port: {description: a}", "properties[port].type: Required value"),
        ("items: {type: integer}", "items: {minimum: 1}", "properties[replicas].items.type: Required value"),
        ("items: {type: integer}", "items: [{type: integer}]", "items must be a schema object and not an array"),
        ("policy: {type: string,", "policy: {type: string, $ref: x,", "$ref is not supported"),
        ("items: {type: integer}", "uniqueItems: true, items: {type: integer}", "use `x-kubernetes-list-type: set`"),
        ("required: [name], ", "", "so it must have a default or be a required property"),
        ("map-keys: [name]", "map-keys: [name, other]", "entries must all be names of item properties"),
        (
            "free: {type: object,",
            "free: {type: object, properties: {a: {type: string}}, additionalProperties: false,",
            "additionalProperties and properties are mutual exclusive",
        ),
        (
            "replicas: {type: array, x-kubernetes-list-type: set, items: {type: integer}}",
            "replicas: {type: array}",
            "items: Required value: must be specified",
        ),
        ("policy: {type: string,", "policy: {type: string, anyOf: [{type: string}],", "must be empty to be structural"),
        (
            "policy: {type: string,",
            "policy: {type: string, not: {properties: {a: {default: 1}}},",
            "not.properties[a].default",
        ),
    ] {
        let crd = CRD.replace(old, new);
        assert_ne!(crd, CRD, "{old}");
        let run = Folder::new().feed(&["validate"], crd.as_bytes());
        assert!(run.code == 1 && run.stdout.contains(words), "{new}: {}", run.stdout);
    }
    let either = "port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}";
    let crd = CRD.replace("port: {x-kubernetes-int-or-string: true}", either);
    assert_eq!(Folder::new().feed(&["validate"], crd.as_bytes()).stdout, "");
}

#[test]
fn definitions_may_stand_in_the_same_stream_and_behind() {
    let topic = "apiVersion: example.com/v1\nkind: Topic\nmetadata: {name: a, label: 1}\nspec: {partitions: 0}\n";
    for text in [format!("{CRD}---\n{topic}"), format!("{topic}---{CRD}")] {
        let run = Folder::new().feed(&["validate"], text.as_bytes());
        assert_eq!((run.code, run.stdout.lines().count()), (1, 2), "{}", run.stdout);
        assert!(run.stdout.contains("metadata.label") && run.stdout.contains("spec.partitions"), "{}", run.stdout);
    }
}

#[test]
fn schemas_come_from_a_folder_as_kubeconform_has_it() {
    let schema = r##"{"type": "object", "properties": {"apiVersion": {"type": "string"}, "kind": {"type": "string"},
        "metadata": {"type": "object"}, "spec": {"$ref": "#/definitions/spec"}}, "additionalProperties": false,
        "definitions": {"spec": {"type": ["object", "null"], "properties": {"size": {"type": ["integer", "null"]}}}}}"##;
    let folder = Folder::with(&[
        ("s/v1.37.0-standalone-strict/thing-example-v1.json", schema),
        ("t/Thing/example.com.json", schema),
        ("a.yaml", "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec: {size: x, other: 1}\n"),
    ]);
    folder.write("t/thing_v1.json", schema);
    for location in ["s", "t/{{ .ResourceKind }}_{{.ResourceAPIVersion}}.json"] {
        let run = folder.run(&["validate", "a.yaml", "--schema-location", "default", "--schema-location", location]);
        assert_eq!((run.code, run.stdout.lines().count()), (1, 2), "{location}: {} {}", run.stdout, run.stderr);
    }
    assert!(folder.run(&["validate", "a.yaml", "--schema", "none"]).code == 3);
    // A patch that is asked for, `master`, and a file of the other strictness that is not there.
    folder.write("p/v1.34.2-standalone-strict/thing-example-v1.json", schema);
    folder.write("p/master-standalone/thing-example-v1.json", schema);
    for (args, found) in [
        (["--kube-version", "1.34.2", "--strict"], 2),
        (["--kube-version", "v1.34.2", "--strict"], 2),
        (["--kube-version", "1.34", "--strict"], 0),
        (["--kube-version", "master", "--strict=false"], 1),
        (["--kube-version", "1.34.2", "--strict=false"], 0),
    ] {
        let run = folder.run(&[&["validate", "a.yaml", "--schema-location", "p"], &args[..]].concat());
        let unknown = run.stdout.matches("unknown-kind").count();
        assert_eq!((run.code, run.stdout.lines().count() - unknown), (1, found), "{args:?}: {}", run.stdout);
    }
    // A kind from a manifest cannot lead out of the folder.
    folder.write("secret.json", "{\"type\": \"string\"}");
    folder.write("b.yaml", "apiVersion: example.com/v1\nkind: ..\nmetadata: {name: a}\n");
    let run = folder.run(&["validate", "b.yaml", "--schema", "t/{{ .ResourceKind }}/secret.json"]);
    assert!(run.stdout.contains("unknown-kind"), "{}", run.stdout);
}

#[test]
fn openapi_documents_bring_their_kinds() {
    let document = r##"{"components": {"schemas": {"x.Thing": {"type": "object",
        "x-kubernetes-group-version-kind": [{"group": "example.com", "version": "v1", "kind": "Thing"}],
        "properties": {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {"type": "object"},
        "spec": {"allOf": [{"$ref": "#/components/schemas/x.Spec"}]}}},
        "x.Spec": {"type": "object", "properties": {"size": {"type": "integer"}}}}}}"##;
    let folder = Folder::with(&[
        ("api.json", document),
        ("a.yaml", "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec: {size: x, sizes: 1}\n"),
    ]);
    let run = folder.run(&["validate", "a.yaml", "--schema", "api.json"]);
    assert!(run.code == 1 && run.stdout.contains("spec.sizes") && run.stdout.contains("spec.size:"), "{}", run.stdout);
    folder.write("no.json", "{}");
    assert_eq!(folder.run(&["validate", "a.yaml", "--schema", "no.json"]).code, 2);
}

/// What is named and gives nothing is a mistake, or later a kind would be unknown for no visible reason.
#[test]
fn flags_that_give_nothing_are_refused() {
    let folder = Folder::with(&[("a.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n")]);
    folder.write("broken.yaml", "a: b: c\n");
    folder.write("empty/readme.txt", "");
    for (flags, words) in [
        (["--crd", "broken.yaml"], "broken.yaml:1:5"),
        (["--crd", "a.yaml"], "no CustomResourceDefinition is there"),
        (["--crd", "empty"], "no CustomResourceDefinition is there"),
        (["--schema", "x/{{ .ResourceKnd }}.json"], "write {{ .ResourceKind }}"),
        (["--schema", "x/{{ .X }}.json"], "`X` stands for nothing"),
    ] {
        let run = folder.run(&[&["validate", "a.yaml"], &flags[..]].concat());
        assert!(run.code == 2 && run.stdout.is_empty() && run.stderr.contains(words), "{flags:?}: {}", run.stderr);
    }
}
