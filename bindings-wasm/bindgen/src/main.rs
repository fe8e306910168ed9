//! `doc9303-wasm-bindgen MODULE FOLDER NAME`: reads a module that rustc linked and writes `NAME.js` and
//! `NAME_bg.wasm` for the platforms that can load a module by themselves: browsers, workers, Node. With `fresh` behind, `NAME.js`
//! can also put a fresh instance in the place of one that broke off.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let given = (arguments.next(), arguments.next(), arguments.next());
    let is_fresh = arguments.next().map(|word| word == "fresh");
    let ((Some(module), Some(folder), Some(name)), None | Some(true)) = (given, is_fresh) else {
        eprintln!("usage: doc9303-wasm-bindgen MODULE FOLDER NAME [fresh]");
        return ExitCode::from(64);
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(&module)
        .out_name(&name.to_string_lossy())
        .omit_default_module_path(true)
        .reset_state_function(is_fresh.is_some())
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
