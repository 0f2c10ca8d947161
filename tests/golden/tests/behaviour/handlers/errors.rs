//! Error shapes: id 409 is a conflict, id 500 a failure of the server, anything else is sent back.

use golden_behaviour_v0::server::errors::{
    DeclaredError, DeclaredRequest, EachError, EachRequest, EmptyError, EmptyRequest, Errors, OneError, OneRequest,
    PathError, PathRequest, ProblemError, ProblemRequest,
};
use golden_behaviour_v0::{Conflict, ErrorCode, Thing};

use super::Recorder;

macro_rules! echoed {
    ($($function:ident($request:ident, $error:ident))*) => {
        $(async fn $function(&self, (): (), request: $request) -> Result<Thing, $error> {
            self.saw(&request);
            Ok(request.body)
        })*
    };
}

impl Errors for Recorder {
    type Context = ();

    async fn declared(&self, (): (), request: DeclaredRequest) -> Result<Thing, DeclaredError> {
        self.saw(&request);
        match request.body.id {
            409 => Err(DeclaredError::Conflict(Conflict::new(ErrorCode::Taken, 1))),
            500 => Err("the database is at 10.0.0.1".parse::<i64>().unwrap_err().into()),
            _ => Ok(request.body),
        }
    }

    echoed! {
        each(EachRequest, EachError)
        one(OneRequest, OneError)
        empty(EmptyRequest, EmptyError)
        problem(ProblemRequest, ProblemError)
    }

    async fn path(&self, (): (), request: PathRequest) -> Result<Thing, PathError> {
        self.saw(&request);
        Ok(Thing::new(request.id, "found".into()))
    }
}
