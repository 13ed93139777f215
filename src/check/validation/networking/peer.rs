use std::net::IpAddr;

use crate::check::validation::net::{legacy_cidr, masked, warn_cidr};
use crate::check::validation::selector::label_selector;
use crate::check::validation::text::prefix_of;
use crate::check::validation::{Errors, Value};

/// Whom a rule of a NetworkPolicy is about (`ValidateNetworkPolicyPeer`).
pub fn peer<'n>(peer: Value<'n>, errors: &mut Errors<'n>) {
    let (pods, namespaces, block) = (peer.get("podSelector"), peer.get("namespaceSelector"), peer.get("ipBlock"));
    label_selector(pods, errors);
    label_selector(namespaces, errors);
    if block.is_set() {
        ip_block(block, errors);
    }
    if !pods.is_set() && !namespaces.is_set() && !block.is_set() {
        errors.required(peer, "policy-peer", "must specify a peer", "add a selector or an ipBlock");
    } else if block.is_set() && (pods.is_set() || namespaces.is_set()) {
        let detail = "may not specify both ipBlock and another peer";
        errors.forbidden(peer, "policy-peer", detail, "write two items");
    }
}

/// Addresses outside of the cluster (`ValidateIPBlock`).
fn ip_block<'n>(block: Value<'n>, errors: &mut Errors<'n>) {
    let range = block.get("cidr");
    if range.text().is_empty() {
        errors.required(range, "network-range", "", "write a network like 10.9.8.0/24");
        return errors.declared();
    }
    legacy_cidr(range, range.text(), None, errors);
    let Some(whole) = prefix_of(range.text()) else { return };
    for except in block.get("except").items() {
        legacy_cidr(except, except.text(), None, errors);
        let Some(part) = prefix_of(except.text()) else { continue };
        if !contains(whole, masked(part.0, part.1)) || whole.1 >= part.1 {
            let detail = "must be a strict subset of `cidr`";
            errors.invalid(except, "network-range", detail, "except a part of the network");
        }
    }
}

/// Whether a network has an address, as Go's `IPNet.Contains` has it: what is of IPv4 in IPv6 is of IPv4.
fn contains((network, length): (IpAddr, u8), address: IpAddr) -> bool {
    let is_mapped = network.is_ipv6();
    let (network, address) = (masked(network, length).to_canonical(), address.to_canonical());
    let length = if is_mapped && network.is_ipv4() { length.saturating_sub(96) } else { length };
    network.is_ipv4() == address.is_ipv4() && masked(address, length) == network
}

/// What the API server warns of in a good peer.
pub fn peer_warnings<'n>(peer: Value<'n>, errors: &mut Errors<'n>) {
    let block = peer.get("ipBlock");
    let range = block.get("cidr");
    warn_cidr(range, range.text(), errors);
    block.get("except").items().for_each(|except| warn_cidr(except, except.text(), errors));
}
