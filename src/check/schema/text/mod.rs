//! Texts that the API server parses while it decodes an object: amounts, times, base64; and addresses, of which schemas
//! of definitions speak.

mod base64;
mod quantity;
mod time;
mod url;

pub use base64::is_base64;
pub use quantity::is_quantity;
pub use time::{is_micro_time, is_time};
pub use url::Url;
