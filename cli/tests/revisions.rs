//! `apigen diff --against` a git revision, in every kind of repository that people have.

#![allow(clippy::unwrap_used)]

#[path = "revisions/repo.rs"]
mod repo;

use std::path::Path;

use repo::{Repo, git, orders};

#[test]
fn a_branch_a_tag_a_commit_and_a_relative_name_all_work() {
    let repo = Repo::with_a_change();
    repo.git(&["tag", "-a", "v1.0.0", "-m", "first"]);
    let commit = repo.git(&["rev-parse", "HEAD"]);
    for name in ["main", "v1.0.0", "HEAD", "refs/heads/main", commit.as_str(), &commit[..9]] {
        repo.diff(&["--against", name]).assert_the_change_since(&format!("orders.json@{name}"));
    }
    repo.commit("second");
    repo.diff(&["--against", "HEAD"]).assert_clean();
    repo.diff(&["--against", "HEAD~1"]).assert_the_change_since("orders.json@HEAD~1");
}

#[test]
fn nothing_in_the_repository_is_touched() {
    let repo = Repo::with_a_change();
    repo.git(&["add", "-A"]);
    repo.write("orders.json", &orders("long"));
    let index = || std::fs::read(repo.dir.join(".git/index")).unwrap();
    let (before, status) = (index(), repo.git(&["status", "--porcelain=v2"]));
    assert_eq!(repo.diff(&["--against", "main"]).code, 1);
    assert_eq!(index(), before);
    assert_eq!(repo.git(&["status", "--porcelain=v2"]), status);
}

#[test]
fn a_detached_head_is_as_good_as_a_branch() {
    let repo = Repo::with_a_change();
    repo.git(&["checkout", "-q", "--detach"]);
    repo.diff(&["--against", "HEAD"]).assert_the_change_since("orders.json@HEAD");
}

#[test]
fn a_shallow_clone_has_what_it_has_and_says_how_to_get_the_rest() {
    let repo = Repo::with_a_change();
    repo.commit("second");
    let clone = Repo::at(repo.beside("clone"));
    let url = format!("file://{}", repo.dir.display());
    repo.git(&["clone", "-q", "--depth=1", &url, clone.dir.to_str().unwrap()]);
    clone.diff(&["--against", "origin/main"]).assert_clean();
    let told = clone.diff(&["--against", "HEAD~1"]);
    assert_eq!((told.code, told.out.as_str()), (2, ""));
    let expected = "error: `HEAD~1` is neither a path nor a revision of this repository\n\
                    help: this clone is shallow: `git fetch --deepen=50` brings what is missing\n";
    assert_eq!(told.err, expected);
    let told = clone.diff(&["--against", "origin/release"]);
    let command = "git fetch --depth=1 origin release:refs/remotes/origin/release";
    assert!(told.code == 2 && told.err.contains(command), "{told:#?}");
    clone.git(&["fetch", "-q", "--deepen=50"]);
    clone.diff(&["--against", "HEAD~1"]).assert_the_change_since("orders.json@HEAD~1");
}

#[test]
fn an_unknown_revision_is_one_clear_line() {
    let repo = Repo::with_a_change();
    let told = repo.diff(&["--against", "mian"]);
    assert_eq!((told.code, told.out.as_str()), (2, ""));
    let expected = "error: `mian` is neither a path nor a revision of this repository\nhelp: did you mean `main`?\n";
    assert_eq!(told.err, expected);
    for name in ["no\nsuch", "HEAD:orders.json", "--output=x", ""] {
        let told = repo.diff(&[&format!("--against={name}")]);
        assert_eq!((told.code, told.out.as_str()), (2, ""), "{told:#?}");
    }
}

#[test]
fn without_a_repository_there_are_no_revisions() {
    let home = tempfile::tempdir().unwrap();
    let told = Repo::at(home.path()).diff(&["--against", "main"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("there is no git repository around the definitions"), "{told:#?}");
}

#[test]
fn a_file_that_moved_changes_nothing() {
    let repo = Repo::new();
    repo.write("apigen.toml", "").write("orders.json", &orders("string")).commit("first");
    std::fs::create_dir(repo.dir.join("sales")).unwrap();
    repo.git(&["mv", "orders.json", "sales/sold.json"]);
    repo.diff(&["--against", "main"]).assert_clean();
    repo.write("sales/sold.json", &orders("integer"));
    repo.diff(&["--against", "main"]).assert_the_change_since("orders.json@main");
}

#[test]
fn a_file_that_is_gone_is_reported_where_it_was() {
    let repo = Repo::with_a_change();
    std::fs::remove_file(repo.dir.join("orders.json")).unwrap();
    let told = repo.diff(&["--against", "main"]);
    assert_eq!(told.code, 1);
    assert!(told.out.contains("was: orders.json@main:"), "{told:#?}");
    assert!(told.out.starts_with("::error title="), "no file is there to annotate: {told:#?}");
}

#[test]
fn a_worktree_reads_the_repository_that_it_belongs_to() {
    let repo = Repo::with_a_change();
    let tree = Repo::at(repo.beside("tree"));
    repo.git(&["worktree", "add", "-q", "-b", "feature", tree.dir.to_str().unwrap()]);
    tree.write("orders.json", &orders("integer")).commit("on the branch");
    tree.diff(&["--against", "main"]).assert_the_change_since("orders.json@main");
    tree.diff(&["--against", "HEAD"]).assert_clean();
}

#[test]
fn a_bare_repository_compares_two_revisions() {
    let repo = Repo::with_a_change();
    repo.git(&["checkout", "-q", "-b", "feature"]);
    repo.commit("second");
    let bare = Repo::at(repo.beside("company.git"));
    repo.git(&["clone", "-q", "--bare", repo.dir.to_str().unwrap(), bare.dir.to_str().unwrap()]);
    bare.diff(&["--against", "main", "--head", "feature"]).assert_the_change_since("orders.json@main");
    bare.diff(&["--against", "feature", "--head", "feature"]).assert_clean();
    let told = bare.diff(&["--against", "main", "--head", "release"]);
    assert!(told.code == 2 && told.err.contains("`release` is neither"), "{told:#?}");
}

#[test]
fn definitions_may_lie_below_the_top_under_any_name() {
    let repo = Repo::new();
    let file = "api definitions/bücher (neu).json";
    repo.write("api definitions/apigen.toml", "").write(file, &orders("string"));
    repo.write("elsewhere.json", &orders("long")).commit("first");
    repo.write(file, &orders("integer"));
    let inside = Repo::at(repo.dir.join("api definitions"));
    inside.diff(&["--against", "main"]).assert_the_change_since("bücher (neu).json@main");
    repo.diff(&["api definitions", "--against", "main"]).assert_the_change_since(&format!("{file}@main"));
    repo.diff(&[file, "--against", "main"]).assert_the_change_since(&format!("{file}@main"));
}

#[test]
fn the_configuration_of_before_says_what_counted_before() {
    let repo = Repo::new();
    repo.write("apigen.toml", "exclude = [\"old/**\"]\nsome_key_of_another_release = 1\n");
    repo.write("orders.json", &orders("string")).write("old/orders.json", &orders("long")).commit("first");
    repo.write("apigen.toml", "");
    std::fs::remove_dir_all(repo.dir.join("old")).unwrap();
    repo.diff(&["--against", "main"]).assert_clean();
    repo.write("apigen.toml", "namespace = \"io.acme\"\n").commit("second");
    repo.write("apigen.toml", "namespace = [").commit("broken").write("apigen.toml", "");
    let told = repo.diff(&["--against", "main"]);
    assert!(told.code == 2 && told.err.contains("apigen.toml@main"), "{told:#?}");
}

#[test]
fn imports_of_before_lead_to_the_files_of_before() {
    let repo = Repo::new();
    let common = |ty: &str| {
        format!(
            r#"{{ "name": "common", "namespace": "io.acme.common.v0",
                 "models": {{ "money": {{ "fields": [{{ "name": "amount", "type": "{ty}" }}] }} }} }}"#
        )
    };
    let lock = "[[import]]\nuri = \"https://registry.example/common\"\npath = \"vendor/common.txt\"\n";
    let importing = orders("io.acme.common.v0.models.money").replacen(
        '{',
        r#"{ "imports": [{ "uri": "https://registry.example/common" }],"#,
        1,
    );
    repo.write("apigen.toml", "").write("apigen.lock", lock).write("vendor/common.txt", &common("string"));
    repo.write("orders.json", &importing).commit("first");
    repo.diff(&["--against", "main"]).assert_clean();
    repo.write("vendor/common.txt", &common("long"));
    let told = repo.diff(&["--against", "main"]);
    assert_eq!(told.code, 0, "a copy of somebody else's definition is not judged: {told:#?}");
}

#[test]
fn what_git_has_and_ignores_counts_on_neither_side() {
    let repo = Repo::new();
    repo.write(".gitignore", "generated/\n").write("apigen.toml", "").write("orders.json", &orders("string"));
    repo.write("generated/orders.json", &orders("long").replace("orders.v0", "copies.v0"));
    repo.write(".hidden/orders.json", &orders("long").replace("orders.v0", "hidden.v0"));
    repo.write("sub/.gitignore", "*.json\n!kept.json\n")
        .write("sub/x.json", &orders("long").replace("orders.v0", "x.v0"));
    repo.write("sub/kept.json", &orders("string").replace("orders.v0", "kept.v0")).commit("first");
    repo.diff(&["--against", "main"]).assert_clean();
    std::fs::remove_file(repo.dir.join("sub/kept.json")).unwrap();
    assert_eq!(repo.diff(&["--against", "main"]).code, 1, "a file that an inner rule keeps does count");
}

#[cfg(unix)]
#[test]
fn symbolic_links_lead_to_their_files() {
    let repo = Repo::new();
    repo.write("apigen.toml", "").write("kept/orders.txt", &orders("string"));
    std::os::unix::fs::symlink("kept/orders.txt", repo.dir.join("orders.json")).unwrap();
    std::os::unix::fs::symlink("nowhere.txt", repo.dir.join(".dangling.json")).unwrap();
    repo.commit("first").write("kept/orders.txt", &orders("integer"));
    repo.diff(&["--against", "main"]).assert_the_change_since("orders.json@main");
}

#[test]
fn a_pointer_of_git_lfs_is_no_definition() {
    let repo = Repo::new();
    repo.write("apigen.toml", "");
    repo.write("orders.json", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n").commit("first");
    let told = repo.diff(&["--against", "main"]);
    assert!(told.code == 2 && told.err.contains("orders.json@main is kept in Git LFS"), "{told:#?}");
}

#[test]
fn files_of_a_submodule_are_those_of_its_recorded_commit() {
    let repo = submodule();
    Repo::at(repo.dir.join("shared")).write("orders.json", &orders("integer"));
    repo.diff(&["--against", "main"]).assert_the_change_since("shared/orders.json@main");
}

#[test]
fn a_submodule_that_is_not_there_is_said() {
    let repo = submodule();
    let clone = Repo::at(repo.beside("clone"));
    repo.git(&["clone", "-q", repo.dir.to_str().unwrap(), clone.dir.to_str().unwrap()]);
    let told = clone.diff(&["--against", "main"]);
    assert_eq!((told.code, told.out.as_str()), (0, "no changes\n"), "{told:#?}");
    assert!(told.err.starts_with("note: submodule shared@main is at commit "), "{told:#?}");
    assert!(told.err.contains("`git submodule update --init`"), "{told:#?}");
}

/// A repository with definitions in the submodule `shared`, and nothing changed.
fn submodule() -> Repo {
    let repo = Repo::new();
    let shared = Repo::at(repo.beside("shared origin"));
    std::fs::create_dir(&shared.dir).unwrap();
    shared.git(&["init", "-q", "-b", "main"]);
    shared.write("orders.json", &orders("string")).commit("first");
    repo.write("apigen.toml", "");
    repo.git(&["submodule", "--quiet", "add", shared.dir.to_str().unwrap(), "shared"]);
    repo.commit("first").diff(&["--against", "main"]).assert_clean();
    repo
}

#[test]
fn a_name_that_is_a_path_and_a_revision_has_to_be_made_clear() {
    let repo = Repo::with_a_change();
    repo.git(&["branch", "release"]);
    repo.write("release/orders.json", &orders("integer"));
    let told = repo.diff(&["orders.json", "--against", "release"]);
    assert!(told.code == 2 && told.err.starts_with("error: `release` is a path and a revision\n"), "{told:#?}");
    repo.diff(&["orders.json", "--against", "refs/heads/release"])
        .assert_the_change_since("orders.json@refs/heads/release");
    repo.diff(&["orders.json", "--against", "./release"]).assert_clean();
}

#[test]
fn variables_of_a_hook_for_another_repository_are_not_followed() {
    let (repo, other) = (Repo::with_a_change(), Repo::new());
    other.write("apigen.toml", "").commit("unrelated");
    let elsewhere = other.dir.join(".git");
    let objects = elsewhere.join("objects");
    let variables: [(&str, &Path); 3] =
        [("GIT_DIR", &elsewhere), ("GIT_WORK_TREE", &other.dir), ("GIT_OBJECT_DIRECTORY", &objects)];
    repo.diff_with(&["--against", "main"], &variables).assert_the_change_since("orders.json@main");
}

#[test]
fn a_hook_judges_the_folder_of_definitions_in_its_own_repository() {
    let repo = Repo::new();
    repo.write("api/apigen.toml", "").write("api/orders.json", &orders("string")).commit("first");
    repo.write("api/orders.json", &orders("integer"));
    // What git sets for hooks: relative to the top, where they run.
    let variables: [(&str, &Path); 2] = [("GIT_DIR", Path::new(".git")), ("GIT_INDEX_FILE", Path::new(".git/index"))];
    repo.diff_with(&["api", "--against", "HEAD"], &variables).assert_the_change_since("api/orders.json@HEAD");
}

#[cfg(unix)]
#[test]
fn a_server_judges_a_push_before_it_takes_it() {
    use std::os::unix::fs::PermissionsExt as _;

    let repo = Repo::with_a_change();
    let server = Repo::at(repo.beside("server.git"));
    repo.git(&["clone", "-q", "--bare", repo.dir.to_str().unwrap(), server.dir.to_str().unwrap()]);
    let hook = server.dir.join("hooks/pre-receive");
    let apigen = env!("CARGO_BIN_EXE_apigen");
    let script =
        format!("#!/bin/sh\nwhile read old new name; do '{apigen}' diff --against $old --head $new || exit 1; done\n");
    std::fs::write(&hook, script).unwrap();
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    repo.commit("second");
    let refused = git(&repo.dir, &["push", "-q", server.dir.to_str().unwrap(), "main"]);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && told.contains("field-type-changed"), "{told}");
    repo.write("orders.json", &orders("string")).commit("as it was");
    repo.git(&["push", "-q", server.dir.to_str().unwrap(), "main"]);
}
