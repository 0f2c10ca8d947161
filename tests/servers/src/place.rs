//! The account that servers run as: PostgreSQL and RabbitMQ refuse the system's administrator.

use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// Who runs a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// Whoever runs the test.
    Own,
    /// Somebody without rights, since the test runs as the administrator.
    Other {
        /// The user's number.
        user: u32,
        /// The group's number.
        group: u32,
    },
}

impl Account {
    /// The account for a server that refuses the administrator: the first of `names` that exists, else `nobody`.
    pub fn unprivileged(names: &[&str]) -> Self {
        let root = std::fs::metadata("/proc/self").is_ok_and(|it| it.uid() == 0);
        if !root {
            return Self::Own;
        }
        let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        let found = names.iter().chain(&["nobody"]).find_map(|name| entry(&users, name));
        found.unwrap_or_else(|| panic!("tests run as root, and there is no user without rights in /etc/passwd"))
    }

    /// Gives a file or folder to the account.
    pub fn own(self, path: &Path) {
        if let Self::Other { user, group } = self {
            let given = chown(path, Some(user), Some(group));
            given.unwrap_or_else(|error| panic!("cannot give {} to user {user}: {error}", path.display()));
        }
    }

    /// Makes a command run as the account.
    pub fn run(self, command: &mut Command) {
        if let Self::Other { user, group } = self {
            command.uid(user).gid(group);
        }
    }
}

fn entry(users: &str, name: &str) -> Option<Account> {
    let line = users.lines().find(|it| it.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2).map(str::parse);
    Some(Account::Other { user: numbers.next()?.ok()?, group: numbers.next()?.ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_found_by_name() {
        let users = "root:x:0:0::/:\npostgres:x:101:104:a:b:c\n";
        assert_eq!(entry(users, "postgres"), Some(Account::Other { user: 101, group: 104 }));
        assert_eq!(entry(users, "post"), None);
    }
}
