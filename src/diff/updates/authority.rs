use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// Whether bytes, as a manifest writes them, have a certificate that others can be checked by
/// (`x509.CertPool.AppendCertsFromPEM`). What is in it beyond its outermost frame is not looked at.
pub fn has_certificate(bytes: &Value) -> bool {
    let spelled: String = bytes.as_str().unwrap_or_default().chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let Ok(decoded) = STANDARD.decode(spelled) else { return false };
    let text = String::from_utf8_lossy(&decoded);
    let blocks = text.split("-----BEGIN CERTIFICATE-----").skip(1);
    blocks.filter_map(|block| block.split_once("-----END CERTIFICATE-----")).any(|(body, _)| is_framed(body))
}

/// Whether the text is the base64 of one sequence of ASN.1.
fn is_framed(body: &str) -> bool {
    let spelled: String = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let Ok(bytes) = STANDARD.decode(spelled) else { return false };
    match bytes.as_slice() {
        [0x30, short @ 0..=0x7f, rest @ ..] => rest.len() == usize::from(*short),
        [0x30, 0x81, one, rest @ ..] => rest.len() == usize::from(*one),
        [0x30, 0x82, high, low, rest @ ..] => rest.len() == (usize::from(*high) << 8) | usize::from(*low),
        _ => false,
    }
}
