//! What imports stand for: relative paths, namespaces, registry addresses; all of it offline.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Definition, DefinitionId, Import, ImportResolver, ImportTarget, Repository, SourceFile, names};

/// The files that the resolver has found, by definition and position of the import.
pub(super) type Found = FxHashMap<(DefinitionId, usize), String>;

/// The files that imports name and that were not given, found through the resolver.
pub(super) fn missing_files(
    repository: &Repository,
    first: usize,
    known: &mut FxHashSet<String>,
    found: &mut Found,
    resolver: &dyn ImportResolver,
) -> Vec<SourceFile> {
    let mut files = Vec::new();
    let index = Index::new(repository);
    for definition in &repository.definitions[first..] {
        for (position, import) in definition.imports.iter().enumerate() {
            if index.target(definition, import) != ImportTarget::Missing {
                continue;
            }
            let importer = &repository.source(definition.file).path;
            if let Some(file) = resolver.resolve(importer, &import.uri) {
                found.insert((definition.id, position), file.path.clone());
                if known.insert(file.path.clone()) {
                    files.push(file);
                }
            }
        }
    }
    files
}

/// The target of every import, by definition.
pub(super) fn targets(repository: &Repository, found: &Found) -> Vec<Vec<ImportTarget>> {
    let index = Index::new(repository);
    let target = |definition: &Definition, position: usize, import: &Import| {
        // What the resolver found under an address need not be known by it.
        match (index.target(definition, import), found.get(&(definition.id, position))) {
            (ImportTarget::Missing, Some(path)) => {
                index.paths.get(path.as_str()).map_or(ImportTarget::Missing, |it| ImportTarget::Definition(*it))
            }
            (target, _) => target,
        }
    };
    let of = |definition: &Definition| {
        let imports = definition.imports.iter().enumerate();
        imports.map(|(position, import)| target(definition, position, import)).collect()
    };
    repository.definitions.iter().map(of).collect()
}

/// The ways in which an import can name a definition.
struct Index<'a> {
    repository: &'a Repository,
    paths: FxHashMap<&'a str, DefinitionId>,
    keys: FxHashMap<&'a str, Vec<DefinitionId>>,
}

impl<'a> Index<'a> {
    fn new(repository: &'a Repository) -> Self {
        let mut index = Self { repository, paths: FxHashMap::default(), keys: FxHashMap::default() };
        for definition in &repository.definitions {
            index.paths.insert(&repository.source(definition.file).path, definition.id);
            index.keys.entry(&definition.key).or_default().push(definition.id);
        }
        index
    }

    fn target(&self, from: &Definition, import: &Import) -> ImportTarget {
        let uri = import.uri.as_str();
        let found = if uri.contains("://") {
            self.by_namespace(from, import.namespace.as_deref()).or_else(|| self.by_address(from, uri))
        } else {
            self.by_path(from, uri).or_else(|| self.by_namespace(from, Some(uri)))
        };
        found.map_or(ImportTarget::Missing, ImportTarget::Definition)
    }

    fn by_path(&self, from: &Definition, uri: &str) -> Option<DefinitionId> {
        let path = relative(&self.repository.source(from.file).path, uri);
        self.paths.get(path.as_str()).copied()
    }

    fn by_namespace(&self, from: &Definition, namespace: Option<&str>) -> Option<DefinitionId> {
        self.nearest(from, self.repository.namespaces.get(namespace?)?)
    }

    /// `https://host/organization/application/version/service.json`: the application is the key of a definition.
    fn by_address(&self, from: &Definition, uri: &str) -> Option<DefinitionId> {
        let path = uri.split_once("://")?.1.strip_suffix("/service.json")?;
        let mut parts = path.rsplit('/');
        let (version, application, organization) = (parts.next()?, parts.next()?, parts.next()?);
        let same = |it: &&DefinitionId| {
            let given = self.repository.definition(**it).organization.as_ref();
            given.is_none_or(|it| it == organization)
        };
        let mut candidates: Vec<_> = self.keys.get(application)?.iter().filter(same).copied().collect();
        if candidates.len() > 1 {
            self.prefer(&mut candidates, |it| it.version.as_deref() == Some(version));
            let major = format!("v{}", version.trim_start_matches('~').split('.').next().unwrap_or_default());
            self.prefer(&mut candidates, |it| it.major_version() == Some(&major));
        }
        self.nearest(from, &candidates)
    }

    /// Leaves only candidates of one sort, if there are any.
    fn prefer(&self, candidates: &mut Vec<DefinitionId>, sort: impl Fn(&Definition) -> bool) {
        if candidates.iter().any(|it| sort(self.repository.definition(*it))) {
            candidates.retain(|it| sort(self.repository.definition(*it)));
        }
    }

    /// Of several candidates, one in the importing file's own folder, else the first; never the file itself.
    fn nearest(&self, from: &Definition, candidates: &[DefinitionId]) -> Option<DefinitionId> {
        let folder = |id: DefinitionId| parent(&self.repository.source(self.repository.definition(id).file).path);
        let here = folder(from.id);
        let mut others = candidates.iter().copied().filter(|it| *it != from.id);
        others.clone().find(|it| folder(*it) == here).or_else(|| others.next())
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// A path relative to a file, without `.` and `..` parts where they can be resolved.
fn relative(importer: &str, uri: &str) -> String {
    names::join_path(parent(importer), uri)
}
