//! The name by which programs find the shared library when they start. Until 1.0 each minor version may change the interface.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let of = |name: &str| env::var(name).unwrap_or_default();
    if of("CARGO_CFG_TARGET_OS") == "linux" {
        let version = match of("CARGO_PKG_VERSION_MAJOR").as_str() {
            "0" => format!("0.{}", of("CARGO_PKG_VERSION_MINOR")),
            major => major.to_owned(),
        };
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libdoc9303.so.{version}");
    }
}
