//! Templates are compiled into the binary, so it must be built again when one changes.

fn main() {
    println!("cargo:rerun-if-changed=templates");
    println!("cargo:rerun-if-changed=values");
}
