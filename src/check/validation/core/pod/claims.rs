use super::facts::Facts;
use crate::check::validation::Errors;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::{dns_label, dns_subdomain};

/// The claims of resources of a pod (`validatePodResourceClaims`). Before 1.34 they are dropped.
pub fn resource_claims<'n>(facts: &Facts<'n>, is_mirror: bool, errors: &mut Errors<'n>) {
    if !errors.since(34) {
        return;
    }
    let mut names = Seen::new();
    for claim in facts.spec.get("resourceClaims").items() {
        if is_mirror {
            let detail = "static pods do not support resource claims";
            errors.forbidden(claim, "resource-claim", detail, "remove them").path = "[]".to_owned();
            continue;
        }
        let name = claim.get("name");
        if name.text().is_empty() {
            errors.required(name, "resource-claim", "", "name the claim");
        } else if names.insert(name.text()) {
            errors.malformed(name, "resource-claim", dns_label(name.text()), "choose a name that is one");
        } else {
            errors.duplicate(name, "resource-claim", "rename one of the claims");
        }
        let sources = [claim.get("resourceClaimName"), claim.get("resourceClaimTemplateName")];
        let detail = match sources.iter().filter(|source| source.is_set()).count() {
            0 => "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`",
            1 => "",
            _ => "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified",
        };
        if !detail.is_empty() {
            errors.invalid(claim, "resource-claim", detail, "name a claim or a template of claims");
        }
        for source in sources.into_iter().filter(|source| source.is_set()) {
            errors.malformed(source, "reference-name", dns_subdomain(source.text()), "name one that can exist");
        }
    }
}
