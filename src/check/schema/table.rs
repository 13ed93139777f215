use super::kind::Kind;
use super::shape::Shape;

/// The schemas of one Kubernetes minor as the generator (`tests/kubernetes_schemas/`) packed them, read in place:
/// nothing is parsed before it is asked for.
///
/// Little endian: a header of [`HEADER`] bytes with the numbers of kinds, definitions, fields and shapes; then records
/// of [`KIND`], [`DEFINITION`], [`FIELD`] and [`SHAPE`] bytes; then the text that names point into. A name is a `u32`:
/// its offset in that text above 8 bits of length. Kinds are sorted by kind and API version, fields by name.
#[derive(Clone, Copy, Debug)]
pub struct Table(&'static [u8]);

/// Bytes of the header: four `u32`.
pub const HEADER: usize = 16;
/// Bytes of a kind: name and API version (`u32` each), definition and flags (`u16` each).
pub const KIND: usize = 12;
/// Bytes of a definition: first field (`u32`), number of fields and flags (`u16` each).
pub const DEFINITION: usize = 8;
/// Bytes of a field: name (`u32`), shape and flags (`u16` each).
pub const FIELD: usize = 8;
/// Bytes of a shape: tag and argument (`u16` each).
pub const SHAPE: usize = 4;

/// Flag of a kind: its objects live in namespaces.
pub const NAMESPACED: u16 = 1;
/// Flag of a kind: its objects are stored under a name. Reviews are not.
pub const NAMED: u16 = 2;
/// Flag of a field: the API server refuses an object that lacks it. Flag of a definition: it has such fields.
pub const REQUIRED: u16 = 1;
/// How far the number of a line of [`LIST_KEYS`], counted from 1, is shifted in the flags of a field.
pub const KEYS: u16 = 1;
/// What tells the items of lists apart: `set` for the items themselves, else the fields of an item with their defaults
/// (`x-kubernetes-list-map-keys`).
pub const LIST_KEYS: &str = include_str!("tables/list-keys.txt");

/// One object of the schemas: its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    first: u32,
    count: u32,
    requires: bool,
}

impl Definition {
    /// Whether it has fields without which the API server refuses an object.
    pub fn requires(self) -> bool {
        self.requires
    }
}

/// One field of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it holds.
    pub shape: Shape,
    /// Whether the API server refuses an object that lacks it.
    pub required: bool,
    /// Of a list whose items are told apart: the number of its line in [`LIST_KEYS`], counted from 1. 0 for all else.
    keys: u16,
}

impl Field {
    /// `set`, or the fields that tell the items of a list apart: `containerPort protocol=TCP`.
    pub fn list_keys(self) -> Option<&'static str> {
        LIST_KEYS.lines().nth(usize::from(self.keys).checked_sub(1)?)
    }
}

impl Table {
    /// The table that begins at the first of `bytes`.
    pub const fn new(bytes: &'static [u8]) -> Table {
        Table(bytes)
    }

    /// The kind of that name in that API version (`apps/v1`, `v1`).
    pub fn kind(self, api_version: &str, kind: &str) -> Option<Kind> {
        let (mut low, mut high) = (0, self.count(0));
        while low < high {
            let middle = (low + high) / 2;
            let found = self.kind_at(middle)?;
            match (found.kind, found.api_version).cmp(&(kind, api_version)) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(found),
            }
        }
        None
    }

    /// All kinds, sorted by name and API version.
    pub fn kinds(self) -> impl Iterator<Item = Kind> {
        (0..self.count(0)).filter_map(move |index| self.kind_at(index))
    }

    /// The field of that name.
    pub fn field(self, definition: Definition, name: &str) -> Option<Field> {
        let (mut low, mut high) = (definition.first, definition.first + definition.count);
        while low < high {
            let middle = (low + high) / 2;
            let (found, field) = self.field_at(middle)?;
            match found.as_bytes().cmp(name.as_bytes()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(field),
            }
        }
        None
    }

    /// All fields of a definition with their names, sorted.
    pub fn fields(self, definition: Definition) -> impl Iterator<Item = (&'static str, Field)> {
        (definition.first..definition.first + definition.count).filter_map(move |index| self.field_at(index))
    }

    /// What is at `index` among the definitions.
    pub fn definition(self, index: u16) -> Option<Definition> {
        let at = self.definitions_at() + usize::from(index) * DEFINITION;
        let (count, flags) = (self.u16(at + 4)?, self.u16(at + 6)?);
        Some(Definition { first: self.u32(at)?, count: count.into(), requires: flags & REQUIRED != 0 })
    }

    /// What is at `index` among the shapes.
    pub fn shape(self, index: u16) -> Option<Shape> {
        let at = self.shapes_at() + usize::from(index) * SHAPE;
        Shape::unpack(self.u16(at)?, self.u16(at + 2)?)
    }

    fn kind_at(self, index: u32) -> Option<Kind> {
        let at = HEADER + index as usize * KIND;
        let (definition, flags) = (self.u16(at + 8)?, self.u16(at + 10)?);
        Some(Kind {
            kind: self.name(at)?,
            api_version: self.name(at + 4)?,
            definition: self.definition(definition)?,
            namespaced: flags & NAMESPACED != 0,
            named: flags & NAMED != 0,
        })
    }

    fn field_at(self, index: u32) -> Option<(&'static str, Field)> {
        let at = self.fields_at() + index as usize * FIELD;
        let (shape, flags) = (self.u16(at + 4)?, self.u16(at + 6)?);
        Some((
            self.name(at)?,
            Field { shape: self.shape(shape)?, required: flags & REQUIRED != 0, keys: flags >> KEYS },
        ))
    }

    fn name(self, at: usize) -> Option<&'static str> {
        let packed = self.u32(at)? as usize;
        let start = self.shapes_at() + self.count(3) as usize * SHAPE + (packed >> 8);
        std::str::from_utf8(self.0.get(start..start + (packed & 0xff))?).ok()
    }

    fn definitions_at(self) -> usize {
        HEADER + self.count(0) as usize * KIND
    }

    fn fields_at(self) -> usize {
        self.definitions_at() + self.count(1) as usize * DEFINITION
    }

    fn shapes_at(self) -> usize {
        self.fields_at() + self.count(2) as usize * FIELD
    }

    fn count(self, section: usize) -> u32 {
        self.u32(section * 4).unwrap_or_default()
    }

    fn u16(self, at: usize) -> Option<u16> {
        self.0.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
    }

    fn u32(self, at: usize) -> Option<u32> {
        self.0.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
    }
}
