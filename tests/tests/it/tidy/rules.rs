//! A rule is a file, a test document, a page and a guideline; none of them stands alone.

use std::fs;
use std::path::Path;

use xtask::codegen::{self, DOCUMENTS, PAGES, RULES, RuleFile};

const CATALOGUE: &str = "docs/catalogue.md";

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
    found.extend(catalogue(&rules, &fs::read_to_string(root.join(CATALOGUE)).unwrap()));
    found
}

/// What is wrong with the table of what peers report: each number stands there once, with rules that exist, or with the
/// reason why there is none.
fn catalogue(rules: &[RuleFile], text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut numbers = Vec::new();
    for line in text.lines() {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let [_, number, _, covered, ..] = cells[..] else { continue };
        let Ok(number) = number.parse::<u16>() else { continue };
        numbers.push(number);
        let ids: Vec<_> = covered.split('[').skip(1).filter_map(|it| it.split(']').next()).collect();
        let strangers = ids.iter().filter(|id| rules.iter().all(|rule| rule.id != **id));
        found.extend(strangers.map(|id| format!("{CATALOGUE}: {number}: there is no rule `{id}`")));
        if ids.is_empty() && !covered.starts_with("left out: ") {
            found.push(format!("{CATALOGUE}: {number}: neither a rule nor a reason"));
        }
    }
    if numbers != (1..=120).collect::<Vec<_>>() {
        found.push(format!("{CATALOGUE}: the numbers are not 1 to 120: {numbers:?}"));
    }
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
    fn the_catalogue_is_complete_and_names_rules_that_exist() {
        let rows: Vec<String> = (1..=119).map(|it| format!("| {it} | what | [a-b](rules/a-b.md) |")).collect();
        let rows = format!("{}\n", rows.join("\n"));
        assert!(catalogue(&[rule("names")], &format!("{rows}| 120 | what | left out: why |")).is_empty());
        assert_eq!(catalogue(&[rule("names")], &rows).len(), 1, "120 is missing");
        assert_eq!(catalogue(&[rule("names")], &format!("{rows}| 120 | what | [c](c.md) |")).len(), 1);
        assert_eq!(catalogue(&[rule("names")], &format!("{rows}| 120 | what | |")).len(), 1);
    }

    #[test]
    fn a_guideline_has_to_exist() {
        assert!(uncited(&rule("fields"), "## Names\n").is_some());
        assert!(uncited(&rule("names"), "## Names\n").is_none());
    }
}
