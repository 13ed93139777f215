use std::collections::HashMap;

use super::resource_name::{container_resource_name, is_huge, is_native, resource_name};
use crate::check::validation::meta::object_meta;
use crate::check::validation::seen::Seen;
use crate::check::validation::text::{Quantity, dns_subdomain, label_key};
use crate::check::validation::{Errors, Value};

const RULE: &str = "limit-range";

const LISTS: [&str; 5] = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"];

/// A LimitRange (`ValidateLimitRange`).
pub fn limit_range<'n>(object: Value<'n>, errors: &mut Errors<'n>) {
    object_meta(object, dns_subdomain, true, errors);
    let mut seen = Seen::new();
    for limit in object.get("spec").get("limits").items() {
        let kind = limit.get("type");
        let mut problems = label_key(kind.text());
        let is_standard = matches!(kind.text(), "Pod" | "Container" | "PersistentVolumeClaim");
        if problems.is_empty() && !kind.text().contains('/') && !is_standard {
            problems.push("must be a standard limit type or fully qualified".to_owned());
        }
        errors.malformed(kind, RULE, problems, "write Pod, Container or PersistentVolumeClaim");
        if !seen.insert(kind.text()) {
            errors.duplicate(kind, RULE, "write all limits of a type in one item");
        }
        names(limit, kind.text(), errors);
        Limits::new(limit, kind.text()).judge(errors);
    }
}

/// The names of all resources, and which lists may be there.
fn names<'n>(limit: Value<'n>, kind: &str, errors: &mut Errors<'n>) {
    let fix = "name a resource like cpu or memory";
    let list = |field, errors: &mut Errors<'n>| {
        for (name, value) in limit.get(field).entries() {
            // An empty name is none of any kind.
            let problems = match kind {
                "Pod" | "Container" if !name.is_empty() => container_resource_name(name),
                _ => resource_name(name),
            };
            for problem in problems {
                errors.add(value, "resource-name", format!("Invalid value: {name:?}: {problem}"), fix);
            }
        }
    };
    list("max", errors);
    list("min", errors);
    for field in ["default", "defaultRequest"] {
        if kind != "Pod" {
            list(field, errors);
        } else if !limit.get(field).is_empty() {
            let detail = "may not be specified when `type` is 'Pod'";
            errors.forbidden(limit.get(field), RULE, detail, "remove it");
        }
    }
    let has = |field| limit.get(field).entries().any(|(name, _)| name == "storage");
    if kind == "PersistentVolumeClaim" && !has("min") && !has("max") {
        let detail = "either minimum or maximum storage value is required, but neither was provided";
        errors.required(limit.get("limits"), RULE, detail, "set max.storage");
    }
    list("maxLimitRequestRatio", errors);
}

/// The limits of one type, as the API server keeps their amounts.
struct Limits<'n> {
    limit: Value<'n>,
    lists: HashMap<(&'static str, &'n str), Quantity>,
    is_container: bool,
}

impl<'n> Limits<'n> {
    fn new(limit: Value<'n>, kind: &str) -> Limits<'n> {
        let mut lists = HashMap::new();
        for field in LISTS.into_iter().filter(|field| kind != "Pod" || !field.starts_with("default")) {
            let amounts = limit.get(field).entries();
            lists.extend(
                amounts.map(|(name, value)| ((field, name), Quantity::of(value).unwrap_or_default().to_milli())),
            );
        }
        Limits { limit, lists, is_container: kind == "Container" }
    }

    fn judge(&self, errors: &mut Errors<'n>) {
        let mut seen = Seen::new();
        for (name, _) in LISTS.into_iter().flat_map(|field| self.limit.get(field).entries()) {
            if seen.insert(name) {
                self.resource(name, errors);
            }
        }
    }

    fn own(&self, field: &'static str, name: &'n str) -> Option<Quantity> {
        self.lists.get(&(field, name)).copied()
    }

    /// The limit that containers get, which is defaulted to the most.
    fn default(&self, name: &'n str) -> Option<Quantity> {
        let most = || self.own("max", name).filter(|_| self.is_container);
        self.own("default", name).or_else(most)
    }

    /// The request that containers get, which is defaulted to the limit and the least.
    fn default_request(&self, name: &'n str) -> Option<Quantity> {
        let others = || self.default(name).or_else(|| self.own("min", name)).filter(|_| self.is_container);
        self.own("defaultRequest", name).or_else(others)
    }

    /// What the limits of one resource ask of each other.
    fn resource(&self, name: &'n str, errors: &mut Errors<'n>) {
        let (least, most) = (self.own("min", name), self.own("max", name));
        let (default, request) = (self.default(name), self.default_request(name));
        let mut order = |field, small: (&str, Option<Quantity>), great: (&str, Option<Quantity>), shown| {
            let (Some(low), Some(high)) = (small.1, great.1) else { return };
            if low > high {
                let detail = format!("{} value {low} is greater than {} value {high}", small.0, great.0);
                self.wrong(field, name, shown, &detail, errors);
            }
        };
        order("min", ("min", least), ("max", most), least);
        order("defaultRequest", ("min", least), ("default request", request), request);
        order("defaultRequest", ("default request", request), ("max", most), request);
        order("defaultRequest", ("default request", request), ("default limit", default), request);
        order("default", ("min", least), ("default", default), least);
        order("default", ("default", default), ("max", most), most);
        self.ratio(name, least.zip(most), errors);
        if let (Some(limit), Some(asked)) = (default, request)
            && limit != asked
            && (!is_native(name) || is_huge(name))
        {
            let detail = format!("default value {limit} must equal to defaultRequest value {asked} in {name}");
            self.wrong("defaultRequest", name, Some(asked), &detail, errors);
        }
    }

    fn ratio(&self, name: &'n str, range: Option<(Quantity, Quantity)>, errors: &mut Errors<'n>) {
        let Some(ratio) = self.own("maxLimitRequestRatio", name) else { return };
        if ratio < Quantity::parse("1").unwrap_or_default() {
            let detail = format!("ratio {ratio} is less than 1");
            self.wrong("maxLimitRequestRatio", name, Some(ratio), &detail, errors);
        }
        let Some((least, most)) = range else { return };
        let amounts = [most, least, ratio];
        // In thousandths where that stays within 64 bits (`MaxMilliValue`).
        let [possible, wanted] = match amounts.map(Quantity::value).iter().all(|value| *value < i64::MAX / 1000) {
            true => [most.milli_value() as f64 / least.milli_value() as f64, ratio.milli_value() as f64 / 1000.0],
            false => [most.value() as f64 / least.value() as f64, ratio.value() as f64],
        };
        if wanted > possible {
            let detail = format!("ratio {ratio} is greater than max/min = {possible:.6}");
            self.wrong("maxLimitRequestRatio", name, Some(ratio), &detail, errors);
        }
    }

    fn wrong(
        &self,
        field: &'static str,
        name: &'n str,
        shown: Option<Quantity>,
        detail: &str,
        errors: &mut Errors<'n>,
    ) {
        let list = self.limit.get(field);
        let place = list.entries().find(|(other, _)| *other == name).map_or(list, |(_, value)| value);
        let shown = shown.map(|amount| amount.to_string()).unwrap_or_default();
        let fix = "let min, defaultRequest, default and max be in that order";
        let fault = errors.invalid_as(place, &format!("{shown:?}"), RULE, detail, fix);
        if !fault.path.ends_with(']') {
            fault.path = format!("{}[{name}]", fault.path);
        }
    }
}
