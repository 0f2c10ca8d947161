//! Servers on axum: routes, reading and checking requests, answers.

mod auth;
mod call;
mod check;
mod dispatch;
mod error;
mod health;
mod input;
mod media;
mod observe;
mod operation;
mod output;
mod pairs;
mod panics;
mod parameter;
mod pattern;
mod refusal;
mod reply;
mod routes;
mod serve;
mod settings;
mod trace;
mod tree;
mod violation;

pub use axum::Router;
pub use axum::extract::FromRequestParts;
pub use axum::response::{IntoResponse, Response};
pub use http::request::Parts;
pub use http::{Method, StatusCode, header};

pub use apigen_types::schema::{Access, Field, Limits, Member, Schema};
pub use auth::Auth;
pub use call::{Call, Halt};
pub use check::violations;
pub use error::InternalError;
pub use health::{Health, Unhealthy};
pub use input::{Content, Input, Receive};
pub use operation::Operation;
pub use parameter::Parameter;
pub use refusal::{Code, Part, Refusal, Shape, Slot, problem};
pub use reply::{Reply, status};
pub use routes::{Conflict, Routes};
pub use serve::{GRACE, serve, serve_within, shutdown};
pub use settings::{Settings, UnknownParameters};
pub use trace::{RequestId, Trace};
pub use violation::{Location, Rule, Violation};
