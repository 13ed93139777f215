//! What a user may set, and what it means: `Values` (typed, with every default) and `Platform` (resolved, after which
//! building cannot fail on user input).

pub mod component;
mod external;
pub mod part;
mod platform;
pub mod resolved;
mod section;
mod spread;
mod values;
mod wiring;

pub use platform::{Placed, Platform, resolve};
pub use section::*;
pub use spread::spread;
pub use values::{FORMATS, Values, defaults};
pub use wiring::cluster_id;
