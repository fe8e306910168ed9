//! The description has the routes of the router, and no others.

use crate::paths::ROUTES;
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn the_description_has_every_route() {
    let description: Value = serde_json::from_str(super::text()).unwrap_or_default();
    let paths = description["paths"].as_object().into_iter().flatten();
    let described: BTreeSet<(&str, &str)> = paths
        .flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten().filter(|(name, _)| *name != "parameters");
            methods.map(move |(method, _)| (path.as_str(), method.as_str()))
        })
        .collect();
    assert_eq!(described, ROUTES.iter().copied().collect());
}
