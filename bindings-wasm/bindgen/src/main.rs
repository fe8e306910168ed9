//! `doc9303-wasm-bindgen MODULE FOLDER`: reads a module that rustc linked and writes `bindings.js` and
//! `bindings_bg.wasm` for the platforms that can load a module by themselves: browsers, workers, Node.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(module), Some(folder), None) = (arguments.next(), arguments.next(), arguments.next()) else {
        eprintln!("usage: doc9303-wasm-bindgen MODULE FOLDER");
        return ExitCode::from(64);
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&module).out_name("bindings").omit_default_module_path(true).typescript(false);
    let written = bindgen.web(true).and_then(|bindgen| bindgen.generate(&folder));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("doc9303-wasm-bindgen: {}: {error:?}", module.display());
            ExitCode::FAILURE
        }
    }
}
