//! A whole service in memory, driven by a description.

mod access;
mod answer;
mod change;
mod data;
mod find;
mod input;
mod judge;
mod list;
mod make;
mod merge;
mod project;
mod reference;
mod run;
mod server;
mod service;
mod source;
mod text;
mod tie;
mod world;

pub use access::Tokens;
pub use data::DataError;
pub use server::{Route, Server};
pub use service::Service;
