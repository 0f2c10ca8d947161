//! Definitions to a repository: files, imports, names, types, path variables, polarity, in this order.

mod defaults;
mod imports;
mod parameters;
mod types;

use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::build::Built;
use crate::parsed::file_id;
use crate::{
    Definition, DefinitionId, FileId, ImportResolver, ImportTarget, ParsedFile, Problem, Repository, Settings, Source,
    SourceFile, TypeId, TypeKind,
};

/// The names of one definition.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// What a bare name stands for: an enum, else a model, a union, an interface.
    pub(crate) types: FxHashMap<SmolStr, TypeId>,
    /// Interfaces, which a union of the same name hides.
    pub(crate) interfaces: FxHashMap<SmolStr, TypeId>,
}

impl Repository {
    /// Builds the repository of some files and of what they import. Never fails: problems are part of the result.
    pub fn build(files: Vec<SourceFile>, settings: &Settings, resolver: &dyn ImportResolver) -> Self {
        Self::of_parsed(ParsedFile::read_all(files, 0, settings), settings, resolver)
    }

    /// Builds the repository of files that were parsed before, and of what they import.
    ///
    /// Whoever builds again and again while one file changes keeps the others, which are only linked again.
    pub fn of_parsed(files: Vec<ParsedFile>, settings: &Settings, resolver: &dyn ImportResolver) -> Self {
        let mut repository = Self {
            sources: Vec::new(),
            definitions: Vec::new(),
            problems: Vec::new(),
            namespaces: FxHashMap::default(),
            names: Vec::new(),
            streams: FxHashMap::default(),
            polarity: OnceLock::new(),
            patches: OnceLock::new(),
        };
        let mut known: FxHashSet<String> = files.iter().map(|it| it.path().to_owned()).collect();
        let mut found = imports::Found::default();
        let mut pending = files;
        while !pending.is_empty() {
            let first = repository.definitions.len();
            repository.add(pending, settings);
            let missing = imports::missing_files(&repository, first, &mut known, &mut found, resolver);
            pending = ParsedFile::read_all(missing, repository.sources.len(), settings);
        }
        repository.link(&found);
        repository
    }

    /// Adds files and what they came to.
    fn add(&mut self, files: Vec<ParsedFile>, settings: &Settings) {
        let first = self.sources.len();
        let own = files.into_par_iter().enumerate().map(|(index, it)| it.into_parts(file_id(first + index), settings));
        let parts: Vec<(Source, Built)> = own.collect();
        for (source, built) in parts {
            self.sources.push(source);
            self.problems.extend(built.problems);
            if let Some(mut definition) = built.definition {
                definition.id = DefinitionId(u32::try_from(self.definitions.len()).unwrap_or(u32::MAX));
                self.namespaces.entry(definition.namespace.clone()).or_default().push(definition.id);
                self.definitions.push(definition);
            }
        }
    }

    fn link(&mut self, found: &imports::Found) {
        let targets = imports::targets(self, found);
        self.definitions.par_iter_mut().zip(targets).for_each(|(definition, targets)| {
            for (import, target) in definition.imports.iter_mut().zip(targets) {
                import.target = target;
            }
        });
        self.names = self.definitions.par_iter().map(names).collect();
        types::resolve(self);
        parameters::derive(self);
        self.streams = streams(&self.definitions);
        self.problems.sort_by_key(|it: &Problem| it.place);
    }

    /// The interface of that name in a definition, which a union of the same name hides from [`Repository::local`].
    pub fn local_interface(&self, definition: DefinitionId, name: &str) -> Option<TypeId> {
        self.names.get(definition.0 as usize)?.interfaces.get(name).copied()
    }

    /// The definition that a file holds; definitions stand in the order of their files.
    pub fn definition_in(&self, file: FileId) -> Option<&Definition> {
        let index = self.definitions.binary_search_by_key(&file, |it| it.file).ok()?;
        self.definitions.get(index)
    }

    /// The definitions that a definition imports and that are here.
    pub fn imported(&self, definition: DefinitionId) -> impl Iterator<Item = &Definition> {
        self.definition(definition).imports.iter().filter_map(|it| match it.target {
            ImportTarget::Definition(id) => Some(self.definition(id)),
            ImportTarget::Missing => None,
        })
    }
}

fn names(definition: &Definition) -> Names {
    let mut names = Names::default();
    names.types.reserve(definition.enums.len() + definition.models.len() + definition.unions.len());
    for (id, named) in definition.types() {
        names.types.entry(named.name().clone()).or_insert(id);
        if id.kind == TypeKind::Interface {
            names.interfaces.entry(named.name().clone()).or_insert(id);
        }
    }
    names
}

/// Every stream under both of its qualified names, with and without the encoding.
fn streams(definitions: &[Definition]) -> FxHashMap<String, (DefinitionId, usize)> {
    let mut streams = FxHashMap::default();
    for definition in definitions {
        for (index, stream) in definition.streams.iter().enumerate() {
            let whole = stream.qualified_name(&definition.namespace);
            let short = format!("{}.{}", definition.namespace, stream.name);
            streams.entry(whole).or_insert((definition.id, index));
            streams.entry(short).or_insert((definition.id, index));
        }
    }
    streams
}
