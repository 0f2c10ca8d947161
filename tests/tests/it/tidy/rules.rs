//! A rule is a file, a test document, a page and a guideline; none of them stands alone.

use std::fs;
use std::path::Path;

use xtask::codegen::{self, DOCUMENTS, PAGES, RULES, RuleFile};

pub(super) fn violations(root: &Path) -> Vec<String> {
    let rules = match codegen::rules(root) {
        Ok(rules) => rules,
        Err(error) => return vec![error.to_string()],
    };
    let mut found = Vec::new();
    found.extend(pairs(&rules, DOCUMENTS, &codegen::files(&root.join(DOCUMENTS), "md").unwrap()));
    found.extend(pairs(&rules, PAGES, &codegen::files(&root.join(PAGES), "md").unwrap()));
    let guidelines = fs::read_to_string(root.join("api-definitions/guidelines.md")).unwrap();
    found.extend(rules.iter().filter_map(|rule| uncited(rule, &guidelines)));
    found
}

/// Rules without a file in the directory, and files without a rule.
fn pairs(rules: &[RuleFile], dir: &str, files: &[String]) -> Vec<String> {
    let missing = rules.iter().filter(|rule| !files.contains(&rule.id));
    let alone = files.iter().filter(|name| *name != "README" && rules.iter().all(|rule| rule.id != **name));
    let missing = missing.map(|rule| format!("{RULES}/{}.rs: no {dir}/{}.md", rule.module, rule.id));
    missing.chain(alone.map(|name| format!("{dir}/{name}.md: no such rule"))).collect()
}

fn uncited(rule: &RuleFile, guidelines: &str) -> Option<String> {
    let section = rule.guideline();
    let mut headings = guidelines.lines().filter_map(|line| line.strip_prefix("## "));
    let known = headings.any(|it| it.to_lowercase().replace(' ', "-") == section);
    (!known).then(|| format!("{RULES}/{}.rs: the guidelines have no section `{section}`", rule.module))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(guideline: &str) -> RuleFile {
        RuleFile {
            id: "a-b".to_owned(),
            module: "a_b".to_owned(),
            severity: "error".to_owned(),
            profiles: Vec::new(),
            header: format!("## Guideline\n`api-definitions/guidelines.md#{guideline}`"),
        }
    }

    #[test]
    fn a_rule_without_a_document_and_a_document_without_a_rule_are_found() {
        let found = pairs(&[rule("names")], "tests/lint", &["old".to_owned()]);
        assert_eq!(found.len(), 2);
        assert!(pairs(&[rule("names")], "docs/rules", &["README".into(), "a-b".into()]).is_empty());
    }

    #[test]
    fn a_guideline_has_to_exist() {
        assert!(uncited(&rule("fields"), "## Names\n").is_some());
        assert!(uncited(&rule("names"), "## Names\n").is_none());
    }
}
