//! What API servers refuse in the kinds beside workloads: the first error of each manifest, as the server of that minor
//! has it.

use cpgen::check::schema::{Minor, Schemas, resources};
use cpgen::source::Source;
use cpgen::yaml::parse;

#[rustfmt::skip]
const REFUSED: &[(u32, &str, &str, &str)] = &[
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 0}]}", "spec.ports[0].port", "Invalid value: 0: must be between 1 and 65535, inclusive"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80, targetPort: http_x}]}", "spec.ports[0].targetPort", "Invalid value: \"http_x\": must contain only alpha-numeric characters (a"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}, {name: b, port: 81}]}", "spec.ports[0].name", "Required value"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80, nodePort: 30000}]}", "spec.ports[0].nodePort", "Forbidden: may not be used when `type` is 'ClusterIP'"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: NodePort, ports: [{name: a, port: 80, nodePort: 30000}, {name: b, port: 81, nodePort: 30000}]}", "spec.ports[1].nodePort", "Invalid value: 30000: provided port is already allocated"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.2], ports: [{port: 80}]}", "spec.clusterIPs", "Invalid value: [\"10.0.0.2\"]: first value must match `clusterIP`"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {clusterIP: 010.0.0.1, ports: [{port: 80}]}", "spec.clusterIPs[0]", "Invalid value: \"010.0.0.1\": must not have leading 0s"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ipFamilies: [IPv4, IPv6], ports: [{port: 80}]}", "spec.ipFamilyPolicy", "Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDua"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: LoadBalancer, clusterIP: None, ports: [{port: 80}]}", "spec.clusterIPs[0]", "Invalid value: \"None\": may not be set to 'None' for LoadBalancer servi"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: ExternalName, externalName: a_b}", "spec.externalName", "Invalid value: \"a_b\": a lowercase RFC 1123 subdomain must consist of l"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {externalTrafficPolicy: Local, ports: [{port: 80}]}", "spec.externalTrafficPolicy", "Invalid value: \"Local\": may only be set for externally-accessible serv"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {loadBalancerSourceRanges: [10.0.0.1/8], ports: [{port: 80}]}", "spec.LoadBalancerSourceRanges", "Forbidden: may only be used when `type` is 'LoadBalancer'"),
    (32, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {trafficDistribution: PreferSameZone, ports: [{port: 80}]}", "spec.trafficDistribution", "Unsupported value: \"PreferSameZone\": supported values: \"PreferClose\""),
    (32, "apiVersion: v1\nkind: Service\nmetadata: {name: 1a}\nspec: {ports: [{port: 80}]}", "metadata.name", "Invalid value: \"1a\": a DNS-1035 label must consist of lower case alpha"),
    (32, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: LoadBalancer, ports: [{port: 10250}]}", "spec.ports[0]", "Invalid value: 10250: may not expose port 10250 externally since it is"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a, finalizers: [mine]}\nspec: {ports: [{port: 80}]}", "metadata.finalizers[0]", "Invalid value: \"mine\": name is neither a standard finalizer name nor i"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {name: a, ownerReferences: [{kind: b, name: c, uid: d}]}\nspec: {ports: [{port: 80}]}", "metadata.ownerReferences[0].apiVersion", "Required value: must not be empty"),
    (32, "apiVersion: v1\nkind: Service\nmetadata: {name: a, ownerReferences: [{kind: b, name: c, uid: d}]}\nspec: {ports: [{port: 80}]}", "metadata.ownerReferences.apiVersion", "Invalid value: \"\": version must not be empty"),
    (37, "apiVersion: v1\nkind: Service\nmetadata: {}\nspec: {ports: [{port: 80}]}", "metadata.name", "Required value: name or generateName is required"),
    (37, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {a/b/c: d}}\n", "metadata.labels", "Invalid value: \"a/b/c\": a valid label key must consist of alphanumeric"),
    (32, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {a/b/c: d}}\n", "metadata.labels", "Invalid value: \"a/b/c\": a qualified name must consist of alphanumeric "),
    (37, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\nbinaryData: {a: aGVsbG8=}\n", "data[a]", "Invalid value: \"a\": duplicate of key present in binaryData"),
    (37, "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: kubernetes.io/tls\nstringData: {tls.crt: a}\n", "data[tls.key]", "Required value"),
    (37, "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: a}\n", "data[.dockerconfigjson]", "Invalid value: \"<secret contents redacted>\""),
    (37, "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\nspec: {finalizers: [mine]}\n", "spec.finalizers", "Invalid value: \"mine\": name is neither a standard finalizer name nor i"),
    (37, "apiVersion: v1\nkind: LimitRange\nmetadata: {name: a}\nspec: {limits: [{type: Container, min: {cpu: 2}, max: {cpu: 1}}]}\n", "spec.limits[0].min[cpu]", "Invalid value: \"2\": min value 2 is greater than max value 1"),
    (37, "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: a}\nspec: {hard: {pods: 1500m}}\n", "spec.hard[pods]", "Invalid value: \"1500m\": must be an integer"),
    (37, "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: a}\nspec: {hard: {secrets: 1}, scopes: [BestEffort]}\n", "spec.scopes", "Invalid value: [\"BestEffort\"]: unsupported scope applied to resource"),
    (37, "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}, ingress: [{from: [{}]}]}\n", "spec.ingress[0].from[0]", "Required value: must specify a peer"),
    (37, "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}]}]}\n", "spec.egress[0].to[0].ipBlock.except[0]", "Invalid value: \"11.0.0.0/16\": must be a strict subset of `cidr`"),
    (37, "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {rules: [{host: 10.0.0.1}]}\n", "spec.rules[0].host", "Invalid value: \"10.0.0.1\": must be a DNS name, not an IP address"),
    (37, "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {rules: [{http: {paths: [{path: a, pathType: Exact, backend: {service: {name: a, port: {number: 1}}}}]}}]}\n", "spec.rules[0].http.paths[0].path", "Invalid value: \"a\": must be an absolute path"),
    (37, "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\nrules: [{apiGroups: [\"\"], resources: [pods]}]\n", "rules[0].verbs", "Required value"),
    (37, "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a}\nroleRef: {kind: Role, name: a}\nsubjects: []\n", "roleRef.kind", "Unsupported value: \"Role\": supported values: \"ClusterRole\""),
    (37, "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: a}\nvalue: 1000000001\n", "value", "Forbidden: maximum allowed value of a user defined priority is 1000000"),
    (37, "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: system-a}\nvalue: 1\n", "metadata.name", "Forbidden: priority class names with 'system-' prefix are reserved for"),
    (37, "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a}\naddressType: IPv4\nendpoints: [{addresses: [\"::1\"]}]\n", "endpoints[0].addresses", "Invalid value: \"::1\": must be an IPv4 address"),
    (32, "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a}\naddressType: IPv4\nendpoints: [{addresses: [\"2001:db8::1\"]}]\n", "endpoints[0].addresses[0]", "Invalid value: \"2001:db8::1\": must be a valid IPv4 address"),
    (37, "apiVersion: v1\nkind: Endpoints\nmetadata: {name: a}\nsubsets: [{addresses: [{ip: 127.0.0.1}]}]\n", "subsets[0].addresses[0].ip", "Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0."),
    (37, "apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: a}\nhandler: a.b\n", "handler", "Invalid value: \"a.b\": must not contain dots"),
];

#[test]
fn the_first_error_is_that_of_the_api_server() {
    let wrong: Vec<String> = REFUSED.iter().filter_map(compare).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with our first error.
fn compare((number, text, path, words): &(u32, &str, &str, &str)) -> Option<String> {
    let minor = Minor::all().find(|minor| minor.number() == *number).expect("a minor");
    let source = Source::new("a.yaml", *text);
    let stream = parse(&source);
    let resource = resources(&stream.documents[0]).remove(0).expect("an object");
    let faults = Schemas::new(vec![minor]).judge(&resource).faults;
    let first = faults.iter().map(|(fault, _)| fault).find(|fault| !fault.is_warning);
    let Some(first) = first else { return Some(format!("nothing against {text}")) };
    let is_same = first.path == *path && first.sentence.starts_with(words);
    (!is_same).then(|| format!("{text}{}: {}", first.path, first.sentence))
}
