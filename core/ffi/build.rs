//! The name by which programs find the shared library when they start. Until 1.0 each minor version may change the interface.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_CFG_TARGET_OS").is_some_and(|system| system == "linux") {
        let (major, minor) = (env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"));
        let version = if major == "0" { format!("0.{minor}") } else { major.to_owned() };
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libdoc9303.so.{version}");
    }
}
