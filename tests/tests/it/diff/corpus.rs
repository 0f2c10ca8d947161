//! Real histories.
