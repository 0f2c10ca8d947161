//! Generated stand-ins for services, as tests use them, and what drives them.

mod expected;
mod lives;
mod references;
mod stateful;
