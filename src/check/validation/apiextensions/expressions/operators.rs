use super::cel_type::Type;

/// What an operator gives; nothing where it does not take these types (`common/stdlib` of cel-go).
pub fn result<'n>(sign: &str, operands: &[Type<'n>]) -> Option<Type<'n>> {
    match (sign, operands) {
        ("?:", [condition, then, otherwise]) => {
            (is_bool(condition) && then.fits(otherwise)).then(|| either(then, otherwise))
        }
        ("!", [one]) => is_bool(one).then_some(Type::Bool),
        ("-", [one]) => (one.is_open() || matches!(one, Type::Int | Type::Double)).then(|| one.clone()),
        ("==" | "!=", [one, other]) => one.fits(other).then_some(Type::Bool),
        ("<" | "<=" | ">" | ">=", [one, other]) => are_ordered(one, other).then_some(Type::Bool),
        ("in", [one, Type::List(items)]) => one.fits(items).then_some(Type::Bool),
        ("in", [one, Type::Map(keys, _)]) => one.fits(keys).then_some(Type::Bool),
        ("in", [_, other]) => other.is_open().then_some(Type::Bool),
        ("[]", [Type::List(items), at]) => at.fits(&Type::Int).then(|| (**items).clone()),
        ("[]", [Type::Map(keys, values), key]) => key.fits(keys).then(|| (**values).clone()),
        ("[]", [Type::Optional(of), at]) => result(sign, &[(**of).clone(), at.clone()]).map(Type::optional),
        ("[]", [of, _]) => of.is_open().then(|| of.clone()),
        ("[?]", _) => Some(Type::Unknown),
        (_, [one, other]) if one.is_open() || other.is_open() => Some(Type::Unknown),
        ("+", [Type::Time, Type::Duration] | [Type::Duration, Type::Time]) => Some(Type::Time),
        ("-", [Type::Time, Type::Time]) => Some(Type::Duration),
        ("-", [Type::Time, Type::Duration]) => Some(Type::Time),
        ("+" | "-", [Type::Duration, Type::Duration]) => Some(Type::Duration),
        ("+", [one @ (Type::Text | Type::Bytes | Type::List(_)), other]) => one.fits(other).then(|| either(one, other)),
        ("%", [one, other]) => (one.fits(other) && matches!(one, Type::Int | Type::Uint)).then(|| one.clone()),
        ("+" | "-" | "*" | "/", [one, other]) => (one.fits(other) && one.is_number()).then(|| one.clone()),
        _ => None,
    }
}

fn is_bool(one: &Type) -> bool {
    one.is_open() || matches!(one, Type::Bool)
}

fn are_ordered(one: &Type, other: &Type) -> bool {
    let is_ordered = matches!(one, Type::Bool | Type::Text | Type::Bytes | Type::Time | Type::Duration);
    one.is_open() || other.is_open() || one.is_number() && other.is_number() || is_ordered && one.fits(other)
}

/// The one of which more is known.
fn either<'n>(one: &Type<'n>, other: &Type<'n>) -> Type<'n> {
    match (one, other) {
        (Type::Unknown, _) | (_, Type::Unknown) => Type::Unknown,
        (Type::Dyn, _) | (_, Type::Dyn) => Type::Dyn,
        (Type::Null, other) => other.clone(),
        (Type::List(items), _) if items.is_open() => other.clone(),
        (one, _) => one.clone(),
    }
}
