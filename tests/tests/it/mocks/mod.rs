//! Generated stand-ins for services, as tests use them.

mod expected;
