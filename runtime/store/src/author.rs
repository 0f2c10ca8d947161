//! Who writes: what the journal records beside every change.

/// Who writes, and as part of which trace; the journal records both beside every change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Author {
    /// The user or service on whose behalf rows change.
    pub actor: Option<String>,
    /// The trace that the change belongs to, as in the header `traceparent`.
    pub traceparent: Option<String>,
}

impl Author {
    /// An author without a trace.
    pub fn new(actor: impl Into<String>) -> Self {
        Self { actor: Some(actor.into()), traceparent: None }
    }

    /// The same as part of a trace.
    #[must_use]
    pub fn traced(self, traceparent: impl Into<String>) -> Self {
        Self { traceparent: Some(traceparent.into()), ..self }
    }

    /// Whether there is nothing to record.
    pub fn is_unknown(&self) -> bool {
        self.actor.is_none() && self.traceparent.is_none()
    }
}
