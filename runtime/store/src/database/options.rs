//! What a URL says about a database.

use std::time::Duration;

use crate::{Engine, StoreError};

/// Where a database is and how it is used.
#[derive(Debug, Clone)]
pub struct Options {
    engine: Engine,
    /// The URL without what is understood here.
    pub(super) url: String,
    /// The most connections at a time; on SQLite, those that read.
    pub max_connections: u32,
    /// How long to wait for a free connection, and on SQLite for writers of other processes.
    pub patience: Duration,
    /// Whether SQLite may lose the last commits when the power fails, for a tenth of the time that a commit takes.
    pub may_lose_last_commits: bool,
}

impl Options {
    /// The settings that a URL asks for.
    ///
    /// # Errors
    /// [`StoreError::Url`] when it names no engine, or a setting has no such value.
    pub fn parse(url: &str) -> Result<Self, StoreError> {
        let engine = Engine::of_url(url).ok_or_else(|| {
            let scheme = url.split(':').next().unwrap_or_default();
            StoreError::Url(format!("`{scheme}:` is no engine; begin with `postgres:` or `sqlite:`"))
        })?;
        let (base, query) = url.split_once('?').map_or((url, ""), |(base, query)| (base, query));
        let mut options = Self {
            engine,
            url: base.to_owned(),
            max_connections: 10,
            patience: Duration::from_secs(10),
            may_lose_last_commits: false,
        };
        let mut rest = Vec::new();
        for pair in query.split('&').filter(|it| !it.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            match (key, engine) {
                ("max_connections", _) => options.max_connections = number(key, value)?,
                ("synchronous", Engine::Sqlite) => options.may_lose_last_commits = synchronous(value)?,
                _ => rest.push(pair),
            }
        }
        if !rest.is_empty() {
            options.url = format!("{base}?{}", rest.join("&"));
        }
        Ok(options)
    }

    /// The engine that the URL names.
    pub fn engine(&self) -> Engine {
        self.engine
    }
}

fn number(key: &str, value: &str) -> Result<u32, StoreError> {
    let parsed = value.parse().ok().filter(|it| *it > 0);
    parsed.ok_or_else(|| StoreError::Url(format!("`{key}={value}`: a number above 0 is expected")))
}

fn synchronous(value: &str) -> Result<bool, StoreError> {
    match value {
        "full" => Ok(false),
        "normal" => Ok(true),
        other => Err(StoreError::Url(format!("`synchronous={other}`: `full` or `normal` is expected"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_settings_are_taken_out_of_the_url() {
        let options = Options::parse("sqlite:a.db?mode=ro&max_connections=3&synchronous=normal").unwrap();
        assert_eq!((options.url.as_str(), options.max_connections), ("sqlite:a.db?mode=ro", 3));
        assert!(options.may_lose_last_commits);
        assert_eq!(Options::parse("postgresql://h/d?max_connections=7").unwrap().url, "postgresql://h/d");
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_a_hint() {
        let refusal = |url: &str| Options::parse(url).unwrap_err().to_string();
        assert_eq!(
            refusal("mysql://h/d"),
            "cannot use the database URL: `mysql:` is no engine; begin with `postgres:` or `sqlite:`"
        );
        assert!(refusal("sqlite:a?max_connections=0").contains("a number above 0"));
        assert!(refusal("sqlite:a?synchronous=off").contains("`full` or `normal`"));
    }
}
