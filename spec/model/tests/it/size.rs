//! The structs that a repository has most of stay small, since memory and time follow their size.

use apigen_model::{Field, Meta, Parameter, Type};

#[test]
fn frequent_structs_stay_small() {
    assert!(size_of::<Type>() <= 24, "{}", size_of::<Type>());
    assert!(size_of::<Meta>() <= 40, "{}", size_of::<Meta>());
    assert!(size_of::<Field>() <= 120, "{}", size_of::<Field>());
    assert!(size_of::<Parameter>() <= 160, "{}", size_of::<Parameter>());
}
