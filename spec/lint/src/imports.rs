//! Questions about imports that several rules ask.

use apigen_model::{Annotation, Definition, DefinitionId, Import, ImportTarget, Repository};

/// The organization and application of a registry address:
/// `https://host/organization/application/version/service.json`.
pub(crate) fn address(uri: &str) -> Option<(&str, &str)> {
    let path = uri.split_once("://")?.1.strip_suffix("/service.json")?;
    let mut parts = path.rsplit('/').skip(1);
    let (application, organization) = (parts.next()?, parts.next()?);
    Some((organization, application))
}

/// Whether an import names the definition that it stands in.
pub(crate) fn is_of_itself(definition: &Definition, import: &Import) -> bool {
    let namespace = Some(definition.namespace.as_str());
    let same_address = |(organization, application)| {
        definition.organization.as_deref() == Some(organization) && definition.key == application
    };
    match import.target {
        ImportTarget::Definition(id) => id == definition.id,
        ImportTarget::Missing => {
            import.namespace.as_deref() == namespace
                || Some(import.uri.as_str()) == namespace
                || address(&import.uri).is_some_and(same_address)
        }
    }
}

/// The definition of this repository that an import brings in.
pub(crate) fn target(import: &Import) -> Option<DefinitionId> {
    match import.target {
        ImportTarget::Definition(id) => Some(id),
        ImportTarget::Missing => None,
    }
}

/// What is known about the name of an annotation.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Known<'a> {
    /// It is declared here or by an import.
    Declared(&'a Annotation),
    /// An import that is not in the repository has it, or may have it.
    Elsewhere,
    /// Nobody has it.
    Nowhere,
}

/// Looks up an annotation: in the definition, in its imports, in the lists of imports that are not here.
pub(crate) fn annotation<'a>(repository: &'a Repository, definition: &'a Definition, name: &str) -> Known<'a> {
    let mut all = annotations(repository, definition);
    if let Some(found) = all.find(|it| it.name == name) {
        return Known::Declared(found);
    }
    let missing = definition.imports.iter().filter(|it| it.target == ImportTarget::Missing);
    let mut may_have = missing.filter(|it| it.namespace.is_none() || it.annotations.iter().any(|it| it.name == name));
    may_have.next().map_or(Known::Nowhere, |_| Known::Elsewhere)
}

/// The annotations that a definition may use and whose declarations are in the repository.
pub(crate) fn annotations<'a>(
    repository: &'a Repository,
    definition: &'a Definition,
) -> impl Iterator<Item = &'a Annotation> {
    let imported = repository.imported(definition.id).flat_map(|it| &it.annotations);
    definition.annotations.iter().chain(imported)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_organization_and_application() {
        assert_eq!(address("https://app.apibuilder.io/flow/common/latest/service.json"), Some(("flow", "common")));
        assert_eq!(address("https://app.apibuilder.io/flow/common"), None);
        assert_eq!(address("common.json"), None);
    }
}
