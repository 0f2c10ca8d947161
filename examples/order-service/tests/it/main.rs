//! The service among mocks of the services that it calls, and all three on sockets.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod buyers;
mod cancelling;
mod clock;
mod company;
mod conform;
mod copies;
mod end_to_end;
mod forms;
mod health;
mod mocks;
mod pieces;
mod prices;
mod time;
