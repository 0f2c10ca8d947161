//! A rule file read as text: its header is the page, three lines of its table entry are data.

use std::fs;
use std::path::Path;

use super::RULES;
use crate::Result;

/// Sections that every header has, in the words of `cargo xtask new-rule`.
const REQUIRED: [&str; 3] = ["What it does", "Why is this bad?", "Guideline"];
/// Sections that a header may have besides.
const OPTIONAL: [&str; 2] = ["Options", "Origin"];

/// What a rule file says about its rule.
#[derive(Debug, PartialEq, Eq)]
pub struct RuleFile {
    /// Kebab-case words.
    pub id: String,
    /// The same in `snake_case`: the name of the file and of its module.
    pub module: String,
    /// `error`, `warning` or `info`.
    pub severity: String,
    /// Lower-case names of the profiles that hold the rule.
    pub profiles: Vec<String>,
    /// The header without comment marks.
    pub header: String,
}

impl RuleFile {
    /// Reads the rule file of a module.
    pub fn read(root: &Path, module: &str) -> Result<Self> {
        let path = format!("{RULES}/{module}.rs");
        let text = fs::read_to_string(root.join(&path))?;
        Self::parse(module, &text).map_err(|error| format!("{path}: {error}").into())
    }

    /// Reads the text of a rule file; the error says what is missing.
    pub fn parse(module: &str, text: &str) -> std::result::Result<Self, String> {
        let header = header(text);
        check_sections(&header)?;
        let entry = text
            .split_once("static RULE: Rule = Rule {")
            .map(|(_, rest)| rest);
        let entry = entry.ok_or("no `pub(crate) static RULE: Rule = Rule {`")?;
        let id = quoted(value(entry, "id")?).ok_or("`id` is not a string literal")?;
        if id.replace('-', "_") != module {
            return Err(format!("the file is not named after the id `{id}`"));
        }
        Ok(Self {
            severity: last_word(value(entry, "severity")?).to_lowercase(),
            profiles: profiles(value(entry, "profiles")?),
            module: module.to_owned(),
            id,
            header,
        })
    }

    /// The text of one section of the header; empty when it is absent.
    pub fn section(&self, title: &str) -> &str {
        section(&self.header, title).unwrap_or_default()
    }

    /// What the rule does, in its first sentence.
    pub fn summary(&self) -> String {
        let text = self
            .section("What it does")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        match text.find(". ") {
            Some(end) => text[..=end].to_owned(),
            None => text,
        }
    }

    /// The section of the guidelines that the rule cites, as the anchor of its heading.
    pub fn guideline(&self) -> String {
        let text = self.section("Guideline");
        let anchor = text.rsplit_once('#').map_or(text, |(_, anchor)| anchor);
        let part = anchor.split(|it: char| !it.is_alphanumeric() && it != '-');
        part.into_iter()
            .find(|it| !it.is_empty())
            .unwrap_or_default()
            .to_lowercase()
    }
}

fn header(text: &str) -> String {
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    lines
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n")
}

fn check_sections(header: &str) -> std::result::Result<(), String> {
    for title in REQUIRED {
        if section(header, title).is_none_or(|text| text.trim().is_empty()) {
            return Err(format!("the header has no section `## {title}`"));
        }
    }
    let known = |title: &str| REQUIRED.contains(&title) || OPTIONAL.contains(&title);
    match header
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .find(|it| !known(it))
    {
        Some(title) => Err(format!("the header has an unknown section `## {title}`")),
        None => Ok(()),
    }
}

fn section<'a>(header: &'a str, title: &str) -> Option<&'a str> {
    let start = if header.starts_with(&format!("## {title}\n")) {
        title.len() + 4
    } else {
        let mark = format!("\n## {title}\n");
        header.find(&mark)? + mark.len()
    };
    let rest = &header[start..];
    Some(rest.find("\n## ").map_or(rest, |end| &rest[..end]).trim())
}

/// The text of one member of a struct literal, up to the comma that ends it.
fn value<'a>(entry: &'a str, name: &str) -> std::result::Result<&'a str, String> {
    let mark = format!("{name}:");
    let at_line_start = |(at, _): &(usize, &str)| entry[..*at].ends_with([' ', '{', '\n']);
    let start = entry.match_indices(&mark).find(at_line_start);
    let rest = &entry[start.ok_or(format!("`RULE` has no `{name}`"))?.0 + mark.len()..];
    Ok(rest[..value_end(rest)].trim())
}

fn value_end(text: &str) -> usize {
    let mut depth = 0_i32;
    for (at, it) in text.char_indices() {
        match it {
            '[' | '(' | '{' => depth += 1,
            ']' | ')' | '}' | ',' if depth == 0 => return at,
            ']' | ')' | '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

fn quoted(text: &str) -> Option<String> {
    Some(text.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

fn last_word(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Every name behind a `::`, whatever holds them together; or the bare words when there is none.
fn profiles(text: &str) -> Vec<String> {
    let words = text.split(|it: char| !(it.is_alphanumeric() || it == '_' || it == ':'));
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let paths = words.iter().any(|word| word.contains("::"));
    let names = words.iter().filter(|word| !paths || word.contains("::"));
    names.map(|word| last_word(word).to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"//! ## What it does
//! Reports names that are
//! not spelt well. Leaves others alone.
//!
//! ## Why is this bad?
//! Generators split words.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`

use crate::Rule;

pub(crate) static RULE: Rule = Rule {
    id: "field-name-case",
    severity: Severity::Error,
    profiles: &[
        Profile::Recommended,
        Profile::Strict,
    ],
    check: Check::Field(check),
};
"#;

    #[test]
    fn a_rule_file_says_everything_the_pages_need() {
        let rule = RuleFile::parse("field_name_case", TEXT).unwrap();
        assert_eq!(rule.id, "field-name-case");
        assert_eq!(rule.severity, "error");
        assert_eq!(rule.profiles, ["recommended", "strict"]);
        assert_eq!(rule.summary(), "Reports names that are not spelt well.");
        assert_eq!(rule.section("Why is this bad?"), "Generators split words.");
        assert_eq!(rule.guideline(), "names");
        assert_eq!(rule.section("Origin"), "");
    }

    #[test]
    fn sets_of_profiles_may_be_written_as_flags() {
        let flags = "Profiles::MINIMAL.and(Profiles::FLOW)";
        assert_eq!(profiles(flags), ["minimal", "flow"]);
        assert_eq!(profiles("STRICT | FLOW"), ["strict", "flow"]);
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = |text: &str| RuleFile::parse("field_name_case", text).unwrap_err();
        assert!(error("//! ## What it does\n//! x\n").contains("`## Why is this bad?`"));
        assert!(error(&TEXT.replace("## Guideline", "## Gideline")).contains("`## Guideline`"));
        assert!(error(&TEXT.replace("severity:", "level:")).contains("no `severity`"));
        assert!(error(&TEXT.replace("static RULE", "static ROLE")).contains("static RULE"));
    }

    #[test]
    fn the_file_is_named_after_the_id() {
        let error = RuleFile::parse("field_case", TEXT).unwrap_err();
        assert!(error.contains("not named after the id"));
    }
}
