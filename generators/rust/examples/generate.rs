//! Writes the crates of definition files into a directory: `generate OUT RUNTIME FILE...`.
//!
//! `RUNTIME` is the directory of the runtime crates. For people who work on the generator; users have `apigen rust`.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

use apigen_generator::{Changes, plan};
use apigen_generator_rust::{Options, RuntimeSource, generate};
use apigen_model::{NoImports, Repository, Role, Settings, SourceFile};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [out, runtime, files @ ..] = arguments.as_slice() else {
        return Err("usage: generate OUT RUNTIME FILE...".into());
    };
    let sources: Result<Vec<_>, _> = files.iter().map(|it| source(it)).collect();
    let repository = Repository::build(sources?, &Settings::default(), &NoImports);
    let begin = Instant::now();
    let output = generate(&repository, &options(runtime))?;
    let elapsed = begin.elapsed();
    for skip in &output.skips {
        println!("{}: {}", skip.construct, skip.reason);
    }
    let out = Path::new(out);
    let (files, lines) =
        (output.files.len(), output.files.iter().map(|(_, file)| file.text.lines().count()).sum::<usize>());
    apply(out, &plan(&|path| std::fs::read_to_string(out.join(path)).ok(), output.files))?;
    println!("{files} files, {lines} lines, {elapsed:.0?}, {} gaps", output.skips.len());
    Ok(())
}

fn source(path: &str) -> std::io::Result<SourceFile> {
    Ok(SourceFile { path: path.to_owned(), bytes: std::fs::read(path)?, role: Role::Checked })
}

fn options(runtime: &str) -> Options {
    Options {
        runtime: RuntimeSource::Path(runtime.to_owned()),
        prefix: String::new(),
        namespaces: Vec::new(),
        templates: BTreeMap::new(),
    }
}

fn apply(out: &Path, changes: &Changes) -> std::io::Result<()> {
    for it in &changes.written {
        let path = out.join(&it.path);
        std::fs::create_dir_all(path.parent().unwrap_or(out))?;
        std::fs::write(path, &it.text)?;
    }
    changes.removed.iter().try_for_each(|(path, _)| std::fs::remove_file(out.join(path)))
}
