//! A document about one kind of change: a definition before and after, and the steps that lead across.

use std::path::{Path, PathBuf};

use apigen_generator_sql::migrate::{Destruction, Plan, numbered, plan};
use apigen_generator_sql::schema::Schema;
use apigen_generator_sql::{Engine, schemas};

/// What a document says when the next release cannot run before the last step.
const WAITS: &str = "The next release waits for the contract phase.";

pub(super) struct Document {
    path: PathBuf,
    text: String,
    pub(super) old: Schema,
    pub(super) new: Schema,
}

impl Document {
    pub(super) fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let schema = |name: &str| {
            let block =
                block(&text, &format!("json {name}")).unwrap_or_else(|| panic!("{}: no {name}", path.display()));
            let repository = apigen_test_support::repository(&[("api.json".to_owned(), block.as_bytes().to_vec())]);
            let (mut schemas, skips) = schemas(&repository);
            assert!(skips.is_empty(), "{}: {skips:?}", path.display());
            schemas.pop().unwrap_or_else(|| panic!("{}: no tables {name}", path.display()))
        };
        let (old, new) = (schema("before"), schema("after"));
        Self { path: path.to_owned(), text, old, new }
    }

    pub(super) fn name(&self) -> String {
        self.path.file_stem().unwrap().to_string_lossy().into_owned()
    }

    pub(super) fn next_release_waits(&self) -> bool {
        self.text.contains(WAITS)
    }

    pub(super) fn plan(&self, engine: Engine) -> Plan {
        plan(engine, &self.old, &self.new, Destruction::Allowed, 2)
    }

    /// Compares the recorded steps with those that are planned, or records them.
    pub(super) fn check_steps(&self) {
        let written = self.text.split("\n## ").next().unwrap_or_default().trim_end();
        let mut text = format!("{written}\n");
        for engine in Engine::ALL {
            text.push_str(&self.section(engine));
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&self.path, &text).unwrap();
            return;
        }
        assert_eq!(self.text, text, "{} is not current; UPDATE=1 writes it", self.path.display());
    }

    fn section(&self, engine: Engine) -> String {
        let mut parts = vec![format!("\n## {}\n", engine.word())];
        let steps = self.plan(engine).steps;
        if steps.is_empty() {
            parts.push("\nNothing to do.\n".to_owned());
        }
        for file in numbered(&steps, 2) {
            parts.push(format!("\n`{}`\n\n```sql\n{}```\n", file.name, file.text));
        }
        for it in plan(engine, &self.old, &self.new, Destruction::Withheld, 2).withheld {
            parts.push(format!("\nWithout `--destructive`: {it}.\n"));
        }
        parts.concat()
    }
}

fn block<'a>(text: &'a str, kind: &str) -> Option<&'a str> {
    let start = text.split_once(&format!("```{kind}\n"))?.1;
    start.split_once("\n```").map(|it| it.0)
}
