//! The service among mocks of the services that it calls, and all three on sockets.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod company;
mod end_to_end;
mod forms;
