use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};

/// Go's `base64.StdEncoding`: padded, and not strict about the bits behind the last byte.
const ENGINE: GeneralPurpose =
    GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true));

/// Whether Go reads the text into bytes; line breaks do not count.
pub fn is_base64(text: &str) -> bool {
    if !text.contains(['\n', '\r']) {
        return ENGINE.decode(text).is_ok();
    }
    let joined: String = text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
    ENGINE.decode(joined).is_ok()
}
