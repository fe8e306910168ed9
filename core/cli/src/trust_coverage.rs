//! `doc9303 trust coverage`: of which States a store holds what.

use crate::failure::Failure;
use crate::style::clean;
use crate::trust::StoreArguments;
use crate::{output, time};
use clap::Args;
use doc9303::State;
use doc9303_inputs::{state_coverage, states_without_anchor};
use serde_json::{Value, json};
use std::fmt::Write;

/// `doc9303 trust coverage`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    store: StoreArguments,
    /// Tell ages at this time (a date, or RFC 3339); now by default.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let at = time(arguments.at.as_deref())?;
    let loaded = arguments.store.load()?;
    let (states, missing) = (state_coverage(&loaded.store, at), states_without_anchor(&loaded.store));
    if arguments.json {
        output::print_line(
            json!({ "at": at.to_string(), "states": states, "states_without_anchor": missing }),
        )?;
        return Ok(0);
    }
    // Writing to a String cannot fail.
    let mut out = String::new();
    for state in &states {
        let text = |value: &Value| value.as_str().map(clean).unwrap_or_default();
        let date = |value: &Value| text(value).chars().take(10).collect::<String>();
        let list = &state["revocation_list"];
        let revocation = match (list.is_null(), list["out_of_date"] == true) {
            (true, _) => "no revocation list".to_owned(),
            (false, true) => format!("revocation list of {}, OUT OF DATE", date(&list["this_update"])),
            (false, false) => format!("revocation list of {}", date(&list["this_update"])),
        };
        let (code, name) = (text(&state["code"]), text(&state["name"]));
        let _ = writeln!(
            out,
            "{code:<3} {:>3} until {}  {revocation:<40}  {name}",
            state["anchors"],
            date(&state["valid_until"])
        );
    }
    let names = missing.iter().filter_map(|code| State::by_code2(code)).map(State::name);
    let _ = writeln!(
        out,
        "\n{} States without an anchor: {}",
        missing.len(),
        names.collect::<Vec<_>>().join(", ")
    );
    output::print(&out)?;
    Ok(0)
}
