//! Clients without a network.

use apigen_http::client::{Builder, Connection};
use apigen_http::server::{InternalError, Response, Router};
use tower::util::MapResponseLayer;

use crate::script::Unexpected;

/// Where clients without a network believe their server to be.
pub const BASE_URL: &str = "http://mock";

/// A client whose requests go straight to the router of a mock; a call that is not expected panics where it is made.
///
/// # Panics
/// When the builder holds a header that no request can have.
pub fn client<C: From<Connection>>(builder: Builder<C>, router: Router) -> C {
    let service = router.layer(MapResponseLayer::new(fail_the_test));
    builder.in_process(service).build().unwrap_or_else(|error| panic!("{error}"))
}

/// A server answers 500 to a call that is not expected; in one process with the test, the test ends there.
fn fail_the_test(response: Response) -> Response {
    let error = response.extensions().get::<InternalError>();
    if let Some(unexpected) = error.and_then(|it| it.source().downcast_ref::<Unexpected>()) {
        panic!("{unexpected}");
    }
    response
}
