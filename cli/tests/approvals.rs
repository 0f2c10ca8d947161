//! Approvals as files of a repository: what they look like, and what happens to them in merges.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)] // Shared with the tests of revisions, which need more of it.
#[path = "revisions/repo.rs"]
mod repo;

use repo::{Repo, Told, orders};

/// The fingerprint of the only finding, as `--format json` says it.
fn fingerprint(repo: &Repo) -> String {
    let told = repo.diff(&["--against", "main", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(document["findings"].as_array().unwrap().len(), 1, "{told:#?}");
    document["findings"][0]["fingerprint"].as_str().unwrap().to_owned()
}

fn approve(repo: &Repo, fingerprint: &str) -> Told {
    repo.diff(&["--against", "main", "--approve", fingerprint, "--reason", "agreed \"with\" all"])
}

#[test]
fn an_approval_is_one_small_file() {
    let repo = Repo::with_a_change();
    let fingerprint = fingerprint(&repo);
    assert_eq!(approve(&repo, &fingerprint).code, 0);
    let file = repo.dir.join(format!(".apigen/approvals/{fingerprint}.toml"));
    let expected = "rule = \"field-type-changed\"\n\
                    change = \"`order`: the type of field `total` is `integer` instead of `string`\"\n\
                    reason = 'agreed \"with\" all'\n";
    assert_eq!(std::fs::read_to_string(file).unwrap(), expected);
    assert_eq!(repo.diff(&["--against", "main"]).code, 0);
}

#[test]
fn an_approval_survives_words_layout_and_moves() {
    let repo = Repo::with_a_change();
    approve(&repo, &fingerprint(&repo));
    std::fs::remove_file(repo.dir.join("orders.json")).unwrap();
    let reworded = orders("integer").replacen("\"fields\"", "\"description\": \"An order.\",\n\n\n \"fields\"", 1);
    repo.write("sales/moved.json", &reworded);
    let told = repo.diff(&["--against", "main"]);
    assert!(told.code == 0 && !told.out.contains("approval-unused"), "{told:#?}");
}

#[test]
fn branches_that_approve_different_changes_merge() {
    let repo = Repo::new();
    let other = |ty: &str| orders(ty).replace("orders", "returns").replace("\"order\"", "\"return\"");
    repo.write("apigen.toml", "").write("a.json", &orders("string")).write("b.json", &other("string")).commit("first");
    for (branch, file, text) in [("one", "a.json", orders("integer")), ("two", "b.json", other("integer"))] {
        repo.git(&["checkout", "-q", "-b", branch, "main"]);
        repo.write(file, &text);
        approve(&repo, &fingerprint(&repo));
        repo.commit(branch);
    }
    repo.git(&["merge", "-q", "--no-edit", "one"]);
    let told = repo.diff(&["--against", "main"]);
    assert_eq!((told.code, told.out.lines().last()), (0, Some("no changes")), "both are approved: {told:#?}");
}

#[test]
fn an_approval_is_of_no_use_once_the_change_is_merged() {
    let repo = Repo::with_a_change();
    approve(&repo, &fingerprint(&repo));
    repo.commit("second");
    let told = repo.diff(&["--against", "main"]);
    assert_eq!(told.code, 0);
    assert!(told.out.contains("approval-unused") && told.out.contains("`main` has the change already"), "{told:#?}");
    assert_eq!(repo.diff(&["--against", "main", "--deny", "warn"]).code, 1);
}

#[test]
fn a_broken_approval_is_no_approval() {
    let repo = Repo::with_a_change();
    for text in
        ["rule = ", "rule = \"x\"\nchange = \"y\"\nreason = \" \"\n", "rule = \"x\"\nchange = \"y\"\nreasn = \"\"\n"]
    {
        repo.write(".apigen/approvals/0123456789abcdef.toml", text);
        let told = repo.diff(&["--against", "main"]);
        let named = told.err.starts_with("error: .apigen/approvals/0123456789abcdef.toml is not an approval");
        assert!(told.code == 2 && named, "{told:#?}");
    }
}
