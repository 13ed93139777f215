use crate::check::validation::text::unusual_ip;
use crate::check::validation::{Errors, Value};

/// Addresses that are not written as they should be (`GetWarningsForIP`).
pub fn warnings<'n>(spec: Value<'n>, errors: &mut Errors<'n>) {
    let servers = spec.get("dnsConfig").get("nameservers").items();
    let addresses = servers.chain(spec.get("hostAliases").items().map(|alias| alias.get("ip")));
    for address in addresses {
        if let Some(sentence) = unusual_ip(address.text()) {
            errors.warn(address, "ip-address", &sentence, "write the address in its usual form");
        }
    }
}
