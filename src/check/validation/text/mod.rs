//! The forms of text that the API server knows, and its words for what breaks them
//! (`k8s.io/apimachinery/pkg/util/validation`). Each function gives one sentence per problem, and none for a good text.

mod canonical;
mod domain_path;
mod duration;
mod name;
mod net;
mod number;
mod path;
mod quantity;
mod signer;

pub use canonical::{canonical_quantity, rounded_quantity};
pub use domain_path::domain_prefixed_path;
pub use duration::go_duration_problem;
pub use name::{
    config_key, dns_1035_label, dns_label, dns_subdomain, env_name, header_name, label_key, label_value, path_segment,
    port_name, relaxed_env_name, underscored_subdomain, wildcard_subdomain,
};
pub use net::{address, is_ip, is_ipv6, prefix_of};
pub use number::{in_range, percent, port};
pub use path::{local_path, no_backsteps, relative_path};
pub use quantity::Quantity;
pub use signer::{is_kubernetes_signer, signer_name, trust_bundle_name};
