//! Handlers under names that mean something else in Rust: each answers with what shows that it was the one.

use std::collections::BTreeMap;

use axum::extract::RawQuery;
use golden_keywords_v0 as types;
use golden_keywords_v0::server::{
    r#async as asyncs, client_2, defaulteds, keywordses, routes_2, self_, r#type as errors, u1f642,
};

/// Serves every resource of the definition.
pub(super) struct Handlers;

macro_rules! answers {
    ($module:ident, $context:ty, $success:ty { $($function:ident($request:ident, $error:ident) $it:ident => $answer:expr;)* }) => {
        $(async fn $function(
            &self,
            _: $context,
            $it: $module::$request,
        ) -> Result<$success, $module::$error> {
            let _ = &$it;
            Ok($answer)
        })*
    };
}

impl keywordses::Keywordses for Handlers {
    type Context = ();

    answers! { keywordses, (), String {
        r#type(TypeRequest, TypeError) it => it.r#type;
        self_(Self_Request, Self_Error) it => it.self_;
        self__2(Self2Request, Self2Error) it => it.self_;
        super_(SuperRequest, SuperError) it => it.super_;
        crate_(CrateRequest, CrateError) it => it.crate_;
        r#async(AsyncRequest, AsyncError) it => it.r#async;
        r#fn(FnRequest, FnError) it => it.r#fn;
        r#gen(GenRequest, GenError) it => it.r#gen;
        r#match(MatchRequest, MatchError) it => it.r#match;
        r#loop(LoopRequest, LoopError) it => it.r#loop;
        r#true(TrueRequest, TrueError) it => it.r#true;
        r#yield(YieldRequest, YieldError) it => it.r#yield;
        r#try(TryRequest, TryError) it => it.r#try;
        union(UnionRequest, UnionError) it => it.union;
        raw(RawRequest, RawError) it => it.raw;
        r#static(StaticRequest, StaticError) it => it.r#static;
    } }
}

impl defaulteds::Defaulteds for Handlers {
    type Context = ();

    answers! { defaulteds, (), i32 {
        routes_2(Routes2Request, Routes2Error) it => 0;
        clone_2(Clone2Request, Clone2Error) it => 1;
        send(Send2Request, Send2Error) it => 2;
        request(RequestRequest, RequestError) it => 3;
        get(GetRequest, GetError) it => 4;
        get_request(GetRequest2Request, GetRequest2Error) it => 5;
        get_response(GetResponse2Request, GetResponse2Error) it => 6;
        defaulteds(Defaulteds2Request, Defaulteds2Error) it => 7;
        s(S2Request, S2Error) it => 8;
        service_2(Service2Request, Service2Error) it => 9;
        call(CallRequest, CallError) it => 10;
        new(NewRequest, NewError) it => 11;
        not(NotRequest, NotError) it => 12;
        into_iter(IntoIterRequest, IntoIterError) it => 13;
        u043f_u0440_u0438_u0432_u0435_u0442(U043fU0440U0438U0432U0435U0442Request, U043fU0440U0438U0432U0435U0442Error)
            it => 14;
        u1f642(U1f642Request, U1f642Error) it => 15;
        u1f643(U1f643Request, U1f643Error) it => 16;
        a_b(ABRequest, ABError) it => 17;
        a_b_2(AB2Request, AB2Error) it => 18;
        a_b_3(AB3Request, AB3Error) it => 19;
    } }
}

impl self_::Self_ for Handlers {
    type Context = RawQuery;

    answers! { self_, RawQuery, String {
        get_strange_and_a_b(GetStrangeAndABRequest, GetStrangeAndABError) it => "a b".into();
        get_strange_and_20(GetStrangeAnd20Request, GetStrangeAnd20Error) it => "%20".into();
        get_strange_and_x(GetStrangeAndXRequest, GetStrangeAndXError) it => "{x}".into();
        get_strange_and_rest(GetStrangeAndRestRequest, GetStrangeAndRestError) it => "{*rest}".into();
        get_strange_and_star(GetStrangeAndStarRequest, GetStrangeAndStarError) it => "*".into();
        get_strange_and_u00fc_and_u65e5_u672c(
            GetStrangeAndU00fcAndU65e5U672cRequest, GetStrangeAndU00fcAndU65e5U672cError) it => "ü/日本".into();
        get_strange_and_u1f642(GetStrangeAndU1f642Request, GetStrangeAndU1f642Error) it => "🙂".into();
        get_strange_and_a_b_2(GetStrangeAndAB2Request, GetStrangeAndAB2Error) it => "a+b".into();
        get_strange_and_a_b_c(GetStrangeAndABCRequest, GetStrangeAndABCError) it => "a&b=c".into();
        get_strange(GetStrangeRequest, GetStrangeError) it => "'\"".into();
        get_strange_and_a_b_c_d(GetStrangeAndABCDRequest, GetStrangeAndABCDError) it => "a;b,c@d!$".into();
        get_strange_and_type_by_fn(GetStrangeAndTypeByFnRequest, GetStrangeAndTypeByFnError) it => it.r#fn;
        get_strange_and_x_by_u0438_u043c_u044f_and_self(
            GetStrangeAndXByU0438U043cU044fAndSelfRequest, GetStrangeAndXByU0438U043cU044fAndSelfError)
            it => format!("{} {}", it.u0438_u043c_u044f, it.self_);
        get_strange_and_a_b_3(GetStrangeAndAB3Request, GetStrangeAndAB3Error) it => "a:b".into();
        get_strange_and_minus_dot(GetStrangeAndMinusDotRequest, GetStrangeAndMinusDotError) it => "~-._".into();
        get_strange_and_double(GetStrangeAndDoubleRequest, GetStrangeAndDoubleError) it => "//double".into();
        get_strange_2(GetStrange2Request, GetStrange2Error) it => "\\".into();
    } }

    async fn get_params(
        &self,
        RawQuery(query): RawQuery,
        request: self_::GetParamsRequest,
    ) -> Result<BTreeMap<String, Vec<String>>, self_::GetParamsError> {
        let query = query.unwrap_or_default().split('&').map(str::to_owned).collect();
        Ok(BTreeMap::from([("query".into(), query), ("request".into(), vec![format!("{request:?}")])]))
    }

    async fn get_headers(
        &self,
        _: RawQuery,
        it: self_::GetHeadersRequest,
    ) -> Result<self_::GetHeadersResponse, self_::GetHeadersError> {
        Ok(self_::GetHeadersResponse {
            body: format!("{it:?}"),
            x_type: it.x_type,
            x_self: it.x_self,
            status_2: it.status,
            body_2: it.body,
            answer_2: Some("answer".into()),
            it_2: Some("it".into()),
            self_: it.self_,
            r#type: it.r#type,
            x_under: it.x_under,
        })
    }

    async fn post_form(&self, _: RawQuery, it: self_::PostFormRequest) -> Result<Vec<String>, self_::PostFormError> {
        Ok(vec![it.body, it.input, it.r#type, it.self_, it.u0438_u043c_u044f, it.a_b_c])
    }

    async fn post_body(&self, _: RawQuery, it: self_::PostBodyRequest) -> Result<types::Self_, self_::PostBodyError> {
        match it.body_2.value.as_str() {
            "option" => Err(self_::PostBodyError::NotFound(types::Option::new(it.body))),
            "result" => Err(self_::PostBodyError::Conflict(types::Result::new(it.input))),
            _ => Ok(it.body_2),
        }
    }
}

impl client_2::Client_2 for Handlers {
    type Context = ();

    answers! { client_2, (), Vec<types::Client> {
        get(GetRequest, GetError) it => vec![types::Client::new("client".into())];
    } }
}

impl errors::Type for Handlers {
    type Context = ();

    answers! { errors, (), types::Result {
        get(GetRequest, GetError) it => types::Result::new("result".into());
    } }
}

impl routes_2::Routes for Handlers {
    type Context = ();

    answers! { routes_2, (), types::Option {
        get(GetRequest, GetError) it => types::Option::new("option".into());
    } }
}

impl u1f642::U1f642 for Handlers {
    type Context = ();

    answers! { u1f642, (), types::U1f642 {
        get(GetRequest, GetError) it => types::U1f642::new(types::U043fU0438U0441U044cU043cU043e::U1f643);
    } }
}

impl asyncs::Async for Handlers {
    type Context = ();

    answers! { asyncs, (), types::Async {
        get(GetRequest, GetError) it => types::Async::new("async".into());
    } }
}
