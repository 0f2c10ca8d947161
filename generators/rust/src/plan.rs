//! Which crates there are, what each depends on, and what every type is called.

use std::collections::{BTreeMap, BTreeSet};

use apigen_generator::names::{Scope, Words};
use apigen_model::{Definition, DefinitionId, Repository, Type, TypeId, TypeKind};
use proc_macro2::Ident;
use rustc_hash::FxHashMap;

use crate::graph::components;
use crate::ident::{constant_name, file_name, ident, type_name};
use crate::types_of::types_of;

/// Names that no library may have: what the language and generated code mean by them would change.
const RESERVED_LIBRARIES: &[&str] = &[
    "alloc",
    "apigen_events",
    "apigen_http",
    "apigen_mock",
    "apigen_store",
    "apigen_types",
    "core",
    "proc_macro",
    "std",
    "test",
    "crate",
    "self",
    "super",
];

/// The crates of a repository and the names in them.
pub(crate) struct Plan {
    /// One crate a namespace, in file order of the first definition.
    pub(crate) crates: Vec<Crate>,
    owners: Vec<usize>,
    names: FxHashMap<TypeId, Ident>,
    constants: FxHashMap<TypeId, Ident>,
}

/// The crate of a namespace.
pub(crate) struct Crate {
    /// The namespace.
    pub(crate) namespace: String,
    /// The name of the package and of its directory: `io-acme-user-v0`.
    pub(crate) package: String,
    /// The name of the library: `io_acme_user_v0`.
    pub(crate) library: Ident,
    /// The definitions of the namespace; nearly always one.
    pub(crate) definitions: Vec<DefinitionId>,
    /// The crates whose types it uses.
    pub(crate) dependencies: BTreeSet<usize>,
    /// Types that it names but cannot have: unknown here, or in a crate that depends on this one.
    pub(crate) stand_ins: BTreeMap<String, StandIn>,
}

/// A name for a type that a crate cannot have.
pub(crate) struct StandIn {
    /// The alias.
    pub(crate) name: Ident,
    /// The kind of the type, as far as it is known.
    pub(crate) kind: Option<TypeKind>,
    /// Why the crate cannot have the type, as the rest of a sentence.
    pub(crate) reason: &'static str,
}

impl Plan {
    /// Plans the crates of a whole repository.
    pub(crate) fn new(repository: &Repository, prefix: &str) -> Self {
        let mut plan = Self {
            crates: name_crates(repository, prefix),
            owners: Vec::new(),
            names: FxHashMap::default(),
            constants: FxHashMap::default(),
        };
        plan.owners = vec![usize::MAX; repository.definitions().len()];
        for (index, it) in plan.crates.iter().enumerate() {
            it.definitions.iter().for_each(|id| plan.owners[id.0 as usize] = index);
        }
        for index in 0..plan.crates.len() {
            plan.name_types(repository, index);
        }
        plan.connect(repository);
        plan
    }

    /// The crate that a definition belongs to.
    pub(crate) fn owner(&self, definition: DefinitionId) -> usize {
        self.owners[definition.0 as usize]
    }

    /// The name of a type; interfaces have none.
    pub(crate) fn name(&self, id: TypeId) -> Option<&Ident> {
        self.names.get(&id)
    }

    /// Whether a type of a crate hides one of the prelude.
    pub(crate) fn hides_prelude(&self, repository: &Repository, index: usize) -> bool {
        let types = self.crates[index].definitions(repository).flat_map(Definition::types);
        types.filter_map(|(id, _)| self.name(id)).any(|it| crate::prelude::hides(&it.to_string()))
    }

    /// The name of the static that says what values of a type look like; interfaces have none.
    pub(crate) fn constant(&self, id: TypeId) -> Option<&Ident> {
        self.constants.get(&id)
    }

    /// The crates of the given namespaces along with all they depend on; all crates when no namespace is given.
    pub(crate) fn selection(&self, namespaces: &[String]) -> Vec<usize> {
        let wanted = |it: &usize| namespaces.is_empty() || namespaces.contains(&self.crates[*it].namespace);
        let mut pending: Vec<_> = (0..self.crates.len()).filter(wanted).collect();
        let mut selected = BTreeSet::new();
        while let Some(index) = pending.pop() {
            if selected.insert(index) {
                pending.extend(&self.crates[index].dependencies);
            }
        }
        selected.into_iter().collect()
    }

    fn name_types(&mut self, repository: &Repository, index: usize) {
        let (mut scope, mut constants) = (Scope::default(), Scope::default());
        for definition in self.crates[index].definitions.iter().map(|it| repository.definition(*it)) {
            for (id, named) in definition.types().filter(|(id, _)| id.kind != TypeKind::Interface) {
                self.names.insert(id, ident(&scope.claim(&type_name(named.name()))));
                self.constants.insert(id, ident(&constants.claim(&constant_name(named.name()))));
            }
        }
    }

    fn connect(&mut self, repository: &Repository) {
        let uses: Vec<Vec<&Type>> = self
            .crates
            .iter()
            .map(|it| it.definitions(repository).flat_map(types_of).map(Type::base).collect())
            .collect();
        let edges: Vec<Vec<usize>> = uses.iter().enumerate().map(|(from, types)| self.targets(from, types)).collect();
        let components = components(&edges);
        for (from, types) in uses.iter().enumerate() {
            // In a circle of crates, one may use those before it in file order; the other way there are stand-ins.
            let allowed = |to: &usize| components[*to] != components[from] || *to < from;
            let stand_ins = stand_ins(types, repository, |it| {
                self.owner(it.definition) == from || allowed(&self.owner(it.definition))
            });
            self.crates[from].stand_ins = stand_ins;
            self.crates[from].dependencies = edges[from].iter().copied().filter(allowed).collect();
        }
    }

    fn targets(&self, from: usize, types: &[&Type]) -> Vec<usize> {
        let named = types.iter().filter_map(|it| it.named()).filter(|it| it.kind != TypeKind::Interface);
        let others: BTreeSet<_> = named.map(|it| self.owner(it.definition)).filter(|it| *it != from).collect();
        others.into_iter().collect()
    }
}

impl Crate {
    /// The definitions of the crate.
    pub(crate) fn definitions<'a>(&self, repository: &'a Repository) -> impl Iterator<Item = &'a Definition> {
        self.definitions.iter().map(|it| repository.definition(*it))
    }
}

fn name_crates(repository: &Repository, prefix: &str) -> Vec<Crate> {
    let mut scope = Scope::with(RESERVED_LIBRARIES);
    for keyword in crate::ident::KEYWORDS {
        scope.claim(keyword);
    }
    let name = |(namespace, ids): (&smol_str::SmolStr, &[DefinitionId])| {
        let library = scope.claim(&library_name(prefix, namespace));
        Crate {
            namespace: namespace.to_string(),
            package: library.replace('_', "-"),
            library: ident(&library),
            definitions: ids.to_vec(),
            dependencies: BTreeSet::new(),
            stand_ins: BTreeMap::new(),
        }
    };
    repository.namespaces().into_iter().map(name).collect()
}

fn library_name(prefix: &str, namespace: &str) -> String {
    file_name(&Words::of(&format!("{prefix} {namespace}")).snake())
}

fn stand_ins(types: &[&Type], repository: &Repository, present: impl Fn(TypeId) -> bool) -> BTreeMap<String, StandIn> {
    let mut scope = Scope::default();
    let mut found = BTreeMap::new();
    for ty in types {
        if let Some((key, kind, reason)) = missing(ty, repository, &present)
            && !found.contains_key(&key)
        {
            let name = ident(&scope.claim(&type_name(&key)));
            found.insert(key, StandIn { name, kind, reason });
        }
    }
    found
}

fn missing(
    ty: &Type,
    repository: &Repository,
    present: impl Fn(TypeId) -> bool,
) -> Option<(String, Option<TypeKind>, &'static str)> {
    match ty {
        Type::External(it) => Some((it.name.to_string(), it.kind, "whose definition was not at hand")),
        Type::Unresolved(name) => Some((name.to_string(), None, "which no definition declares")),
        Type::Named(id) if id.kind == TypeKind::Interface => Some((
            repository.qualified_name(*id),
            Some(id.kind),
            "which is an interface and so has no values of its own",
        )),
        Type::Named(id) if !present(*id) => {
            Some((repository.qualified_name(*id), Some(id.kind), "whose crate depends on this one"))
        }
        _ => None,
    }
}
