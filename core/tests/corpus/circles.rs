//! Circles in a graph of what uses what.

use std::collections::{BTreeMap, BTreeSet};

/// What each node uses.
pub(crate) type Graph = BTreeMap<String, BTreeSet<String>>;

/// A circle, from a node back to itself; `None` if there is none.
pub(crate) fn circle(graph: &Graph) -> Option<Vec<String>> {
    // What uses only what is in no circle is in none.
    let mut rest = graph.clone();
    loop {
        let known: BTreeSet<String> = rest.keys().cloned().collect();
        let before = rest.len();
        rest.retain(|_, used| !used.is_disjoint(&known));
        if rest.len() == before {
            break;
        }
    }
    // Each of the rest uses another of the rest, so the way from any of them comes back to where it was.
    let mut way = vec![rest.keys().next()?.clone()];
    loop {
        let next = rest[way.last()?].iter().find(|used| rest.contains_key(*used))?.clone();
        let met = way.iter().position(|node| *node == next);
        way.push(next);
        if let Some(start) = met {
            return Some(way.split_off(start));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(uses: &[(&str, &[&str])]) -> Graph {
        let owned = |used: &[&str]| used.iter().map(|used| (*used).to_owned()).collect();
        uses.iter().map(|(node, used)| ((*node).to_owned(), owned(used))).collect()
    }

    #[test]
    fn a_circle_is_found_and_named_from_its_first_file_to_its_last() {
        let tied = graph(&[("a", &["b"]), ("b", &["c", "e"]), ("c", &["d"]), ("d", &["b"]), ("e", &[])]);
        assert_eq!(circle(&tied).unwrap(), ["b", "c", "d", "b"]);
        assert_eq!(circle(&graph(&[("a", &["a"])])).unwrap(), ["a", "a"]);
    }

    #[test]
    fn what_meets_again_is_no_circle() {
        let square = graph(&[("a", &["b", "c"]), ("b", &["d"]), ("c", &["d"]), ("d", &["other"])]);
        assert_eq!(circle(&square), None);
        assert_eq!(circle(&Graph::new()), None);
    }
}
