use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::format::{NodePort, Port};

/// How clients outside the cluster reach an HTTP component. At most one of the three.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Expose {
    /// A port on every node.
    pub node_port: Option<HttpNodePort>,
    /// A load balancer of the cloud.
    pub load_balancer: Option<HttpLoadBalancer>,
    /// A host of an Ingress.
    pub ingress: Option<HttpIngress>,
}

impl Expose {
    /// The ways that are set, by name.
    pub fn ways(&self) -> Vec<&'static str> {
        let all = [
            ("nodePort", self.node_port.is_some()),
            ("loadBalancer", self.load_balancer.is_some()),
            ("ingress", self.ingress.is_some()),
        ];
        all.into_iter().filter_map(|(way, is_set)| is_set.then_some(way)).collect()
    }
}

/// A port on every node, the same for all pods.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct HttpNodePort {
    /// The port. Unset: Kubernetes picks one.
    pub port: Option<NodePort>,
    /// Annotations of the Service.
    pub annotations: IndexMap<String, String>,
}

/// One load balancer for all pods.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct HttpLoadBalancer {
    /// The port that clients dial. Unset: the component's own.
    pub port: Option<Port>,
    /// The name that clients dial, for `cpgen show endpoints` and DNS tools.
    pub host: String,
    /// Annotations of the Service, which clouds and DNS tools read.
    pub annotations: IndexMap<String, String>,
    /// Who may come in, as CIDRs. Empty: everybody.
    pub source_ranges: Vec<String>,
    /// `loadBalancerClass` of the Service.
    pub class: Option<String>,
}

/// An Ingress with one host, all of whose paths lead to the component.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct HttpIngress {
    /// The name that clients dial. Empty: any.
    pub host: String,
    /// `ingressClassName`. Unset: the cluster's default class.
    pub class: Option<String>,
    /// HTTPS.
    pub tls: Option<IngressTls>,
    /// Annotations, which Ingress controllers and cert-manager read.
    pub annotations: IndexMap<String, String>,
}

/// HTTPS of an Ingress.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct IngressTls {
    /// Secret with the certificate. Empty: the controller's own.
    pub secret: String,
}
