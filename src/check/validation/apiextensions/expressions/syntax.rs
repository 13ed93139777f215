use super::parser::Parser;
use super::token::tokens;

/// The place of a node in an [`Expression`].
pub type Id = usize;

/// A part of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node<'t> {
    Name(&'t str),
    Bool,
    Int,
    Uint,
    Double,
    Text(&'t str),
    Bytes,
    Null,
    /// `a.b`, or `a.?b`.
    Field {
        of: Id,
        name: &'t str,
        is_optional: bool,
    },
    /// `f(a)`, or `a.f(b)`.
    Call {
        of: Option<Id>,
        name: &'t str,
        arguments: Vec<Id>,
    },
    /// `a + b`, `!a`, `a ? b : c`, `a[b]`.
    Operator(&'static str, Vec<Id>),
    List(Vec<Id>),
    Map(Vec<(Id, Id)>),
    /// `Type{field: a}`
    Struct,
}

/// An expression that can be read: its nodes, each with where it is in the text. The last one is the whole.
#[derive(Debug)]
pub struct Expression<'t>(Vec<(usize, Node<'t>)>);

/// What is wrong with an expression.
#[derive(Debug)]
pub struct Problem {
    /// Where in its text.
    pub at: usize,
    pub sentence: String,
}

/// How many letters an expression may have, as for cel-go.
const LARGEST: usize = 100_000;

impl<'t> Expression<'t> {
    /// Reads the text of an expression (the parser of cel-go's `CEL.g4`).
    pub fn parse(text: &'t str) -> Result<Expression<'t>, Problem> {
        let size = text.chars().count();
        if size > LARGEST {
            let sentence = format!("expression code point size exceeds limit: size: {size}, limit {LARGEST}");
            return Err(Problem { at: 0, sentence });
        }
        let syntax = |at| Problem { at, sentence: "Syntax error: token recognition error".to_owned() };
        let tokens = tokens(text).map_err(syntax)?;
        Parser::new(&tokens, text.len()).whole().map(Expression)
    }

    /// The whole of it.
    pub fn root(&self) -> Id {
        self.0.len().saturating_sub(1)
    }

    /// One of its nodes.
    pub fn node(&self, id: Id) -> Option<&Node<'t>> {
        self.0.get(id).map(|(_, node)| node)
    }

    /// Where that node is in the text.
    pub fn place(&self, id: Id) -> usize {
        self.0.get(id).map_or(0, |(at, _)| *at)
    }
}
