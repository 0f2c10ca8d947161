//! Tests over the whole product, in one binary.

mod lint;
