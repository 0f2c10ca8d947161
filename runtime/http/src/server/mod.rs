//! Servers on axum: routes, reading and checking requests, answers.

mod auth;
mod call;
mod check;
mod error;
mod input;
mod pairs;
mod parameter;
mod pattern;
mod refusal;
mod reply;
mod routes;
mod serve;
mod violation;

pub use axum::Router;
pub use axum::extract::FromRequestParts;
pub use axum::response::{IntoResponse, Response};
pub use http::request::Parts;
pub use http::{Method, StatusCode, header};

pub use apigen_types::schema::{Field, Limits, Member, Schema};
pub use auth::Auth;
pub use call::{Call, Halt};
pub use check::violations;
pub use error::InternalError;
pub use input::{Content, Input, Receive};
pub use parameter::Parameter;
pub use refusal::{Code, Part, Refusal, Shape, Slot};
pub use reply::{Reply, status};
pub use routes::{Conflict, Routes};
pub use serve::{serve, shutdown};
pub use violation::{Location, Rule, Violation};
