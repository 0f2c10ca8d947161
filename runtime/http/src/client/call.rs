//! What generated code says about the type that makes and sends an operation's requests.

use super::answer::Answer;
use super::failure::Failure;
use super::operation::Operation;

/// The type that makes and sends an operation's requests: what it is for, and how its answers are read.
pub trait Call {
    /// What the definition says about the operation.
    const OPERATION: &'static Operation;
    /// What a declared success holds.
    type Output;
    /// Why there is none.
    type Error: From<Failure>;

    /// Reads an answer.
    ///
    /// # Errors
    /// An error that the operation declares, or a failure.
    fn read(answer: Answer) -> Result<Self::Output, Self::Error>;
}
