//! The golden AsyncAPI documents, given to the official parser, which runs on Node.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Result, process, workspace};

const PARSER: &str = "@asyncapi/parser@3.6.3";

/// Prints what the parser says, and fails when it says that something is an error.
const SCRIPT: &str = r"
const { Parser } = require('@asyncapi/parser');
const { readFileSync } = require('fs');
(async () => {
  let failed = false;
  for (const file of process.argv.slice(2)) {
    const { document, diagnostics } = await new Parser().parse(readFileSync(file, 'utf8'), { source: file });
    const errors = diagnostics.filter(it => it.severity === 0);
    errors.forEach(it => console.log(`${file}: ${it.path.join('/')}: ${it.message}`));
    failed ||= errors.length > 0 || !document;
    console.log(`${file}: ${document ? document.allMessages().all().length : 'no'} messages`);
  }
  process.exit(failed ? 1 : 0);
})();
";

pub(super) fn run(root: &Path) -> Result {
    let folder = workspace::target(root).join("asyncapi-parser");
    if !folder.join("node_modules/@asyncapi/parser").is_dir() {
        fs::create_dir_all(&folder)?;
        let install = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
        process::run(Command::new("npm").args(install).arg(&folder).arg(PARSER))?;
    }
    let script = folder.join("check.cjs");
    fs::write(&script, SCRIPT)?;
    process::run(Command::new("node").arg(&script).args(documents(root)?))
}

fn documents(root: &Path) -> Result<Vec<PathBuf>> {
    let entries = root.join("tests/golden/asyncapi").read_dir()?;
    let mut documents = entries.map(|it| Ok(it?.path())).collect::<Result<Vec<_>>>()?;
    documents.sort();
    if documents.is_empty() { Err("there are no documents".into()) } else { Ok(documents) }
}
