//! Finds or installs what the tests need. The list is data: a later service is one more line.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Result, process};

/// Something that has to be on the machine.
struct Tool {
    /// The program that shows its presence; started with `--version`.
    program: &'static str,
    /// Where packages put it when that is not in `PATH`; `*` stands for one name.
    folder: Option<&'static str>,
    source: Source,
}

/// Where a missing tool comes from.
enum Source {
    /// A component of the Rust toolchain.
    Component(&'static str),
    /// Packages of the system.
    Packages(&'static [&'static str]),
}

static TOOLS: &[Tool] = &[
    Tool { program: "cargo-fmt", folder: None, source: Source::Component("rustfmt") },
    Tool { program: "cargo-clippy", folder: None, source: Source::Component("clippy") },
    Tool { program: "nats-server", folder: Some("/usr/sbin"), source: Source::Packages(&["nats-server"]) },
    Tool {
        program: "rabbitmqctl",
        folder: Some("/usr/lib/rabbitmq/bin"),
        source: Source::Packages(&["rabbitmq-server"]),
    },
    Tool { program: "postgres", folder: Some("/usr/lib/postgresql/*/bin"), source: Source::Packages(&["postgresql"]) },
];

/// Installs every tool that is missing.
pub(super) fn ensure(root: &Path) -> Result {
    for tool in TOOLS {
        ensure_tool(root, tool)?;
    }
    Ok(())
}

fn ensure_tool(root: &Path, tool: &Tool) -> Result {
    if found(root, tool) {
        return Ok(());
    }
    println!("installing {}", tool.program);
    install(root, &tool.source)?;
    if found(root, tool) {
        return Ok(());
    }
    Err(format!("`{}` is still missing after its installation", tool.program).into())
}

fn found(root: &Path, tool: &Tool) -> bool {
    let runs = |program: &Path| process::succeeds(Command::new(program).arg("--version").current_dir(root));
    let elsewhere = tool.folder.into_iter().flat_map(folders).map(|it| it.join(tool.program));
    runs(Path::new(tool.program)) || elsewhere.filter(|it| it.is_file()).any(|it| runs(&it))
}

/// The folders that a pattern with one `*`, or none, stands for.
fn folders(pattern: &str) -> Vec<PathBuf> {
    let Some((parent, rest)) = pattern.split_once("/*/") else { return vec![PathBuf::from(pattern)] };
    let entries = Path::new(parent).read_dir().into_iter().flatten().flatten();
    entries.map(|it| it.path().join(rest)).collect()
}

fn install(root: &Path, source: &Source) -> Result {
    match source {
        Source::Component(name) => {
            process::run(Command::new("rustup").args(["component", "add", name]).current_dir(root))
        }
        Source::Packages(names) => {
            process::run(system("apt-get").args(["update", "--quiet"]))?;
            let install = ["install", "--quiet", "--yes", "--no-install-recommends"];
            process::run(system("apt-get").args(install).args(*names))
        }
    }
}

/// A command that needs the rights of the system's administrator, and never asks.
fn system(program: &str) -> Command {
    let mut command = if is_root() {
        Command::new(program)
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["--non-interactive", "--preserve-env=DEBIAN_FRONTEND", program]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;

    #[test]
    fn a_missing_program_is_noticed() {
        let tool = Tool { program: "no-such-program-anywhere", folder: None, source: Source::Component("nothing") };
        assert!(!found(&workspace::root(), &tool));
    }

    #[test]
    fn a_program_outside_the_path_is_found_by_its_folder() {
        let root = tempfile::tempdir().unwrap();
        let bin = root.path().join("15/bin");
        std::fs::create_dir_all(&bin).unwrap();
        assert_eq!(folders(&format!("{}/*/bin", root.path().display())), [bin]);
    }
}
