//! `cargo xtask new-rule`: a file to fill in, its test document, and its place in the table.

use std::fs;
use std::path::Path;

use crate::Result;
use crate::codegen::{self, DOCUMENTS, RULES};

/// Starts the rule with this id; refuses one that exists.
pub fn run(root: &Path, id: &str) -> Result {
    check_id(id)?;
    create(&root.join(format!("{RULES}/{}.rs", id.replace('-', "_"))), &rule_file(id))?;
    create(&root.join(format!("{DOCUMENTS}/{id}.md")), &document(id))?;
    codegen::write(root)
}

fn check_id(id: &str) -> Result {
    let word = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    let words = id.split('-').all(word) && id.starts_with(|it: char| it.is_ascii_lowercase());
    if words {
        return Ok(());
    }
    Err(format!("`{id}` is not kebab-case, such as `field-name-case`").into())
}

fn create(path: &Path, text: &str) -> Result {
    if path.exists() {
        return Err(format!("`{}` exists", path.display()).into());
    }
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir)?;
    }
    fs::write(path, text)?;
    println!("wrote {}", path.display());
    Ok(())
}

fn rule_file(id: &str) -> String {
    include_str!("new_rule/rule.rs.txt")
        .replace("RULE-ID", id)
        .replace("MODULE", &id.replace('-', "_"))
        .replace("VERSION", env!("CARGO_PKG_VERSION"))
}

fn document(id: &str) -> String {
    include_str!("new_rule/document.md.txt").replace("RULE-ID", id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::RuleFile;

    #[test]
    fn a_new_rule_is_known_at_once() {
        let root = tempfile::tempdir().unwrap();
        run(root.path(), "field-name-case").unwrap();
        let table = fs::read_to_string(root.path().join(RULES).join("mod.rs")).unwrap();
        assert!(table.contains("&field_name_case::RULE"));
        assert!(root.path().join("docs/rules/field-name-case.md").is_file());
        assert!(run(root.path(), "field-name-case").is_err());
    }

    #[test]
    fn the_scaffold_is_a_rule_file() {
        let rule = RuleFile::parse("a_b", &rule_file("a-b")).unwrap();
        assert_eq!(rule.id, "a-b");
    }

    #[test]
    fn ids_are_kebab_case() {
        for id in ["", "Field", "field_name", "-field", "field-", "9lives", "a--b"] {
            assert!(check_id(id).is_err(), "{id}");
        }
    }
}
