//! A synthetic repository of definitions: any size, always the same, shaped like a real one.
//!
//! A thousand files are about 12 MB and 20,000 definitions that import each other.

mod common;
mod field;
mod neglect;
mod openapi;
mod random;
mod resource;
mod service;
mod words;

use std::fs;
use std::path::Path;

use crate::Result;
use crate::json::canonical;
use service::Service;

/// How much care the authors of a repository take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// The rules are law: almost nothing breaks one.
    Lawful,
    /// Nobody looks: every file breaks dozens.
    Careless,
}

/// Files of one directory.
const GROUP: usize = 50;

/// Writes a repository of `files` definitions and its `apigen.toml`.
pub fn write(dir: &Path, files: usize, care: Care) -> Result {
    fs::create_dir_all(dir)?;
    fs::write(dir.join("apigen.toml"), "profile = \"strict\"\n")?;
    for number in 0..files {
        let path = dir.join(path(number));
        fs::create_dir_all(path.parent().unwrap_or(dir))?;
        let definition = definition(number);
        let definition = match care {
            Care::Lawful => definition,
            Care::Careless => neglect::everything(definition),
        };
        fs::write(path, canonical(&definition))?;
    }
    Ok(())
}

/// Writes what the definitions of [`write`] say as OpenAPI documents, in one folder.
pub(crate) fn write_openapi(dir: &Path, files: usize) -> Result {
    fs::create_dir_all(dir)?;
    for number in 0..files {
        let document = openapi::document(&definition(number));
        fs::write(dir.join(format!("{}.json", name(number))), canonical(&document))?;
    }
    Ok(())
}

fn definition(number: usize) -> serde_json::Value {
    if number == 0 { common::definition() } else { Service::new(number).definition() }
}

/// Relative to the repository.
fn path(number: usize) -> String {
    format!("group_{:03}/{}.json", number / GROUP, name(number))
}

fn name(number: usize) -> String {
    if number == 0 { common::NAME.to_owned() } else { Service::new(number).name() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definitions(value: &serde_json::Value) -> usize {
        let sections = ["models", "enums", "unions"];
        sections.iter().filter_map(|it| value[it].as_object()).map(serde_json::Map::len).sum()
    }

    #[test]
    fn a_file_has_about_twenty_definitions_and_twelve_kilobytes() {
        let files: Vec<_> = (1..200).map(definition).collect();
        let count: usize = files.iter().map(definitions).sum();
        let bytes: usize = files.iter().map(|it| canonical(it).len()).sum();
        assert_eq!(count / files.len(), 20);
        assert!((11_500..12_800).contains(&(bytes / files.len())), "{}", bytes / files.len());
    }

    #[test]
    fn the_same_number_gives_the_same_file() {
        assert_eq!(canonical(&definition(77)), canonical(&definition(77)));
        assert_ne!(canonical(&definition(77)), canonical(&definition(78)));
    }

    #[test]
    fn imports_lead_to_files_that_are_written_before() {
        for number in 1..300 {
            let known: Vec<_> = (0..number).map(|it| format!("../{}", path(it))).collect();
            let value = definition(number);
            for import in value["imports"].as_array().unwrap() {
                let uri = import["uri"].as_str().unwrap().to_owned();
                assert!(known.contains(&uri), "{number} imports {uri}");
            }
        }
    }
}
