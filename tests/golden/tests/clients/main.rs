//! What generated clients do beyond sending and reading, against servers that answer as told, in one process.
#![allow(clippy::unwrap_used)] // Helpers of tests, too.

mod facts;
mod pages;

use axum::Router;
use golden_clients_v0::client::Client;

fn client(server: Router) -> Client {
    Client::builder("http://clients.example").in_process(server).build().unwrap()
}
