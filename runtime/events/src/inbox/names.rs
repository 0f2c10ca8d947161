//! What the tables of a consumer are called, and how either engine says what is asked of them.

use apigen_store::{Engine, quoted};

use crate::identity::fingerprint;
use crate::names::Names;

/// The longest name that leaves room for prefixes and dates within the 63 bytes of PostgreSQL.
const LONGEST: usize = 40;

/// How tables and indexes begin that stand beside the events of some inbox.
const BESIDE: &[&str] = &["queue_", "batch_", "failure_", "odd_", "replayed_", "seq_", "due_", "keys_", "time_"];

/// The table of all inboxes.
pub(super) const INBOXES: &str = "inboxes";

/// The tables of one consumer of one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inbox {
    /// The name that all of them share.
    pub(crate) name: String,
    pub(crate) engine: Engine,
}

impl Inbox {
    /// The tables for a stream, or for whatever a service calls its inbox; names that are too long or would be those of
    /// other tables keep their beginning.
    pub(crate) fn new(name: &str, engine: Engine) -> Self {
        let plain: String = name.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '_' }).collect();
        let plain = plain.to_ascii_lowercase();
        let is_taken = name == INBOXES || BESIDE.iter().any(|it| name.starts_with(it)) || is_part(name);
        let is_kept = plain == name && name.len() <= LONGEST && !is_taken;
        let hash = fingerprint(name.as_bytes()) & 0xffff_ffff;
        let name = if is_kept { plain } else { format!("{plain:.31}_{hash:08x}") };
        Self { name, engine }
    }

    /// All events.
    pub(crate) fn events(&self) -> String {
        Names(self.engine).inbox("", &self.name)
    }

    /// What is to be handled.
    pub(crate) fn queue(&self) -> String {
        Names(self.engine).inbox("queue", &self.name)
    }

    /// What was stored together and is to be handled, on PostgreSQL.
    pub(crate) fn batches(&self) -> String {
        Names(self.engine).inbox("batch", &self.name)
    }

    /// What failed, and what waits for it.
    pub(crate) fn failure(&self) -> String {
        Names(self.engine).inbox("failure", &self.name)
    }

    /// What is kept aside.
    pub(crate) fn odd(&self) -> String {
        Names(self.engine).inbox("odd", &self.name)
    }

    /// Which events have been told by which replays.
    pub(crate) fn replayed(&self) -> String {
        Names(self.engine).inbox("replayed", &self.name)
    }

    /// Where places of events come from, on PostgreSQL.
    pub(crate) fn sequence(&self) -> String {
        Names(self.engine).inbox("seq", &self.name)
    }

    /// An index of kind `due`, `keys` or `time`, as `create index` names it: tables and indexes share one space.
    pub(crate) fn index(&self, kind: &str) -> String {
        match self.engine {
            // It lies in the schema of its table.
            Engine::Postgres => quoted(&format!("{kind}_{}", self.name)),
            Engine::Sqlite => Names(self.engine).inbox(kind, &self.name),
        }
    }

    /// That a column is one of a list that is a parameter.
    pub(crate) fn among(&self, column: &str, parameter: &str) -> String {
        match self.engine {
            Engine::Postgres => format!("{column} = any({parameter})"),
            Engine::Sqlite => format!("{column} in (select value from json_each({parameter}))"),
        }
    }

    /// What locks the rows that are read; SQLite has locked the whole database by then.
    pub(crate) fn for_update(&self) -> &'static str {
        match self.engine {
            Engine::Postgres => "for update",
            Engine::Sqlite => "",
        }
    }
}

/// Whether a table of that name could be a part of another: `user_events_20261121`.
fn is_part(name: &str) -> bool {
    const DIGITS: usize = 8;
    name.rsplit_once('_').is_some_and(|(_, day)| day.len() == DIGITS && day.bytes().all(|it| it.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_and_stay_apart() {
        let name = |it: &str| Inbox::new(it, Engine::Postgres).name;
        assert_eq!(name("user_events"), "user_events");
        let long = "a_stream_whose_name_is_longer_than_any_table_may_be";
        assert_eq!(name(long).len(), LONGEST);
        assert_ne!(name(long), name(&format!("{long}_2")));
        assert_ne!(name("User-Events"), name("user_events"));
    }

    #[test]
    fn no_inbox_takes_the_tables_of_another() {
        let inbox = |it: &str| Inbox::new(it, Engine::Postgres);
        let users = inbox("users");
        let indexes = ["due", "keys", "time"].map(|it| users.index(it));
        let others = ["inbox.\"inboxes\"", "inbox.\"users_20261121\""].map(str::to_owned);
        let tables = [users.queue(), users.batches(), users.failure(), users.odd(), users.replayed(), users.sequence()];
        for beside in tables.into_iter().chain(indexes).chain(others) {
            let name = beside.rsplit('.').next().unwrap().trim_matches('"');
            assert_ne!(inbox(name).events(), format!("\"inbox\".\"{name}\""));
        }
    }
}
