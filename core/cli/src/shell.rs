//! What shells and `man` are told of the program's own grammar.

use crate::failure::Failure;
use crate::output;
use clap::{Args, Command};

/// `doc9303 completions`.
#[derive(Args)]
pub(crate) struct Completions {
    /// Which shell.
    shell: clap_complete::Shell,
}

impl Completions {
    pub(crate) fn run(&self, mut program: Command) -> Result<u8, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, "doc9303", &mut script);
        output::print(&String::from_utf8_lossy(&script))?;
        Ok(0)
    }
}

/// `doc9303 man`.
#[derive(Args)]
pub(crate) struct Manual {
    /// The command; without one, the program.
    command: Option<String>,
}

impl Manual {
    pub(crate) fn run(&self, program: &Command) -> Result<u8, Failure> {
        let page = match &self.command {
            None => program.clone(),
            Some(name) => page(program, name)?,
        };
        let mut text = Vec::new();
        output::written(clap_mangen::Man::new(page).render(&mut text))?;
        output::print(&String::from_utf8_lossy(&text))?;
        Ok(0)
    }
}

/// The page of a command, whose name is that of the program and its own.
fn page(program: &Command, name: &str) -> Result<Command, Failure> {
    let Some(command) = program.find_subcommand(name) else {
        let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
        return Err(Failure::Usage(format!("there is no command {name:?}; there are {}", names.join(", "))));
    };
    let page = command.clone().display_name(format!("doc9303-{name}"));
    Ok(page.bin_name(format!("doc9303 {name}")).version(env!("CARGO_PKG_VERSION")))
}
