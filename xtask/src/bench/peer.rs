//! A rival that checks far less, on the same files: `biome lint`.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::measure;
use super::setup::Setup;
use crate::{Result, process};

pub(super) fn run(setup: &Setup) -> Result {
    let Some(biome) = find(setup)? else {
        println!("skipped: no `biome`, and no `npm` to install it");
        return Ok(());
    };
    let repository = setup.repository(1000)?;
    fs::write(repository.join("biome.json"), "{ \"root\": true }\n")?;
    let words = ["lint", "--max-diagnostics=1", "--config-path"].map(OsString::from);
    let paths = [repository.clone().into_os_string(), repository.clone().into_os_string()];
    let call = [biome.into_os_string()].into_iter().chain(words).chain(paths).collect();
    let rival = measure::median(&call, setup.runs)?;
    fs::remove_file(repository.join("biome.json"))?;
    let lint = measure::median(&setup.lint(&repository), setup.runs)?;
    println!("apigen lint           {lint}");
    println!("biome lint            {rival}");
    println!("ahead by              {:8.2}x wall (aim 5x)", rival.wall / lint.wall);
    Ok(())
}

/// From the path, or from the registry into the scratch space.
fn find(setup: &Setup) -> Result<Option<PathBuf>> {
    if process::exists("biome", "--version") {
        return Ok(Some(PathBuf::from("biome")));
    }
    let dir = setup.scratch("biome");
    let program = native(&dir);
    if program.is_none() && process::exists("npm", "--version") {
        fs::create_dir_all(&dir)?;
        let install = ["install", "--silent", "--no-audit", "--no-fund", "--prefix"];
        process::run(Command::new("npm").args(install).arg(&dir).arg("@biomejs/biome"))?;
        return Ok(native(&dir));
    }
    Ok(program)
}

/// The program itself, without the script that starts it through another interpreter.
fn native(dir: &std::path::Path) -> Option<PathBuf> {
    let packages = dir.join("node_modules/@biomejs").read_dir().ok()?;
    let mut programs: Vec<_> = packages.filter_map(|it| Some(it.ok()?.path().join("biome"))).collect();
    // Builds for several C libraries may be installed; the first one that starts is the right one.
    programs.sort();
    programs.into_iter().find(|it| it.is_file() && process::exists(&it.to_string_lossy(), "--version"))
}
