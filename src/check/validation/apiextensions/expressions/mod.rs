//! The rules of `x-kubernetes-validations`, which are expressions of CEL: whether they can be read, and whether the names
//! and types in them are those of the schema. What they cost is not estimated.

mod cel_type;
mod checker;
mod functions;
mod operators;
mod parser;
mod syntax;
mod token;

use super::schema::is_schema;
use crate::check::validation::{Errors, Value};
use cel_type::Type;
use checker::Checker;
use syntax::{Expression, Problem};

const RULE: &str = "validation-rule";

/// Where a schema is.
#[derive(Clone, Debug, Default)]
struct Place {
    /// Whether it is one of a whole object.
    is_object: bool,
    /// The innermost schema around it whose items are not told apart, so that nobody knows what an item was before.
    uncorrelated: Option<String>,
    /// Whether a schema around it has rules.
    is_ruled: bool,
    /// Whether it belongs to a schema with rules that is of a type without items.
    is_lost: bool,
}

/// The rules of a schema that is structural in all else, and of those in it (`cel.Compile`).
pub fn expressions<'n>(schema: Value<'n>, errors: &mut Errors<'n>) {
    below(schema, Place { is_object: true, ..Place::default() }, errors);
}

fn below<'n>(schema: Value<'n>, place: Place, errors: &mut Errors<'n>) {
    let rules = schema.get("x-kubernetes-validations");
    let own = Type::of(schema, place.is_object);
    let is_ruled = place.is_ruled || !rules.is_empty();
    let inner = |child: Value<'n>, is_lost: bool| Place {
        is_object: child.get("x-kubernetes-embedded-resource").is_true(),
        uncorrelated: place.uncorrelated.clone(),
        is_ruled,
        is_lost: is_ruled && is_lost,
    };
    let others = schema.get("additionalProperties");
    if is_schema(others) {
        below(others, inner(others, !matches!(own, Some(Type::Map(..)))), errors);
    }
    for (_, property) in schema.get("properties").entries() {
        below(property, inner(property, false), errors);
    }
    let items = schema.get("items");
    if is_schema(items) {
        let mut inner = inner(items, !matches!(own, Some(Type::List(_))));
        if schema.get("x-kubernetes-list-type").text() != "map" {
            inner.uncorrelated.get_or_insert_with(|| errors.path_of(schema));
        }
        below(items, inner, errors);
    }
    let mut without_type = |detail: &str| {
        let fix = "give the schema a type, and its items and properties too";
        errors.add(rules, RULE, format!("Internal error: {detail}"), fix);
    };
    match own {
        _ if rules.is_empty() => {}
        _ if place.is_lost => without_type("failed to convert to declType for CEL validation rules"),
        Some(own) => rules.items().for_each(|each| rule(each, &own, &place, errors)),
        None => without_type(
            "internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert \
             structural schema to CEL declarations",
        ),
    }
}

fn rule<'n>(each: Value<'n>, own: &Type<'n>, place: &Place, errors: &mut Errors<'n>) {
    let (rule, message) = (each.get("rule"), each.get("messageExpression"));
    let optional = each.get("optionalOldSelf");
    let (found, uses_old) = compiled(rule.text(), own, optional.is_true());
    let fix = "correct the expression";
    match found {
        Err(problem) => wrong(rule, "compilation failed", &problem, errors),
        Ok(Type::Bool | Type::Unknown) => {
            let (found, _) = compiled(message.text(), own, optional.is_true());
            match found {
                _ if message.text().is_empty() => {}
                Err(problem) => wrong(message, "messageExpression compilation failed", &problem, errors),
                Ok(Type::Text | Type::Unknown) => {}
                Ok(_) => {
                    errors.invalid(message, RULE, "messageExpression must evaluate to a string", fix);
                }
            }
        }
        Ok(_) => {
            errors.invalid(rule, RULE, "cel expression must evaluate to a bool", fix);
        }
    }
    if uses_old && let Some(around) = &place.uncorrelated {
        let detail = format!("oldSelf cannot be used on the uncorrelatable portion of the schema within {around}");
        errors.invalid(rule, RULE, &detail, "move the rule out to the schema around");
    } else if !uses_old && optional.is_set() {
        let detail = "may not be set if oldSelf is not used in rule";
        errors.invalid(optional, RULE, detail, "remove it");
    }
}

/// The type of an expression, and whether it asks for the value that was there before.
fn compiled<'n>(text: &str, own: &Type<'n>, with_optional_old: bool) -> (Result<Type<'n>, Problem>, bool) {
    let expression = match Expression::parse(text) {
        Ok(expression) => expression,
        Err(problem) => return (Err(problem), false),
    };
    let mut checker = Checker::new(&expression, own, with_optional_old);
    let found = checker.whole();
    let uses_old = found.is_ok() && checker.uses_old;
    (found, uses_old)
}

/// Says it as the API server does, without the excerpt that it shows.
fn wrong<'n>(value: Value<'n>, what: &str, problem: &Problem, errors: &mut Errors<'n>) {
    let before = value.text().get(..problem.at).unwrap_or(value.text());
    let (line, last) = (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap_or_default());
    let column = last.chars().count() + 1;
    let detail = format!("{what}: ERROR: <input>:{line}:{column}: {}", problem.sentence);
    errors.invalid(value, RULE, &detail, "correct the expression");
}
