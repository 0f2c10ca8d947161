//! Every resource of the demo company, and of real definitions, lives its life in a mock: created, read, listed,
//! changed, deleted, gone; each answer is one that the definition declares.

use std::path::{Path, PathBuf};

use apigen_generator::mock::describe;
use apigen_mock::{Server, Service, Tokens};
use apigen_model::{NoImports, Repository, Role, Settings, SourceFile};
use http::Request;
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;
use xtask::workspace;

use crate::corpus::corpus;

/// A service with its description, and a server of it.
struct Subject {
    facts: Value,
    service: &'static Service,
    server: Server,
    calls: usize,
}

impl Subject {
    fn of(files: &[&Path], names: &[&str]) -> Self {
        let source = |path: &&Path| SourceFile {
            path: path.file_name().unwrap().to_string_lossy().into_owned(),
            bytes: std::fs::read(path).unwrap(),
            role: Role::Checked,
        };
        let repository = Repository::build(files.iter().map(source).collect(), &Settings::default(), &NoImports);
        let wanted = repository.definitions().iter().filter(|it| names.contains(&it.name.as_str()));
        let facts = describe(&repository, &wanted.map(|it| it.id).collect::<Vec<_>>());
        let service: &'static Service = Box::leak(Box::new(Service::parse(&facts.to_string()).unwrap()));
        let server = Server::new(service).tokens(Tokens::Ignored);
        Self { facts, service, server, calls: 0 }
    }

    /// Calls an operation, and holds the answer against the definition.
    async fn call(&mut self, method: &str, path: &str, variables: &[String]) -> (u16, Option<Value>) {
        self.calls += 1;
        let mut values = variables.iter();
        let segment = |it: &str| if it.starts_with(':') { values.next().unwrap().clone() } else { it.to_owned() };
        let uri = path.split('/').map(segment).collect::<Vec<_>>().join("/");
        let seed = self.calls as u64;
        let mut body = self.service.sample_body(method, path, seed);
        if let Some(body) = &mut body {
            self.make_what_is_named(method, path, body).await;
        }
        let json = body.map(|it| ("application/json", it.to_string()));
        let form = || self.service.sample_form(method, path, seed).map(|it| ("application/x-www-form-urlencoded", it));
        let sent = json.or_else(form).unwrap_or(("application/json", String::new()));
        let request = Request::builder().method(method).uri(&uri).header("content-type", sent.0).body(sent.1.clone());
        let request = request.unwrap();
        let response = self.server.router().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let body: Option<Value> = (!bytes.is_empty()).then(|| serde_json::from_slice(&bytes).unwrap());
        // Nothing is there: what the definition forgets to declare is said in the standard's way.
        let undeclared = self.service.undeclared(method, path, status, body.as_ref());
        let is_plain = status == 404 && undeclared.iter().all(|it| it == "status 404 is not declared");
        assert!(undeclared.is_empty() || is_plain, "{method} {uri} of {sent:?}: {status} {body:?}: {undeclared:?}");
        (status, body)
    }

    /// Makes the objects that a body names, and has it name them.
    async fn make_what_is_named(&mut self, method: &str, path: &str, body: &mut Value) {
        let operations = self.facts["operations"].as_array().unwrap();
        let own = operations.iter().find(|it| it["method"] == method && it["path"] == path).unwrap();
        let name = own["body"]["named"].as_str().unwrap_or_default();
        let fields = self.facts["types"][name]["model"].as_array().cloned().unwrap_or_default();
        for field in fields {
            let stores = self.facts["stores"].as_array().unwrap();
            let is_target = |it: &Value| it["schema"]["named"] == field["references"]["type"];
            let store = stores.iter().position(is_target);
            if let (Some(store), Some(value)) = (store, body.get_mut(field["name"].as_str().unwrap())) {
                let made = Box::pin(self.make(store)).await.unwrap();
                *value = made.last().unwrap().as_str().into();
            }
        }
    }

    /// The operation at a path with so many variables that is something to a store.
    fn operation(&self, role: &str, store: usize, variables: usize) -> Option<(String, String)> {
        let all = self.facts["operations"].as_array().unwrap();
        let own = |it: &&Value| {
            let path = it["path"].as_str().unwrap();
            self::variables(path) == variables && it["role"][role] == store
        };
        let text = |it: &Value, key: &str| it[key].as_str().unwrap().to_owned();
        all.iter().find(own).map(|it| (text(it, "method"), text(it, "path")))
    }

    /// Makes an object with all its parents; the values that its path has, and its own.
    async fn make(&mut self, store: usize) -> Option<Vec<String>> {
        let facts = self.facts["stores"][store].clone();
        let count = facts["parents"].as_array().unwrap().len();
        let mut path = match facts["parent"].as_u64() {
            Some(parent) => Box::pin(self.make(usize::try_from(parent).unwrap())).await?,
            None => Vec::new(),
        };
        path.resize_with(count, || "any".to_owned());
        let (method, route) = self.operation("create", store, count)?;
        let (status, body) = self.call(&method, &route, &path).await;
        assert!((200..300).contains(&status), "{method} {route}: {status} {body:?}");
        path.push(self.identity(store, body.as_ref())?);
        Some(path)
    }

    /// What an object is called in paths.
    fn identity(&self, store: usize, object: Option<&Value>) -> Option<String> {
        let id = object?.get(self.facts["stores"][store]["identity"]["field"].as_str()?)?;
        Some(id.as_str().map_or_else(|| id.to_string(), str::to_owned))
    }

    /// The life of one object of a store; whether it has one.
    async fn live(&mut self, store: usize) -> bool {
        let Some(path) = self.make(store).await else { return false };
        let (parents, id) = (&path[..path.len() - 1], path.last().unwrap());
        if let Some((method, route)) = self.operation("list", store, parents.len()) {
            let (_, body) = self.call(&method, &route, parents).await;
            let listed = body.unwrap();
            let mut ids = listed.as_array().unwrap().iter().map(|it| self.identity(store, Some(it)));
            assert!(ids.any(|it| it.as_ref() == Some(id)), "{route}: {id} is not in {listed}");
        }
        let mut path = path.clone();
        for role in ["read", "update", "upsert", "patch"] {
            if let Some((method, route)) = self.operation(role, store, path.len()) {
                let (status, body) = self.call(&method, &route, &path).await;
                assert!((200..300).contains(&status), "{method} {route}: {status} {body:?}");
                // Whoever may choose a key may choose another.
                if let Some(id) = self.identity(store, body.as_ref()) {
                    *path.last_mut().unwrap() = id;
                }
            }
        }
        if let Some((method, route)) = self.operation("delete", store, path.len()) {
            assert!((200..300).contains(&self.call(&method, &route, &path).await.0), "{method} {route}");
            if let Some((method, route)) = self.operation("read", store, path.len()) {
                assert_eq!(self.call(&method, &route, &path).await.0, 404, "{method} {route}");
            }
        }
        true
    }

    /// How many kinds of objects lived.
    async fn all(mut self) -> usize {
        let mut lived = 0;
        for store in 0..self.facts["stores"].as_array().unwrap().len() {
            lived += usize::from(self.live(store).await);
        }
        lived
    }
}

fn variables(path: &str) -> usize {
    path.split('/').filter(|it| it.starts_with(':')).count()
}

#[tokio::test]
async fn resources_of_the_demo_company_live() {
    let folder = workspace::root().join("api-definitions");
    let names =
        ["common", "error", "healthcheck", "user", "catalog", "order"].map(|it| folder.join(format!("{it}.json")));
    let files: Vec<_> = names.iter().map(PathBuf::as_path).collect();
    assert_eq!(Subject::of(&files, &["user"]).all().await, 2);
    assert_eq!(Subject::of(&files, &["catalog"]).all().await, 2);
    assert_eq!(Subject::of(&files, &["order"]).all().await, 1);
}

#[tokio::test]
async fn resources_of_real_definitions_live() {
    let Some(corpus) = corpus() else { return };
    let folder = |name: &str| corpus.join("api_json").join(name);
    let apibuilder = folder("apicollective__apibuilder/spec");
    let names =
        ["api", "common", "generator", "spec", "task"].map(|it| apibuilder.join(format!("apibuilder-{it}.json")));
    let files: Vec<_> = names.iter().map(PathBuf::as_path).collect();
    assert_eq!(Subject::of(&files, &["apibuilder api"]).all().await, 11);
    let delta = folder("flowcommerce__delta/spec/delta.json");
    assert_eq!(Subject::of(&[&delta], &["delta"]).all().await, 5);
}
