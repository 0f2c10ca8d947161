//! What a run may do, and what it needs to know.

/// What a run may do, and what it needs to know.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the service lives, for what people read.
    pub base_url: String,
    /// What values follow from.
    pub seed: u64,
    /// How many requests may be sent, cleaning up not counted; a number that follows from the plan when there is none.
    pub budget: Option<usize>,
    /// Send only what changes nothing.
    pub read_only: bool,
    /// The value of `Authorization`, for operations that need credentials.
    pub credentials: Option<String>,
    /// Only these laws, by code; all when there are none.
    pub select: Vec<String>,
    /// Not these laws, by code.
    pub ignore: Vec<String>,
    /// Leave what was made where it is.
    pub keep: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: "http://localhost".to_owned(),
            seed: 0,
            budget: None,
            read_only: false,
            credentials: None,
            select: Vec::new(),
            ignore: Vec::new(),
            keep: false,
        }
    }
}

impl Settings {
    /// How many requests may be sent to a service with this many operations.
    pub fn budget_for(&self, operations: usize) -> usize {
        const EACH: usize = 70;
        const LEAST: usize = 300;
        self.budget.unwrap_or_else(|| (operations * EACH).max(LEAST))
    }

    /// Whether a law is wanted.
    pub fn wants(&self, code: &str) -> bool {
        let names = |all: &[String]| all.iter().any(|it| it == code);
        (self.select.is_empty() || names(&self.select)) && !names(&self.ignore)
    }
}
