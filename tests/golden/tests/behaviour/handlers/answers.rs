//! Answers with every status, header and method.

use apigen_types::{Date, DateTime, Decimal, Json, Uuid};
use golden_behaviour_v0::server::answers::{
    Answers, BodyError, BodyRequest, DefaultError, DefaultRequest, DefaultResponse, HeadError, HeadRequest,
    HeadResponse, HeadersError, HeadersRequest, HeadersResponse, MethodDeleteError, MethodDeleteRequest,
    MethodGetError, MethodGetRequest, MethodOptionsError, MethodOptionsRequest, MethodPatchError, MethodPatchRequest,
    MethodPostError, MethodPostRequest, MethodPutError, MethodPutRequest, MethodTraceError, MethodTraceRequest,
    NothingError, NothingRequest, OldError, OldRequest, PrivateError, PrivateRequest, SlowError, SlowRequest,
    StatusError, StatusRequest, StatusResponse,
};
use golden_behaviour_v0::{Color, Conflict, ErrorCode, Mood, Problem, Thing, Validation};
use http::StatusCode;

use super::{Caller, Recorder};

macro_rules! methods {
    ($($function:ident($request:ident, $error:ident))*) => {
        $(async fn $function(&self, _: Caller, _: $request) -> Result<String, $error> {
            Ok(stringify!($function).into())
        })*
    };
}

impl Answers for Recorder {
    type Context = Caller;

    async fn status(&self, _: Caller, request: StatusRequest) -> Result<StatusResponse, StatusError> {
        match request.code {
            200..400 => Ok(success(request.code)),
            code => Err(error(code)),
        }
    }

    async fn headers(&self, _: Caller, _: HeadersRequest) -> Result<HeadersResponse, HeadersError> {
        Ok(HeadersResponse {
            x_flag: true,
            x_id: i64::MIN,
            x_price: Decimal::new(-1250, 2),
            x_guid: Uuid::max(),
            x_day: Date::of(2024, 2, 29),
            x_at: DateTime::from_unix_millis(1_795_256_160_001).unwrap(),
            x_color: Color::Dark,
            x_mood: Mood::Unknown("so-so, \"really\"".into()),
            x_note: None,
        })
    }

    async fn nothing(&self, _: Caller, _: NothingRequest) -> Result<(), NothingError> {
        Ok(())
    }

    async fn default(&self, _: Caller, _: DefaultRequest) -> Result<DefaultResponse, DefaultError> {
        Ok(DefaultResponse { status: StatusCode::from_u16(299).unwrap(), body: problem() })
    }

    async fn body(&self, _: Caller, request: BodyRequest) -> Result<Json, BodyError> {
        Ok(Json::String(request.r#type))
    }

    methods! {
        method_get(MethodGetRequest, MethodGetError)
        method_post(MethodPostRequest, MethodPostError)
        method_put(MethodPutRequest, MethodPutError)
        method_patch(MethodPatchRequest, MethodPatchError)
        method_delete(MethodDeleteRequest, MethodDeleteError)
        method_options(MethodOptionsRequest, MethodOptionsError)
        method_trace(MethodTraceRequest, MethodTraceError)
        old(OldRequest, OldError)
    }

    async fn head(&self, _: Caller, _: HeadRequest) -> Result<HeadResponse, HeadError> {
        Ok(HeadResponse { x_count: 7 })
    }

    async fn private(&self, Caller(token): Caller, _: PrivateRequest) -> Result<String, PrivateError> {
        match token.as_deref() {
            None => Err(PrivateError::Unauthorized),
            Some("guest") => Err(PrivateError::Forbidden(problem())),
            Some(token) => Ok(token.to_owned()),
        }
    }

    async fn slow(&self, _: Caller, request: SlowRequest) -> Result<String, SlowError> {
        self.saw(&request);
        let _end = Farewell(self);
        // Nobody measures how slow: it is done at once, or never.
        if request.millis > 0 {
            std::future::pending::<()>().await;
        }
        Ok("done".into())
    }
}

/// Writes down that a handler has ended, be it that nobody waits for it any more.
struct Farewell<'r>(&'r Recorder);

impl Drop for Farewell<'_> {
    fn drop(&mut self) {
        self.0.saw(&"the handler has ended");
    }
}

fn thing() -> Thing {
    Thing::new(1, "thing".into())
}

fn problem() -> Problem {
    Problem::new("code".into(), "message".into())
}

fn success(code: i32) -> StatusResponse {
    let location = format!("/{code}");
    match code {
        200 => StatusResponse::Ok(thing()),
        201 => StatusResponse::Created { location, x_count: Some(-1), body: thing() },
        202 => StatusResponse::Accepted,
        203 => StatusResponse::NonAuthoritativeInformation(thing()),
        204 => StatusResponse::NoContent,
        205 => StatusResponse::ResetContent,
        206 => StatusResponse::PartialContent(thing()),
        301 => StatusResponse::MovedPermanently { location },
        302 => StatusResponse::Found { location },
        303 => StatusResponse::SeeOther { location },
        304 => StatusResponse::NotModified,
        307 => StatusResponse::TemporaryRedirect { location },
        _ => StatusResponse::PermanentRedirect { location },
    }
}

fn error(code: i32) -> StatusError {
    match code {
        400 => StatusError::BadRequest,
        401 => StatusError::Unauthorized,
        403 => StatusError::Forbidden,
        404 => StatusError::NotFound,
        405 => StatusError::MethodNotAllowed,
        406 => StatusError::NotAcceptable,
        409 => StatusError::Conflict(Conflict::new(ErrorCode::Taken, i64::MAX)),
        410 => StatusError::Gone,
        412 => StatusError::PreconditionFailed,
        413 => StatusError::PayloadTooLarge,
        415 => StatusError::UnsupportedMediaType,
        418 => StatusError::ImATeapot,
        422 => StatusError::UnprocessableEntity(Validation::new(ErrorCode::ValidationError, "no".into(), Vec::new())),
        428 => StatusError::PreconditionRequired,
        429 => StatusError::TooManyRequests { retry_after: 3 },
        451 => StatusError::UnavailableForLegalReasons,
        500 => StatusError::InternalServerError,
        501 => StatusError::NotImplemented,
        502 => StatusError::BadGateway,
        503 => StatusError::ServiceUnavailable { retry_after: None, body: problem() },
        504 => StatusError::GatewayTimeout,
        other => StatusError::Default {
            status: u16::try_from(other)
                .ok()
                .and_then(|it| StatusCode::from_u16(it).ok())
                .unwrap_or(StatusCode::IM_A_TEAPOT),
            body: problem(),
        },
    }
}
