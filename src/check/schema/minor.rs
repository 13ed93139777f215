use std::fmt;

use super::table::Table;

/// A minor of Kubernetes whose schemas are built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minor(usize);

/// The oldest one's number: 30 of 1.30. One more for each table.
const OLDEST: u32 = *crate::model::part::version::KUBERNETES_MINORS.start();

/// What `tests/kubernetes_schemas/` packs, oldest first.
const TABLES: [Table; 8] = [
    Table::new(include_bytes!("tables/1.30.bin")),
    Table::new(include_bytes!("tables/1.31.bin")),
    Table::new(include_bytes!("tables/1.32.bin")),
    Table::new(include_bytes!("tables/1.33.bin")),
    Table::new(include_bytes!("tables/1.34.bin")),
    Table::new(include_bytes!("tables/1.35.bin")),
    Table::new(include_bytes!("tables/1.36.bin")),
    Table::new(include_bytes!("tables/1.37.bin")),
];

impl Minor {
    /// All of them, oldest first.
    pub fn all() -> impl DoubleEndedIterator<Item = Minor> + ExactSizeIterator {
        (0..TABLES.len()).map(Minor)
    }

    /// The newest one.
    pub fn newest() -> Minor {
        Minor(TABLES.len() - 1)
    }

    /// The one of that number: 34 for 1.34.
    pub fn of(number: u32) -> Option<Minor> {
        Minor::all().nth(number.checked_sub(OLDEST)? as usize)
    }

    /// 34 of 1.34.
    pub fn number(self) -> u32 {
        OLDEST + self.0 as u32
    }

    /// Its schemas.
    pub fn table(self) -> Table {
        TABLES[self.0]
    }
}

impl fmt::Display for Minor {
    /// `1.34`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.number())
    }
}
