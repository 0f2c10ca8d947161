//! A resolved repository to Rust crates: models, axum servers, reqwest clients.
