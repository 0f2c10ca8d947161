//! What the caller decides about generated crates.

use std::collections::BTreeMap;
use std::fmt::Write;

/// What the caller decides about generated crates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Where generated crates find the runtime.
    pub runtime: RuntimeSource,
    /// What the name of every package begins with; empty for nothing.
    pub prefix: String,
    /// The namespaces to generate, along with those they depend on; empty for all.
    pub namespaces: Vec<String>,
    /// Texts that replace the built-in templates of the same name: `Cargo.toml`, `lib.rs`, `README.md`.
    pub templates: BTreeMap<String, String>,
}

/// Where generated crates find the runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuntimeSource {
    /// In the registry, with this version requirement.
    Version(String),
    /// In the directories `types` and `http` of a directory: absolute, or relative to a generated crate.
    Path(String),
}

impl RuntimeSource {
    /// The value of a dependency on one of the runtime's crates, as the inside of an inline TOML table.
    pub(crate) fn dependency(&self, directory: &str) -> String {
        match self {
            Self::Version(version) => format!("version = {}", toml_string(version)),
            Self::Path(path) => {
                format!("path = {}", toml_string(&format!("{}/{directory}", path.trim_end_matches('/'))))
            }
        }
    }
}

/// A text as a basic string of TOML.
pub(crate) fn toml_string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            // Invariant: writing to a string cannot fail.
            _ if letter.is_control() => drop(write!(quoted, "\\u{:04X}", u32::from(letter))),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_inside_its_quotes() {
        assert_eq!(toml_string("a\"b\\c\n\u{0}"), r#""a\"b\\c\u000A\u0000""#);
    }

    #[test]
    fn a_path_leads_to_each_runtime_crate() {
        let runtime = RuntimeSource::Path("../../runtime/".into());
        assert_eq!(runtime.dependency("types"), "path = \"../../runtime/types\"");
    }
}
