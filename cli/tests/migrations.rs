//! `apigen sql --migrate --from` a git revision: release after release, as a service's repository sees it.

#![allow(clippy::unwrap_used)]

#[path = "revisions/repo.rs"]
#[allow(dead_code, reason = "what others ask of repositories")]
mod repo;

use apigen_store::{Database, Migrations};
use repo::{Repo, Told};

/// A definition whose users have these fields beside the id.
fn users(fields: &[&str]) -> String {
    let field = |it: &&str| format!(r#", {{"name": "{it}", "type": "string", "required": false}}"#);
    let fields = fields.iter().map(field).collect::<Vec<_>>().concat();
    format!(
        r#"{{"name": "user", "namespace": "io.acme.user.v0",
            "models": {{"user": {{"fields": [{{"name": "id", "type": "string"}}{fields}]}}}},
            "tables": {{"users": {{"model": "user", "primary_key": ["id"], "journal": true}}}}}}"#
    )
}

/// A repository whose first release is tagged `v1`, with the files that make its database.
fn released() -> Repo {
    let repo = Repo::new();
    repo.write("apigen.toml", "").write("user.json", &users(&["handle"]));
    assert_eq!(migrate(&repo, &[]).code, 0);
    repo.commit("first").git(&["tag", "v1"]);
    repo
}

fn migrate(repo: &Repo, arguments: &[&str]) -> Told {
    repo.apigen(&[&["sql", "--migrate", "--out", "sql", "--engine", "sqlite"], arguments].concat(), &[])
}

/// The migration files that are there, in their order, with their texts.
fn files(repo: &Repo) -> Vec<(String, String)> {
    let folder = repo.dir.join("sql/io-acme-user-v0/migrations/sqlite").read_dir().unwrap();
    let mut files: Vec<_> = folder.map(|it| it.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap())
    };
    files.iter().map(read).collect()
}

fn names(repo: &Repo) -> Vec<String> {
    files(repo).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn a_tag_a_branch_and_a_commit_are_what_they_were() {
    for revision in ["v1", "main", "HEAD"] {
        let repo = released();
        repo.write("user.json", &users(&["handle", "email"]));
        let told = migrate(&repo, &["--from", revision]);
        assert_eq!(told.code, 0, "{told:#?}");
        assert_eq!(told.out, "sql/io-acme-user-v0/migrations/sqlite/0002_expand_alter_users.sql\n");
        assert_eq!(told.err, "io.acme.user.v0 on sqlite: files of expand: 1, of contract: 0\n");
        let (_, text) = files(&repo).pop().unwrap();
        assert!(text.contains("alter table users add column email text;"), "{text}");
    }
}

#[test]
fn what_has_not_changed_since_needs_no_steps() {
    let repo = released();
    let told = migrate(&repo, &["--from", "v1"]);
    assert_eq!((told.code, told.err.as_str()), (0, "io.acme.user.v0 on sqlite: nothing to do\n"));
    assert_eq!(names(&repo), ["0001_expand_create_users.sql"]);
}

#[test]
fn a_revision_that_is_none_writes_nothing() {
    let repo = released();
    let told = migrate(&repo, &["--from", "v9"]);
    assert_eq!((told.code, told.out.as_str()), (2, ""));
    assert!(told.err.contains("`v9` is neither a path nor a revision of this repository"), "{}", told.err);
    assert_eq!(names(&repo).len(), 1);
}

#[test]
fn releases_follow_each_other_and_their_files_run() {
    let repo = released();
    repo.write("user.json", &users(&["handle", "email"]));
    assert_eq!(migrate(&repo, &["--from", "v1"]).code, 0);
    repo.commit("second").git(&["tag", "v2"]);
    repo.write("user.json", &users(&["email"]));
    let withheld = migrate(&repo, &["--from", "v2"]);
    assert!(withheld.err.contains("column `handle` of `users` stays: dropping it loses its values"), "{withheld:#?}");
    assert_eq!(migrate(&repo, &["--from", "v2", "--destructive"]).code, 0);
    repo.commit("third");
    repo.write("user.json", &users(&["email", "handle"]));
    assert_eq!(migrate(&repo, &["--from", "main"]).code, 0);
    let files = files(&repo);
    let numbers: Vec<_> = files.iter().map(|(name, _)| name[..4].parse::<usize>().unwrap()).collect();
    assert_eq!(numbers, (1..=files.len()).collect::<Vec<_>>());

    let recorded = tokio::runtime::Runtime::new().unwrap().block_on(run(&files)).unwrap();
    assert_eq!(recorded, "ada");
}

/// Runs files on an empty database and writes a user there; what the journal says the handle is.
async fn run(files: &[(String, String)]) -> Result<String, Box<dyn std::error::Error>> {
    let database = Database::connect("sqlite::memory:").await?;
    Migrations::of(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))?.run(&database).await?;
    database.execute("insert into users (id, email, handle) values ('1', 'a@acme.io', 'ada')", []).await?;
    Ok(database.query("select handle from journal_users", &[]).await?.remove(0).get(0)?)
}
