//! The service that definitions describe, as its callers see it: operations, and what they do to which objects.

use apigen_model::lifecycle::{self, Binding, Role, Store, Stores, bindings, role};
use apigen_model::{Auth, Definition, DefinitionId, Location, Method, Operation, Parameter, Repository};

/// What a service is to its callers.
#[derive(Debug)]
pub struct Service<'a> {
    /// Where types are looked up.
    pub repository: &'a Repository,
    /// What the service implements.
    pub definitions: Vec<&'a Definition>,
    /// Every operation that can be called.
    pub operations: Vec<Call<'a>>,
    /// What the service keeps.
    pub stores: Stores<'a>,
}

/// An operation of a service.
#[derive(Debug)]
pub struct Call<'a> {
    /// Its name: the declared one, or method and path.
    pub name: String,
    /// What it is declared to be.
    pub operation: &'a Operation,
    /// The definition that declares it.
    pub definition: &'a Definition,
    /// What it does to the objects of which store.
    pub role: Option<(Role, usize)>,
    /// What each variable of the path has the value of.
    pub bindings: Vec<(&'a str, Binding<'a>)>,
}

impl<'a> Service<'a> {
    /// The service that implements the given definitions.
    pub fn new(repository: &'a Repository, definitions: &[DefinitionId]) -> Self {
        let definitions: Vec<_> = definitions.iter().map(|it| repository.definition(*it)).collect();
        let calls = lifecycle::calls(&definitions);
        let stores = Stores::new(repository, &definitions, &calls);
        let of = |definition: &'a Definition| {
            let calls = lifecycle::calls(&[definition]);
            let stores = &stores;
            calls.into_iter().map(move |it| call(repository, stores, definition, it.operation))
        };
        let operations = definitions.iter().flat_map(|it| of(it)).collect();
        Self { repository, definitions, operations, stores }
    }

    /// The service that implements every definition with resources of a namespace.
    pub fn of_namespace(repository: &'a Repository, namespace: &str) -> Self {
        let all = repository.definitions().iter().filter(|it| it.namespace == namespace);
        Self::new(repository, &all.map(|it| it.id).collect::<Vec<_>>())
    }

    /// The qualified names of its streams, which are their names at brokers.
    pub fn stream_names(&self) -> Vec<String> {
        crate::told::streams(self).into_iter().map(|it| it.1).collect()
    }

    /// The store at a position.
    pub fn store(&self, index: usize) -> &Store<'a> {
        &self.stores.all()[index]
    }

    /// The operation that has a role for a store.
    pub fn with_role(&self, wanted: Role, store: usize) -> Option<usize> {
        let of_store = |it: &Call<'_>| it.role == Some((wanted, store));
        let own = |it: &&Call<'_>| {
            let path = lifecycle::paths::pattern(&it.operation.path);
            path.starts_with(&lifecycle::paths::pattern(self.store(store).path))
        };
        // Another view of the same objects comes after the operations of the collection itself.
        let direct = self
            .operations
            .iter()
            .filter(own)
            .position(of_store)
            .and_then(|_| self.operations.iter().position(|it| of_store(it) && own(&it)));
        direct.or_else(|| self.operations.iter().position(of_store))
    }

    /// The operation that a method and a path without query lead to.
    pub fn route(&self, method: &str, path: &str) -> Option<usize> {
        let fits = |it: &Call<'_>| it.operation.method.as_str() == method && leads(&it.operation.path, path);
        // A literal segment comes before a variable.
        let variables = |index: &usize| self.operations[*index].operation.path_variables().count();
        (0..self.operations.len()).filter(|it| fits(&self.operations[*it])).min_by_key(variables)
    }

    /// The methods that are declared for a path with variables of any name.
    pub fn methods(&self, path: &str) -> Vec<&'a Method> {
        let wanted = lifecycle::paths::pattern(path);
        let here = self.operations.iter().filter(|it| lifecycle::paths::pattern(&it.operation.path) == wanted);
        here.map(|it| &it.operation.method).collect()
    }
}

impl<'a> Call<'a> {
    /// The declared parameters of a location.
    pub fn parameters(&self, location: Location) -> impl Iterator<Item = &'a Parameter> {
        self.operation.parameters.iter().filter(move |it| it.location == location)
    }

    /// Whether callers need credentials.
    pub fn is_guarded(&self) -> bool {
        let auth = self.operation.behaviour.as_ref().and_then(|it| it.auth.as_ref());
        matches!(auth, Some(Auth::Scheme { .. }))
    }

    /// Whether the operation changes nothing.
    pub fn is_safe(&self) -> bool {
        matches!(self.operation.method, Method::Get | Method::Head | Method::Options)
    }

    /// Whether a status is declared.
    pub fn declares(&self, status: u16) -> bool {
        self.operation.responses.iter().any(|it| it.code.status() == Some(status))
    }
}

fn call<'a>(
    repository: &'a Repository,
    stores: &Stores<'a>,
    definition: &'a Definition,
    operation: &'a Operation,
) -> Call<'a> {
    let role = role(repository, stores, operation).or_else(|| page(repository, stores, operation));
    let store = role.and_then(|(_, index)| stores.all().get(index));
    Call {
        name: operation.name().map_or_else(|| operation.label(), ToString::to_string),
        operation,
        definition,
        role,
        bindings: store.map(|it| bindings(repository, it, &operation.path)).unwrap_or_default(),
    }
}

/// A list whose pages are objects with the elements in one of their fields.
fn page(repository: &Repository, stores: &Stores<'_>, operation: &Operation) -> Option<(Role, usize)> {
    let is_paged = operation.method == Method::Get && operation.behaviour.as_ref()?.paginated.is_some();
    let model = repository.model_of(lifecycle::success(operation).filter(|_| is_paged)?)?;
    let element = model.fields.iter().find_map(|it| it.ty.element())?;
    let store = stores.at(&operation.path).or_else(|| stores.of(element))?;
    (stores.all()[store].ty == element).then_some((Role::List, store))
}

/// Whether a path with variables matches one without.
fn leads(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    let fits = |wanted: &str, given: &str| match wanted.strip_prefix(':') {
        Some(name) => {
            let suffix = name.find('.').map_or("", |at| &name[at..]);
            given.len() > suffix.len() && given.ends_with(suffix)
        }
        None => wanted == given,
    };
    let all = wanted.by_ref().all(|it| given.next().is_some_and(|given| fits(it, given)));
    all && given.next().is_none()
}

/// The values of the variables of a path, decoded.
pub(crate) fn path_values(pattern: &str, path: &str) -> Vec<String> {
    let pairs = pattern.split('/').zip(path.split('/'));
    let variable = |(wanted, given): (&str, &str)| {
        let name = wanted.strip_prefix(':')?;
        let suffix = name.find('.').map_or("", |at| &name[at..]);
        let text = given.strip_suffix(suffix).unwrap_or(given);
        Some(percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned())
    };
    pairs.filter_map(variable).collect()
}

#[cfg(test)]
mod tests {
    use super::{leads, path_values};

    #[test]
    fn variables_match_one_segment() {
        assert!(leads("/users/:id", "/users/7") && leads("/users/:id.csv", "/users/7.csv"));
        assert!(!leads("/users/:id", "/users/") && !leads("/users/:id", "/users/7/x") && !leads("/users", "/user"));
    }

    #[test]
    fn values_of_variables_are_decoded() {
        assert_eq!(path_values("/users/:id/notes/:key.txt", "/users/a%20b+c/notes/7.txt"), ["a b+c", "7"]);
    }
}
