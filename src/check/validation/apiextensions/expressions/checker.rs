use super::cel_type::Type;
use super::syntax::{Expression, Id, Node, Problem};
use super::{functions, operators};
use crate::check::validation::apiextensions::schema::is_pattern;

/// How deep into an expression types are asked for.
const DEPTH: usize = 500;

/// Names of types.
const TYPES: [&str; 11] =
    ["bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type", "optional_type"];

/// Names that others begin with.
const NAMESPACES: [&str; 9] = ["google", "sets", "lists", "strings", "math", "format", "ip", "optional", "jsonpatch"];

/// Asks for the types in an expression (the checker of cel-go).
pub struct Checker<'t, 'n> {
    expression: &'t Expression<'t>,
    /// The variables, the innermost last.
    names: Vec<(&'t str, Type<'n>)>,
    depth: usize,
    /// Whether the expression asks for the value that was there before.
    pub uses_old: bool,
}

type Checked<'n> = Result<Type<'n>, Problem>;

impl<'t, 'n> Checker<'t, 'n> {
    /// For rules of values of that type.
    pub fn new(expression: &'t Expression<'t>, own: &Type<'n>, with_optional_old: bool) -> Checker<'t, 'n> {
        let old = if with_optional_old { own.clone().optional() } else { own.clone() };
        Checker { expression, names: vec![("self", own.clone()), ("oldSelf", old)], depth: 0, uses_old: false }
    }

    /// The type of the whole expression.
    pub fn whole(&mut self) -> Checked<'n> {
        self.of(self.expression.root())
    }

    fn problem<T>(&self, id: Id, sentence: String) -> Result<T, Problem> {
        Err(Problem { at: self.expression.place(id), sentence })
    }

    fn of(&mut self, id: Id) -> Checked<'n> {
        let Some(node) = self.expression.node(id).filter(|_| self.depth < DEPTH) else { return Ok(Type::Unknown) };
        self.depth += 1;
        let found = match node {
            Node::Name(name) => self.name(id, name),
            Node::Bool => Ok(Type::Bool),
            Node::Int => Ok(Type::Int),
            Node::Uint => Ok(Type::Uint),
            Node::Double => Ok(Type::Double),
            Node::Text(_) => Ok(Type::Text),
            Node::Bytes => Ok(Type::Bytes),
            Node::Null => Ok(Type::Null),
            Node::Struct => Ok(Type::Unknown),
            Node::Field { of, name, is_optional } => self.field(id, *of, name, *is_optional),
            Node::Call { of, name, arguments } => self.call(id, *of, name, arguments),
            Node::Operator(sign, operands) => self.operator(id, sign, operands),
            Node::List(items) => Ok(Type::List(Box::new(self.alike(items.iter().copied())?))),
            Node::Map(entries) => {
                let keys = self.alike(entries.iter().map(|(key, _)| *key))?;
                Ok(Type::Map(Box::new(keys), Box::new(self.alike(entries.iter().map(|(_, value)| *value))?)))
            }
        };
        self.depth -= 1;
        found
    }

    fn variable(&self, name: &str) -> Option<&(&'t str, Type<'n>)> {
        self.names.iter().rev().find(|(own, _)| *own == name)
    }

    fn name(&mut self, id: Id, name: &str) -> Checked<'n> {
        match self.variable(name) {
            Some((_, known)) => {
                let known = known.clone();
                self.uses_old |= name == "oldSelf";
                Ok(known)
            }
            None if TYPES.contains(&name) => Ok(Type::Unknown),
            None => self.problem(id, format!("undeclared reference to '{name}' (in container '')")),
        }
    }

    /// Whether it is a part of a longer name: `google.protobuf` in `google.protobuf.Duration`.
    fn is_namespace(&self, id: Id) -> bool {
        match self.expression.node(id) {
            Some(Node::Name(name)) => NAMESPACES.contains(name) && self.variable(name).is_none(),
            Some(Node::Field { of, is_optional: false, .. }) => self.is_namespace(*of),
            _ => false,
        }
    }

    fn field(&mut self, id: Id, of: Id, name: &str, is_optional: bool) -> Checked<'n> {
        if self.is_namespace(of) {
            return Ok(Type::Unknown);
        }
        let of = self.of(of)?;
        let is_optional = is_optional || matches!(of, Type::Optional(_));
        let found = self.selected(id, of, name)?;
        Ok(if is_optional { found.optional() } else { found })
    }

    fn selected(&self, id: Id, of: Type<'n>, name: &str) -> Checked<'n> {
        match of {
            Type::Map(_, values) => Ok(*values),
            Type::Optional(inner) => self.selected(id, *inner, name),
            whole @ (Type::Unknown | Type::Dyn) => Ok(whole),
            whole @ (Type::Object(..) | Type::Metadata) => match whole.field(name) {
                Some(found) => Ok(found),
                None => self.problem(id, format!("undefined field '{name}'")),
            },
            other => self.problem(id, format!("type '{other}' does not support field selection")),
        }
    }

    fn operator(&mut self, id: Id, sign: &str, operands: &[Id]) -> Checked<'n> {
        if matches!(sign, "&&" | "||") {
            for operand in operands {
                let own = self.of(*operand)?;
                if !own.fits(&Type::Bool) {
                    return self.problem(*operand, format!("expected type 'bool' but found '{own}'"));
                }
            }
            return Ok(Type::Bool);
        }
        let types = operands.iter().map(|id| self.of(*id)).collect::<Result<Vec<_>, _>>()?;
        let name = match (sign, types.len()) {
            ("?:", _) => "_?_:_".to_owned(),
            ("[]" | "[?]", _) => "_[_]".to_owned(),
            ("in", _) => "@in".to_owned(),
            (_, 1) => format!("{sign}_"),
            _ => format!("_{sign}_"),
        };
        operators::result(sign, &types).map_or_else(|| self.overload(id, &name, None, &types), Ok)
    }

    fn overload<T>(&self, id: Id, name: &str, of: Option<&Type>, given: &[Type]) -> Result<T, Problem> {
        let of = of.map(|of| format!("{of}.")).unwrap_or_default();
        let given: Vec<String> = given.iter().map(Type::to_string).collect();
        self.problem(id, format!("found no matching overload for '{name}' applied to '{of}({})'", given.join(", ")))
    }

    /// The type that all of them have.
    fn alike(&mut self, all: impl Iterator<Item = Id>) -> Checked<'n> {
        let mut first: Option<Type> = None;
        for id in all {
            let own = self.of(id)?;
            match &first {
                Some(first) if !first.fits(&own) => {
                    return self.problem(id, format!("expected type '{first}' but found '{own}'"));
                }
                Some(_) => {}
                None => first = Some(own),
            }
        }
        Ok(first.unwrap_or(Type::Unknown))
    }

    fn call(&mut self, id: Id, of: Option<Id>, name: &'t str, arguments: &'t [Id]) -> Checked<'n> {
        if let (None, "has", [field]) = (of, name, arguments) {
            if !matches!(self.expression.node(*field), Some(Node::Field { .. })) {
                return self.problem(*field, "invalid argument to has() macro".to_owned());
            }
            let at = self.expression.place(id);
            return self.of(*field).map(|_| Type::Bool).map_err(|problem| Problem { at, ..problem });
        }
        if let Some(of) = of
            && let Some(found) = self.macros(id, of, name, arguments)
        {
            return found;
        }
        let namespace = of.filter(|of| self.is_namespace(*of)).and_then(|of| match self.expression.node(of) {
            Some(Node::Name(namespace)) => Some(*namespace),
            _ => None,
        });
        let target = of.filter(|_| namespace.is_none()).map(|of| self.of(of)).transpose()?;
        if functions::is_naming(name) {
            return Ok(Type::Unknown);
        }
        let qualified = namespace.map_or_else(|| name.to_owned(), |namespace| format!("{namespace}.{name}"));
        let Some(given) = functions::result(&qualified) else {
            return self.problem(id, format!("undeclared reference to '{qualified}' (in container '')"));
        };
        let mut types = Vec::from_iter(target);
        for argument in arguments {
            types.push(self.of(*argument)?);
        }
        self.taken(id, of, &qualified, &types, arguments)?;
        Ok(match types.first() {
            Some(Type::Optional(inner)) if matches!(name, "value" | "orValue") => (**inner).clone(),
            Some(whole @ Type::Optional(_)) if name == "or" => whole.clone(),
            _ => given,
        })
    }

    /// What the functions that everybody uses take.
    fn taken(&self, id: Id, of: Option<Id>, name: &str, types: &[Type], arguments: &[Id]) -> Result<(), Problem> {
        let are_texts = || types.iter().all(|each| each.fits(&Type::Text));
        let is_sized =
            |of: &Type| matches!(of, Type::Text | Type::Bytes | Type::List(_) | Type::Map(..)) || of.is_open();
        let is_good = match name {
            "startsWith" | "endsWith" => of.is_some() && types.len() == 2 && are_texts(),
            "matches" => types.len() == 2 && are_texts(),
            "size" => matches!(types, [of] if is_sized(of)),
            "quantity" | "url" | "cidr" | "isQuantity" | "isURL" | "isIP" | "isCIDR" => types.len() == 1 && are_texts(),
            "hasValue" | "value" | "or" | "orValue" => match types {
                [of, ..] if of.is_open() => true,
                [Type::Optional(inner), other] if name == "orValue" => inner.fits(other),
                [of @ Type::Optional(_), other] if name == "or" => of.fits(other),
                [Type::Optional(_)] => matches!(name, "hasValue" | "value"),
                _ => false,
            },
            _ => true,
        };
        if !is_good {
            let (of, given) = match types {
                [of_it, given @ ..] if of.is_some() => (Some(of_it), given),
                given => (None, given),
            };
            return self.overload(id, name, of, given);
        }
        match arguments.last().and_then(|last| self.expression.node(*last)) {
            Some(Node::Text(pattern)) if name == "matches" && !is_pattern(pattern) => {
                self.problem(arguments.last().copied().unwrap_or(id), "invalid matches argument".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// `all`, `exists` and the like, which give a name to what they go through.
    fn macros(&mut self, id: Id, of: Id, name: &str, arguments: &'t [Id]) -> Option<Checked<'n>> {
        let (variable, inner) = match (name, arguments) {
            ("all" | "exists" | "exists_one" | "map" | "filter", [variable, inner]) => (*variable, vec![*inner]),
            ("map", [variable, test, inner]) => (*variable, vec![*test, *inner]),
            ("all" | "exists" | "existsOne", [_, _, _]) => return Some(self.of(of).map(|_| Type::Bool)),
            _ => return None,
        };
        Some(self.each(id, of, name, variable, &inner))
    }

    fn each(&mut self, id: Id, of: Id, name: &str, variable: Id, inner: &[Id]) -> Checked<'n> {
        let Some(Node::Name(variable)) = self.expression.node(variable) else {
            return self.problem(id, "argument must be a simple name".to_owned());
        };
        let range = self.of(of)?;
        let item = match &range {
            Type::List(items) => (**items).clone(),
            Type::Map(keys, _) => (**keys).clone(),
            Type::Unknown | Type::Dyn => Type::Unknown,
            other => {
                let what = "cannot be range of a comprehension (must be list, map, or dynamic)";
                return self.problem(of, format!("expression of type '{other}' {what}"));
            }
        };
        self.names.push((variable, item.clone()));
        let found: Result<Vec<Type>, Problem> = inner.iter().map(|id| self.of(*id)).collect();
        self.names.pop();
        let found = found?;
        let tests = if name == "map" { &found[..found.len().saturating_sub(1)] } else { &found[..] };
        if let Some((at, test)) = inner.iter().zip(tests).find(|(_, test)| !test.fits(&Type::Bool)) {
            return match name {
                "all" | "exists" => self.problem(*at, format!("expected type 'bool' but found '{test}'")),
                _ => self.overload(id, "_?_:_", None, &[test.clone(), range.clone(), range]),
            };
        }
        Ok(match name {
            "map" => Type::List(Box::new(found.last().cloned().unwrap_or(Type::Unknown))),
            "filter" => Type::List(Box::new(item)),
            _ => Type::Bool,
        })
    }
}
