//! The forms of text that the API server knows, and its words for what breaks them
//! (`k8s.io/apimachinery/pkg/util/validation`). Each function gives one sentence per problem, and none for a good text.

mod canonical;
mod name;
mod net;
mod number;
mod quantity;

pub use canonical::{canonical_quantity, rounded_quantity};
pub use name::{
    config_key, dns_1035_label, dns_label, dns_subdomain, env_name, header_name, label_key, label_value, path_segment,
    port_name, relaxed_env_name, wildcard_subdomain,
};
pub use net::{is_ip, is_ipv6, prefix_of};
pub use number::{in_range, percent, port};
pub use quantity::Quantity;
