/// What a field may hold, as the Go type decodes it that the API server reads it into.
///
/// The number of each variant is its tag in the packed tables; arguments are indexes into the same table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `true` or `false`.
    Boolean,
    /// A whole number of 32 bits with a sign.
    Int32,
    /// A whole number of 64 bits with a sign.
    Int64,
    /// Any number.
    Double,
    /// Text.
    Text,
    /// Base64 of bytes.
    Bytes,
    /// RFC 3339 time.
    Time,
    /// RFC 3339 time with microseconds.
    MicroTime,
    /// An amount: `500m`, `1Gi`, 2.
    Quantity,
    /// A whole number of 32 bits, or text.
    IntOrText,
    /// Anything.
    Any,
    /// A map from text to the shape at that index.
    Map(u16),
    /// A list of the shape at that index.
    List(u16),
    /// The definition at that index.
    Object(u16),
    /// The definition at that index or a list of it, whose unknown fields the API server overlooks.
    ObjectOrList(u16),
    /// The definition at that index or a boolean, with unknown fields overlooked.
    ObjectOrBoolean(u16),
    /// The definition at that index or a list of text, with unknown fields overlooked.
    ObjectOrTexts(u16),
}

impl Shape {
    /// Tag and argument, as a table holds them.
    pub fn pack(self) -> (u16, u16) {
        match self {
            Shape::Boolean => (0, 0),
            Shape::Int32 => (1, 0),
            Shape::Int64 => (2, 0),
            Shape::Double => (3, 0),
            Shape::Text => (4, 0),
            Shape::Bytes => (5, 0),
            Shape::Time => (6, 0),
            Shape::MicroTime => (7, 0),
            Shape::Quantity => (8, 0),
            Shape::IntOrText => (9, 0),
            Shape::Any => (10, 0),
            Shape::Map(shape) => (11, shape),
            Shape::List(shape) => (12, shape),
            Shape::Object(definition) => (13, definition),
            Shape::ObjectOrList(definition) => (14, definition),
            Shape::ObjectOrBoolean(definition) => (15, definition),
            Shape::ObjectOrTexts(definition) => (16, definition),
        }
    }

    /// The shape with that tag and argument.
    pub fn unpack(tag: u16, argument: u16) -> Option<Shape> {
        Some(match tag {
            0 => Shape::Boolean,
            1 => Shape::Int32,
            2 => Shape::Int64,
            3 => Shape::Double,
            4 => Shape::Text,
            5 => Shape::Bytes,
            6 => Shape::Time,
            7 => Shape::MicroTime,
            8 => Shape::Quantity,
            9 => Shape::IntOrText,
            10 => Shape::Any,
            11 => Shape::Map(argument),
            12 => Shape::List(argument),
            13 => Shape::Object(argument),
            14 => Shape::ObjectOrList(argument),
            15 => Shape::ObjectOrBoolean(argument),
            16 => Shape::ObjectOrTexts(argument),
            _ => return None,
        })
    }
}
