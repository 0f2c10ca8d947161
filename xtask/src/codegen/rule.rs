//! A rule file read as text: its header is the page, three lines of its table entry are data.

use std::fs;
use std::path::Path;

use super::RULES;
use crate::Result;

/// Sections that every header has, in the words of `cargo xtask new-rule`.
const REQUIRED: [&str; 3] = ["What it does", "Why is this bad?", "Guideline"];
/// Sections that a header may have besides.
const OPTIONAL: [&str; 2] = ["Options", "Origin"];

/// All profiles, from few rules to many.
const PROFILES: [&str; 4] = ["minimal", "recommended", "strict", "flow"];
/// The words that constants of `Profiles` are made of.
const KNOWN: [&str; 4] = ["every", "recommended", "strict", "flow"];

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
        let entry = text.split_once("static RULE: Rule = Rule {").map(|(_, rest)| rest);
        let entry = entry.ok_or("no `pub(crate) static RULE: Rule = Rule {`")?;
        let id = quoted(value(entry, "id")?).ok_or("`id` is not a string literal")?;
        if id.replace('-', "_") != module {
            return Err(format!("the file is not named after the id `{id}`"));
        }
        Ok(Self {
            severity: last_word(value(entry, "severity")?).to_lowercase(),
            profiles: profiles(value(entry, "profiles")?)?,
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
        let text = self.section("What it does").split_whitespace().collect::<Vec<_>>().join(" ");
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
        part.into_iter().find(|it| !it.is_empty()).unwrap_or_default().to_lowercase()
    }
}

fn header(text: &str) -> String {
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

fn check_sections(header: &str) -> std::result::Result<(), String> {
    for title in REQUIRED {
        if section(header, title).is_none_or(|text| text.trim().is_empty()) {
            return Err(format!("the header has no section `## {title}`"));
        }
    }
    let known = |title: &str| REQUIRED.contains(&title) || OPTIONAL.contains(&title);
    match header.lines().filter_map(|line| line.strip_prefix("## ")).find(|it| !known(it)) {
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

/// The profiles that a constant such as `Profiles::FLOW_AND_STRICT` stands for.
fn profiles(constant: &str) -> std::result::Result<Vec<String>, String> {
    let name = last_word(constant).to_lowercase();
    let parts: Vec<_> = name.split("_and_").collect();
    if let Some(part) = parts.iter().find(|part| !KNOWN.contains(part)) {
        return Err(format!("`{constant}` names no profile: `{part}`"));
    }
    let holds = |profile: &&&str| parts.iter().any(|part| includes(part, profile));
    Ok(PROFILES.iter().filter(holds).map(|it| (*it).to_owned()).collect())
}

fn includes(part: &str, profile: &str) -> bool {
    part == "every" || part == profile || (part == "recommended" && profile == "strict")
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
    profiles: Profiles::RECOMMENDED,
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
    fn constants_of_profiles_are_spelt_out() {
        let list = |constant| profiles(constant).unwrap().join(" ");
        assert_eq!(list("Profiles::EVERY"), "minimal recommended strict flow");
        assert_eq!(list("Profiles::FLOW_AND_STRICT"), "strict flow");
        assert_eq!(list("Profiles::FLOW_AND_RECOMMENDED"), "recommended strict flow");
        assert!(profiles("Profiles::SOME").is_err());
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
