//! `doc9303-wasm-bindgen MODULE FOLDER NAME`: reads a module that rustc linked and writes `NAME.js` and
//! `NAME_bg.wasm` for the platforms that can load a module by themselves: browsers, workers, Node.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let given = (arguments.next(), arguments.next(), arguments.next(), arguments.next());
    let (Some(module), Some(folder), Some(name), None) = given else {
        eprintln!("usage: doc9303-wasm-bindgen MODULE FOLDER NAME");
        return ExitCode::from(64);
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(&module)
        .out_name(&name.to_string_lossy())
        .omit_default_module_path(true)
        .typescript(false);
    let written = bindgen.web(true).and_then(|bindgen| bindgen.generate(&folder));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("doc9303-wasm-bindgen: {}: {error:?}", module.display());
            ExitCode::FAILURE
        }
    }
}
