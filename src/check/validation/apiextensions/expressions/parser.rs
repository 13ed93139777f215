use super::syntax::{Id, Node, Problem};
use super::token::{RESERVED, Token, is_literal};

/// How deep expressions may be nested, as for cel-go.
const DEPTH: usize = 250;

/// From the weakest one on.
const BINARY: [&[&str]; 5] =
    [&["||"], &["&&"], &["<", "<=", ">=", ">", "==", "!=", "in"], &["+", "-"], &["*", "/", "%"]];

/// Reads the words of an expression.
pub struct Parser<'t, 'a> {
    tokens: &'a [(usize, Token<'t>)],
    next: usize,
    end: usize,
    depth: usize,
    nodes: Vec<(usize, Node<'t>)>,
}

impl<'t, 'a> Parser<'t, 'a> {
    /// For these words of a text that ends there.
    pub fn new(tokens: &'a [(usize, Token<'t>)], end: usize) -> Parser<'t, 'a> {
        Parser { tokens, next: 0, end, depth: 0, nodes: Vec::new() }
    }

    /// All nodes of the one expression, with their places.
    pub fn whole(mut self) -> Result<Vec<(usize, Node<'t>)>, Problem> {
        self.expression()?;
        if self.peek().is_some() { Err(self.unexpected()) } else { Ok(self.nodes) }
    }

    fn peek(&self) -> Option<Token<'t>> {
        self.tokens.get(self.next).map(|(_, token)| *token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    fn take(&mut self, sign: &str) -> bool {
        let is_it = matches!(self.peek(), Some(Token::Sign(found)) if found == sign);
        self.next += usize::from(is_it);
        is_it
    }

    fn must_take(&mut self, sign: &str) -> Result<(), Problem> {
        if self.take(sign) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn unexpected(&self) -> Problem {
        let what = if self.peek().is_some() { "mismatched input" } else { "mismatched input '<EOF>'" };
        Problem { at: self.at(), sentence: format!("Syntax error: {what}") }
    }

    fn add(&mut self, at: usize, node: Node<'t>) -> Id {
        self.nodes.push((at, node));
        self.nodes.len() - 1
    }

    fn expression(&mut self) -> Result<Id, Problem> {
        if self.depth == DEPTH {
            return Err(Problem { at: self.at(), sentence: format!("expression recursion limit exceeded: {DEPTH}") });
        }
        self.depth += 1;
        let condition = self.binary(0)?;
        let at = self.at();
        let whole = if self.take("?") {
            let then = self.binary(0)?;
            self.must_take(":")?;
            let otherwise = self.expression()?;
            self.add(at, Node::Operator("?:", vec![condition, then, otherwise]))
        } else {
            condition
        };
        self.depth -= 1;
        Ok(whole)
    }

    /// Operators of one strength, from the left to the right.
    fn binary(&mut self, strength: usize) -> Result<Id, Problem> {
        let Some(signs) = BINARY.get(strength) else { return self.unary() };
        let mut left = self.binary(strength + 1)?;
        loop {
            let at = self.at();
            let sign = match self.peek() {
                Some(Token::Sign(found) | Token::Name(found)) => signs.iter().find(|sign| **sign == found),
                _ => None,
            };
            let Some(sign) = sign else { return Ok(left) };
            self.next += 1;
            let right = self.binary(strength + 1)?;
            left = self.add(at, Node::Operator(sign, vec![left, right]));
        }
    }

    fn unary(&mut self) -> Result<Id, Problem> {
        let at = self.at();
        let sign = ["!", "-"].into_iter().find(|sign| self.take(sign)).unwrap_or_default();
        let mut signs = usize::from(!sign.is_empty());
        while signs > 0 && self.take(sign) {
            signs += 1;
        }
        // A sign before a number is a part of it.
        let is_number = matches!(self.peek(), Some(Token::Int(_) | Token::Double));
        let is_negative = sign == "-" && signs == 1 && is_number;
        let mut operand = self.member(is_negative)?;
        if !is_negative {
            // An even number of them is none.
            for _ in 0..signs % 2 {
                operand = self.add(at, Node::Operator(sign, vec![operand]));
            }
        }
        Ok(operand)
    }

    fn member(&mut self, is_negative: bool) -> Result<Id, Problem> {
        let mut of = self.primary(is_negative)?;
        loop {
            let at = self.at();
            if self.take(".") {
                let is_optional = self.take("?");
                let name = self.field()?;
                let open = self.at();
                let is_call = !is_optional && self.take("(");
                let node = match is_call {
                    true => Node::Call { of: Some(of), name, arguments: self.list(")")? },
                    false => Node::Field { of, name, is_optional },
                };
                of = self.add(if is_call { open } else { at }, node);
            } else if self.take("[") {
                let sign = if self.take("?") { "[?]" } else { "[]" };
                let key = self.expression()?;
                self.must_take("]")?;
                of = self.add(at, Node::Operator(sign, vec![of, key]));
            } else {
                return Ok(of);
            }
        }
    }

    fn field(&mut self) -> Result<&'t str, Problem> {
        match self.peek() {
            Some(Token::Quoted(name)) => {
                self.next += 1;
                Ok(name)
            }
            Some(Token::Name(name)) if !is_literal(name) => {
                self.next += 1;
                Ok(name)
            }
            _ => Err(self.unexpected()),
        }
    }

    /// What stands between commas, up to that sign.
    fn list(&mut self, end: &'static str) -> Result<Vec<Id>, Problem> {
        let mut items = Vec::new();
        while !self.take(end) {
            if end == "]" {
                self.take("?");
            }
            items.push(self.expression()?);
            if !self.take(",") {
                self.must_take(end)?;
                break;
            }
            // Lists may end in a comma, arguments may not.
            if end == ")" && self.peek() == Some(Token::Sign(end)) {
                return Err(self.unexpected());
            }
        }
        Ok(items)
    }

    fn primary(&mut self, is_negative: bool) -> Result<Id, Problem> {
        let at = self.at();
        let is_absolute = self.take(".");
        let Some(token) = self.peek() else { return Err(self.unexpected()) };
        if is_absolute && !matches!(token, Token::Name(_)) {
            return Err(self.unexpected());
        }
        self.next += 1;
        let node = match token {
            Token::Name(name) => return self.named(at, name),
            Token::Int(digits) if !is_whole(digits, is_negative) => {
                return Err(Problem { at, sentence: "invalid int literal".to_owned() });
            }
            Token::Int(_) => Node::Int,
            Token::Uint(_) => Node::Uint,
            Token::Double => Node::Double,
            Token::Text(text) => Node::Text(text),
            Token::Bytes => Node::Bytes,
            Token::Sign("(") => {
                let inside = self.expression()?;
                self.must_take(")")?;
                return Ok(inside);
            }
            Token::Sign("[") => Node::List(self.list("]")?),
            Token::Sign("{") => Node::Map(self.entries(Self::expression)?),
            Token::Sign(_) | Token::Quoted(_) => {
                self.next -= 1;
                return Err(self.unexpected());
            }
        };
        Ok(self.add(at, node))
    }

    /// What begins with a name.
    fn named(&mut self, at: usize, name: &'t str) -> Result<Id, Problem> {
        let node = match name {
            "true" | "false" => Node::Bool,
            "null" => Node::Null,
            _ if self.is_struct() => {
                while !self.take("{") {
                    self.next += 1;
                }
                self.entries(|parser| parser.field().map(|_| 0))?;
                Node::Struct
            }
            _ if RESERVED.contains(&name) => {
                return Err(Problem { at, sentence: format!("reserved identifier: {name}") });
            }
            "in" => {
                self.next -= 1;
                return Err(self.unexpected());
            }
            _ if self.peek() == Some(Token::Sign("(")) => {
                let open = self.at();
                self.next += 1;
                let call = Node::Call { of: None, name, arguments: self.list(")")? };
                return Ok(self.add(open, call));
            }
            _ => Node::Name(name),
        };
        Ok(self.add(at, node))
    }

    /// Whether what follows a name makes it that of a type: `.b{`.
    fn is_struct(&self) -> bool {
        let mut behind = self.tokens.get(self.next..).unwrap_or_default();
        while let [(_, Token::Sign(".")), (_, Token::Name(_)), rest @ ..] = behind {
            behind = rest;
        }
        matches!(behind, [(_, Token::Sign("{")), ..])
    }

    /// `a: b, c: d}`
    fn entries(&mut self, key: fn(&mut Self) -> Result<Id, Problem>) -> Result<Vec<(Id, Id)>, Problem> {
        let mut entries = Vec::new();
        while !self.take("}") {
            self.take("?");
            let key = key(self)?;
            self.must_take(":")?;
            entries.push((key, self.expression()?));
            if !self.take(",") {
                self.must_take("}")?;
                break;
            }
        }
        Ok(entries)
    }
}

/// Whether it fits into 64 bits.
fn is_whole(digits: &str, is_negative: bool) -> bool {
    let number = match digits.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    number.is_ok_and(|number| number <= i64::MAX as u64 + u64::from(is_negative))
}
