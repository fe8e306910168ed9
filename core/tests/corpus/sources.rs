//! Which file of a crate uses which: read from its sources, by the paths that they name.
//!
//! A path is followed through modules and re-exports to the file that defines what it names. What a macro of another crate
//! makes, and methods, which have no path, are not seen. Tests are left out.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

/// A crate as modules, of which each is a file. The first is the root.
pub(crate) struct Sources(Vec<Module>);

#[derive(Default)]
struct Module {
    /// From the root, such as `trust::anchors`; empty for the root.
    name: String,
    parent: usize,
    children: BTreeMap<String, usize>,
    said: Said,
}

/// What a file says of others.
#[derive(Default)]
struct Said {
    /// Modules that it declares.
    modules: Vec<String>,
    /// Names that it brings in or exports, each with the path that it stands for.
    imports: Vec<(String, Vec<String>)>,
    /// Every path.
    paths: BTreeSet<Vec<String>>,
}

/// What a path leads to: a module, or something that a module defines.
#[derive(Clone, Copy)]
enum Found {
    Module(usize),
    Item(usize),
}

/// Re-exports of re-exports that are followed.
const EXPORTS: usize = 8;

impl Sources {
    /// Reads a crate from its root file on. `load` returns the text of a file, by its path below the root's folder.
    pub(crate) fn read(root: &str, load: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut sources = Sources(Vec::new());
        let text = load(root).unwrap_or_else(|| panic!("there is no {root}"));
        sources.add(Module::default(), &text, "", load);
        sources
    }

    fn add(
        &mut self,
        module: Module,
        text: &str,
        folder: &str,
        load: &dyn Fn(&str) -> Option<String>,
    ) -> usize {
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", module.name));
        let mut said = Said::default();
        said.read(tokens);
        let (index, parent) = (self.0.len(), module.name.clone());
        let declared = said.modules.clone();
        self.0.push(Module { said, ..module });
        for child in declared {
            let name = if parent.is_empty() { child.clone() } else { format!("{parent}::{child}") };
            let text = load(&format!("{folder}{child}.rs"))
                .or_else(|| load(&format!("{folder}{child}/mod.rs")))
                .unwrap_or_else(|| panic!("there is no file of {name}"));
            let module = Module { name, parent: index, ..Module::default() };
            let added = self.add(module, &text, &format!("{folder}{child}/"), load);
            self.0[index].children.insert(child, added);
        }
        index
    }

    /// The files that each file uses, by the names of their modules.
    pub(crate) fn uses(&self) -> BTreeMap<String, BTreeSet<String>> {
        let uses = self.0.iter().enumerate().map(|(index, module)| {
            let found = module.said.paths.iter().filter_map(|path| self.find(index, path, EXPORTS));
            let used = found.map(|(Found::Module(used) | Found::Item(used))| used);
            let used = used.filter(|used| *used != index && !self.is_within(index, *used));
            (module.name.clone(), used.map(|used| self.0[used].name.clone()).collect())
        });
        uses.collect()
    }

    /// Whether a module lies in another. The file of that one declares it, and may hold what all of its own files share.
    fn is_within(&self, module: usize, outer: usize) -> bool {
        let (inner, outer) = (&self.0[module].name, &self.0[outer].name);
        outer.is_empty() || inner.strip_prefix(outer.as_str()).is_some_and(|rest| rest.starts_with("::"))
    }

    /// Follows a path that a module names. `None` for names of other crates, and for those that the file defines itself.
    fn find(&self, from: usize, path: &[String], exports: usize) -> Option<Found> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.walk(0, rest, exports),
            "self" => self.walk(from, rest, exports),
            "super" => {
                let (mut module, mut rest) = (self.0[from].parent, rest);
                while let Some(("super", after)) =
                    rest.split_first().map(|(next, after)| (next.as_str(), after))
                {
                    (module, rest) = (self.0[module].parent, after);
                }
                self.walk(module, rest, exports)
            }
            _ => match self.step(from, first, exports)? {
                Found::Module(module) => self.walk(module, rest, exports),
                item => Some(item),
            },
        }
    }

    fn walk(&self, module: usize, path: &[String], exports: usize) -> Option<Found> {
        let Some((first, rest)) = path.split_first() else { return Some(Found::Module(module)) };
        match self.step(module, first, exports) {
            Some(Found::Module(next)) => self.walk(next, rest, exports),
            Some(item) => Some(item),
            // Brought in from another crate, or defined here.
            None if self.0[module].said.imports.iter().any(|(name, _)| name == first) => None,
            None => Some(Found::Item(module)),
        }
    }

    /// What a name means in a module, if it is a module or an import.
    fn step(&self, module: usize, name: &str, exports: usize) -> Option<Found> {
        if let Some(child) = self.0[module].children.get(name) {
            return Some(Found::Module(*child));
        }
        let exports = exports.checked_sub(1)?;
        let imports =
            self.0[module].said.imports.iter().filter(|(own, path)| own == name && path[..] != [name]);
        imports.filter_map(|(_, path)| self.find(module, path, exports)).next()
    }
}

impl Said {
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += match token {
                TokenTree::Punct(mark) if mark.as_char() == '#' => self.attribute(&tokens[at..]),
                TokenTree::Ident(word) if word == "use" => self.import(&tokens[at + 1..]) + 1,
                TokenTree::Ident(word) if word == "mod" => self.module(&tokens[at + 1..]) + 1,
                TokenTree::Ident(_) => self.path(&tokens[at..]),
                TokenTree::Group(group) => {
                    self.read(group.stream());
                    1
                }
                _ => 1,
            };
        }
    }

    /// Passes over an attribute, and over the item that it leaves to tests.
    fn attribute(&mut self, tokens: &[TokenTree]) -> usize {
        let group = tokens.iter().take(3).position(|token| matches!(token, TokenTree::Group(_)));
        let Some(group) = group else { return 1 };
        let text: String = tokens[group].to_string().split_whitespace().collect();
        if text != "[cfg(test)]" && text != "[cfg(doctest)]" {
            return group + 1;
        }
        let ends = |token: &TokenTree| match token {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            token => is(token, ';'),
        };
        tokens.iter().position(ends).map_or(tokens.len(), |end| end + 1)
    }

    fn module(&mut self, tokens: &[TokenTree]) -> usize {
        let (TokenTree::Ident(name), end) = (&tokens[0], &tokens[1]) else { return 0 };
        assert!(is(end, ';'), "mod {name}: a module within a file is not read");
        self.modules.push(name.to_string());
        2
    }

    fn import(&mut self, tokens: &[TokenTree]) -> usize {
        if is(&tokens[0], '<') {
            // `use<>` of a type says what it captures.
            return 0;
        }
        let end = tokens.iter().position(|token| is(token, ';')).unwrap();
        self.tree(&tokens[..end], &[]);
        end
    }

    /// The names of a `use`, however they are nested.
    fn tree(&mut self, tokens: &[TokenTree], before: &[String]) {
        let (mut path, mut name) = (before.to_vec(), None);
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(word) if word == "as" => name = Some(tokens[at + 1].to_string()),
                TokenTree::Ident(word) if name.is_none() => path.push(word.to_string()),
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    let parts = inner.split(|token| is(token, ',')).filter(|part| !part.is_empty());
                    return parts.for_each(|part| self.tree(part, &path));
                }
                _ => {}
            }
        }
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let is_glob = tokens.last().is_some_and(|token| is(token, '*'));
        if let Some(name) = name.or_else(|| path.last().cloned()).filter(|_| !is_glob) {
            self.imports.push((name, path.clone()));
        }
        self.paths.insert(path);
    }

    /// A path of two or more names.
    fn path(&mut self, tokens: &[TokenTree]) -> usize {
        let mut path = Vec::new();
        let mut at = 0;
        while let Some(TokenTree::Ident(word)) = tokens.get(at) {
            path.push(word.to_string());
            let follows = |at: usize| tokens.get(at).is_some_and(|token| is(token, ':'));
            if !(follows(at + 1) && follows(at + 2)) {
                at += 1;
                break;
            }
            at += 3;
        }
        if path.len() > 1 {
            self.paths.insert(path);
        }
        at
    }
}

fn is(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::circles::circle;

    /// What the files of a made-up crate use.
    fn uses(files: &[(&str, &str)]) -> BTreeMap<String, BTreeSet<String>> {
        let load =
            |name: &str| files.iter().find(|(own, _)| *own == name).map(|(_, text)| (*text).to_owned());
        Sources::read("lib.rs", &load).uses()
    }

    fn used(uses: &BTreeMap<String, BTreeSet<String>>, file: &str) -> Vec<String> {
        uses[file].iter().cloned().collect()
    }

    #[test]
    fn paths_lead_to_the_file_that_defines() {
        let uses = uses(&[
            (
                "lib.rs",
                "mod a; mod b; pub mod deep; pub use deep::inner::{Inner, Other as Renamed}; use outside as inside;",
            ),
            (
                "a.rs",
                "use crate::{b::{self, B}, Renamed}; fn f() -> [u8; 2] { b::g(\"crate::deep::X\") } // crate::deep::X",
            ),
            ("b.rs", "struct B; use outside::{deep, Thing}; fn g() { deep::f(); crate::inside::f(); }"),
            (
                "deep/mod.rs",
                "mod inner; mod leaf; pub use inner::Inner; struct Shared; fn f() -> inner::Inner {}",
            ),
            (
                "deep/inner.rs",
                "use super::{Shared, leaf::Leaf}; pub struct Inner; macro_rules! m { () => { $crate::a::made() } }",
            ),
            (
                "deep/leaf.rs",
                "#[cfg(test)] mod tests { use crate::a::A; } fn h(x: impl Sized + use<>) { super::super::b::g() }",
            ),
        ]);
        assert_eq!(used(&uses, "a"), ["b", "deep::inner"]);
        assert_eq!(used(&uses, "b"), [""; 0]);
        assert_eq!(used(&uses, "deep"), ["deep::inner"]);
        assert_eq!(used(&uses, "deep::inner"), ["a", "deep::leaf"]);
        assert_eq!(used(&uses, "deep::leaf"), ["b"]);
    }

    #[test]
    fn a_circle_of_sources_is_found_through_re_exports() {
        let tied = uses(&[
            ("lib.rs", "mod one; mod two; pub use two::Two;"),
            ("one.rs", "pub struct One; fn f(_: crate::Two) {}"),
            ("two/mod.rs", "mod inner; pub use inner::Two;"),
            ("two/inner.rs", "pub struct Two; use super::super::one::One;"),
        ]);
        assert_eq!(circle(&tied).unwrap(), ["two::inner", "one", "two::inner"]);
    }
}
