//! `apigen lint --changed-since`: what a branch touched, and what it brought to files that it did not touch.

#![allow(clippy::unwrap_used)]
#![allow(dead_code)] // The repositories are those of the tests of `diff`, which use more of them.

#[path = "revisions/repo.rs"]
mod repo;

use repo::{Repo, Told, git};

/// A file that had findings before the branch: two fields in one model, one in another.
const OLD: &str = r#"{
  "name": "users",
  "namespace": "io.acme.users.v0",
  "models": {
    "user": {
      "fields": [
        { "name": "firstName", "type": "string" },
        { "name": "id", "type": "uuid" },
        { "name": "lastName", "type": "string" }
      ]
    },
    "group": {
      "fields": [
        { "name": "groupName", "type": "string" }
      ]
    }
  }
}
"#;

/// A file that uses the other one.
const USER: &str = r#"{
  "name": "orders",
  "namespace": "io.acme.orders.v0",
  "imports": [{ "uri": "users.json" }],
  "models": {
    "order": {
      "fields": [
        { "name": "buyer", "type": "io.acme.users.v0.models.user" },
        { "name": "shipTo", "type": "string" }
      ]
    }
  }
}
"#;

/// A branch `work` off `main`.
fn branch() -> Repo {
    let repo = Repo::new();
    repo.write("apigen.toml", "").write("users.json", OLD).write("orders.json", USER).commit("first");
    repo.git(&["checkout", "-q", "-b", "work"]);
    repo
}

/// Lints by the rules that the files break.
fn lint(repo: &Repo, arguments: &[&str]) -> Told {
    let rules = ["--select", "field-name-miscased,type-not-found", "--deny", "warn"];
    repo.run("lint", &[&rules[..], arguments].concat(), &[])
}

/// The names that findings are about.
fn names(told: &Told) -> Vec<&str> {
    assert!(told.code < 2, "{told:#?}");
    told.out.lines().filter_map(|it| it.split('`').nth(1)).collect()
}

#[test]
fn a_branch_without_changes_has_no_findings_of_its_own() {
    let repo = branch();
    assert_eq!(names(&lint(&repo, &[])), ["shipTo", "firstName", "lastName", "groupName"]);
    let told = lint(&repo, &["--changed-since", "main"]);
    assert_eq!((told.code, names(&told)), (0, vec![]), "{told:#?}");
}

#[test]
fn a_line_that_changed_shows_the_findings_of_its_construct_and_no_others() {
    let repo = branch();
    repo.write("users.json", &OLD.replace(r#""firstName", "type""#, r#""firstName", "maximum": 40, "type""#));
    assert_eq!(names(&lint(&repo, &["--changed-since", "main"])), ["firstName"]);
    repo.commit("on the branch");
    assert_eq!(names(&lint(&repo, &["--changed-since", "main"])), ["firstName"]);
    assert_eq!(names(&lint(&repo, &["--changed-since", "HEAD"])), [""; 0]);
}

#[test]
fn what_a_change_breaks_elsewhere_is_shown_where_it_breaks() {
    let repo = branch();
    repo.write("users.json", &OLD.replace("\"user\":", "\"person\":"));
    let told = lint(&repo, &["--changed-since", "main", "--select", "type-not-found"]);
    assert!(told.code == 1 && told.out.contains("file=orders.json,line=8"), "{told:#?}");
    assert!(!names(&told).contains(&"shipTo"), "{told:#?}");
}

#[test]
fn what_happened_on_the_other_branch_since_is_not_ours() {
    let repo = branch();
    repo.git(&["checkout", "-q", "main"]);
    repo.write("users.json", &OLD.replace("groupName", "teamName")).commit("meanwhile");
    repo.git(&["checkout", "-q", "work"]);
    repo.write("orders.json", &USER.replace("shipTo", "sendTo")).commit("ours");
    assert_eq!(names(&lint(&repo, &["--changed-since", "main"])), ["sendTo"]);
}

#[test]
fn files_that_git_does_not_know_yet_are_new_as_a_whole() {
    let repo = branch();
    let text = OLD.replace("io.acme.users.v0", "io.acme.teams.v0").replace("\"users\"", "\"teams\"");
    repo.write("teams.json", &text);
    assert_eq!(names(&lint(&repo, &["--changed-since", "main"])), ["firstName", "lastName", "groupName"]);
}

#[test]
fn a_file_that_only_moved_has_not_changed() {
    let repo = branch();
    std::fs::remove_file(repo.dir.join("users.json")).unwrap();
    repo.write("people/users.json", OLD);
    let since = ["--changed-since", "main", "--select", "field-name-miscased"];
    assert_eq!(names(&lint(&repo, &since)), [""; 0], "moved, and git does not know yet");
    repo.commit("moved");
    repo.write("people/users.json", &OLD.replace("lastName", "surName"));
    assert_eq!(names(&lint(&repo, &since)), ["surName"], "moved and changed");
}

#[test]
fn line_ends_that_git_writes_by_itself_are_no_change() {
    let repo = branch();
    repo.write("users.json", &OLD.replace('\n', "\r\n"));
    assert_eq!(names(&lint(&repo, &["--changed-since", "main"])), [""; 0]);
}

#[test]
fn a_finding_whose_suppression_was_taken_away_is_shown() {
    let repo = branch();
    let entry = r#""lint_ignore": [{ "rule": "field-name-miscased", "reason": "read by partners" }]"#;
    let ignored = OLD.replace(r#""groupName", "#, &format!("\"groupName\", {entry}, "));
    repo.write("users.json", &ignored).commit("suppressed");
    repo.git(&["checkout", "-q", "-b", "next"]);
    repo.write("users.json", OLD);
    assert_eq!(names(&lint(&repo, &["--changed-since", "work"])), ["groupName"]);
}

#[test]
fn only_what_changed_is_repaired() {
    let repo = branch();
    repo.write("orders.json", &USER.replace("shipTo", "sendTo"));
    let told = lint(&repo, &["--changed-since", "main", "--fix", "--unsafe"]);
    assert_eq!((told.code, names(&told)), (0, vec![]), "{told:#?}");
    assert_eq!(std::fs::read_to_string(repo.dir.join("orders.json")).unwrap(), USER.replace("shipTo", "send_to"));
    assert_eq!(std::fs::read_to_string(repo.dir.join("users.json")).unwrap(), OLD);
}

#[test]
fn what_cannot_be_compared_says_why_and_what_to_do() {
    let repo = branch();
    let told = lint(&repo, &["--changed-since", "mian"]);
    assert_eq!((told.code, told.out.as_str()), (2, ""));
    assert!(told.err.contains("`mian`") && told.err.contains("did you mean `main`?"), "{told:#?}");

    repo.git(&["checkout", "-q", "--orphan", "other"]);
    repo.commit("unrelated");
    let told = lint(&repo, &["--changed-since", "main"]);
    let expected = "error: `main` and HEAD have no commit in common\n\
                    help: compare with a branch, tag or commit of the same history\n";
    assert_eq!((told.code, told.err.as_str()), (2, expected));

    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("users.json"), OLD).unwrap();
    let told = lint(&Repo::at(outside.path().canonicalize().unwrap()), &["--changed-since", "main"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("no git repository") && told.err.contains("help: "), "{told:#?}");
}

#[test]
fn a_shallow_clone_without_the_common_commit_says_how_to_get_it() {
    let repo = branch();
    repo.write("orders.json", &USER.replace("shipTo", "sendTo")).commit("ours");
    let clone = Repo::at(repo.beside("clone"));
    let url = format!("file://{}", repo.dir.display());
    repo.git(&["clone", "-q", "--depth=1", "--no-single-branch", &url, clone.dir.to_str().unwrap()]);
    let told = lint(&clone, &["--changed-since", "origin/main"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("shallow") && told.err.contains("git fetch --deepen=50"), "{told:#?}");
    let fetched = git(&clone.dir, &["fetch", "-q", "--deepen=50"]);
    assert!(fetched.status.success());
    assert_eq!(names(&lint(&clone, &["--changed-since", "origin/main"])), ["sendTo"]);
}
