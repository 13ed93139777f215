use std::collections::BTreeMap;

use super::facts::Facts;
use super::resources::Amount;
use crate::check::validation::Value;
use crate::check::validation::text::Quantity;

type Quantities<'n> = BTreeMap<&'n str, Quantity>;

/// What the containers of a pod need at once (`AggregateContainerRequests`, `AggregateContainerLimits`).
pub struct Needs<'n> {
    /// Of each resource that a container asks for.
    pub requests: Quantities<'n>,
    /// Of each resource that a container is limited in.
    pub limits: Quantities<'n>,
    /// How many containers have a limit of it.
    limited: BTreeMap<&'n str, usize>,
}

impl<'n> Needs<'n> {
    /// Those of the containers.
    pub fn of(facts: &Facts<'n>) -> Needs<'n> {
        let mut limited = BTreeMap::new();
        for container in facts.all_containers() {
            let limits = container.get("resources").get("limits");
            limits.entries().for_each(|(name, _)| *limited.entry(name).or_default() += 1);
        }
        let limits = together(facts, |container| container.get("resources").get("limits").entries().collect());
        let requests = together(facts, |container| {
            let resources = container.get("resources");
            // Pods default the requests of their containers to the limits; templates do not.
            let limits = if facts.is_template { None } else { Some(resources.get("limits").entries()) };
            limits.into_iter().flatten().chain(resources.get("requests").entries()).collect()
        });
        Needs { requests, limits, limited }
    }

    /// What all are limited to together, where every container has a limit.
    pub fn limit_of_all(&self, name: &str, facts: &Facts) -> Option<&Quantity> {
        let is_of_all = self.limited.get(name).is_some_and(|count| *count == facts.all_containers().count());
        self.limits.get(name).filter(|_| is_of_all)
    }
}

/// Containers run together; initContainers one after the other, but for those that go on beside the others.
fn together<'n>(facts: &Facts<'n>, of: impl Fn(Value<'n>) -> BTreeMap<&'n str, Value<'n>>) -> Quantities<'n> {
    let (mut all, mut sidecars, mut most) = (Quantities::new(), Quantities::new(), Quantities::new());
    for container in facts.spec.get("containers").items() {
        for (name, value) in of(container) {
            add(&mut all, name, Amount::of(name, value).quantity);
        }
    }
    for container in facts.spec.get("initContainers").items() {
        let is_sidecar = container.get("restartPolicy").text() == "Always";
        for (name, value) in of(container) {
            let own = Amount::of(name, value).quantity;
            let at_once = sidecars.get(name).map_or(own, |running: &Quantity| running.plus(own));
            if is_sidecar {
                add(&mut all, name, own);
                sidecars.insert(name, at_once);
            }
            raise(&mut most, name, at_once);
        }
    }
    most.into_iter().for_each(|(name, quantity)| raise(&mut all, name, quantity));
    all
}

fn add<'n>(list: &mut Quantities<'n>, name: &'n str, quantity: Quantity) {
    list.entry(name).and_modify(|sum| *sum = sum.plus(quantity)).or_insert(quantity);
}

fn raise<'n>(list: &mut Quantities<'n>, name: &'n str, quantity: Quantity) {
    let known = list.entry(name).or_insert(quantity);
    if quantity > *known {
        *known = quantity;
    }
}
