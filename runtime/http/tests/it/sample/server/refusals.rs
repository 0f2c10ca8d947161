//! How the declared error models say that a request is wrong.

use apigen_http::server::{Code, Part, Refusal, Shape, Slot};

pub(crate) static VALIDATION_ERROR_422: Refusal = Refusal {
    status: 422,
    shape: Shape::One(&[
        Part { name: "code", slot: Slot::Code(Code { malformed: "malformed_body", invalid: "invalid_request" }) },
        Part { name: "messages", slot: Slot::Messages },
        Part {
            name: "violations",
            slot: Slot::Violations(&[
                Part { name: "location", slot: Slot::Location },
                Part { name: "pointer", slot: Slot::Pointer },
                Part { name: "rule", slot: Slot::Rule },
                Part { name: "message", slot: Slot::Message },
            ]),
        },
    ]),
    path_status: None,
};

pub(crate) static PROBLEM_400_PATH_404: Refusal = Refusal::problem(400).on_path(404);
