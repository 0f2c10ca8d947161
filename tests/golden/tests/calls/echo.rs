//! A service that answers with what it was sent.

use std::collections::BTreeMap;

use apigen_http::HeaderMap;
use apigen_http::server::StatusCode;
use golden_calls_v0::server::things::{
    Clone2Error, Clone2Request, DeleteByIdError, DeleteByIdRequest, GetABAndXAndU00fcError, GetABAndXAndU00fcRequest,
    GetByIdError, GetByIdRequest, GetCsvByIdError, GetCsvByIdRequest, GetError, GetMine2Error, GetMine2Request,
    GetMineError, GetMineRequest, GetPartsAndFirstByKeyError, GetPartsAndFirstByKeyRequest, GetPartsByIdAndPartError,
    GetPartsByIdAndPartRequest, GetPictureByIdError, GetPictureByIdRequest, GetPictureByIdResponse, GetRequest,
    GetTarGzByIdError, GetTarGzByIdRequest, LoopError, LoopRequest, Option2Error, Option2Request, PatchError,
    PatchRequest, PostError, PostRequest, PostResponse, PostSearchError, PostSearchRequest, PostStateByIdError,
    PostStateByIdRequest, PostStateByIdResponse, PostWrappedError, PostWrappedRequest, PutByThingIdError,
    PutByThingIdRequest, PutError, PutRequest, Routes2Error, Routes2Request, Things,
};
use golden_calls_v0::{Error, Option as Choice, Shape, Thing, Wrapped};

/// Answers with what it was sent.
pub(crate) struct Echo;

impl Things for Echo {
    type Context = HeaderMap;

    async fn get(&self, headers: HeaderMap, request: GetRequest) -> Result<Vec<String>, GetError> {
        let version = headers.get("x-api-version").map(|it| it.to_str().unwrap().to_owned()).unwrap_or_default();
        Ok(vec![version, format!("{request:?}")])
    }

    async fn post(&self, _: HeaderMap, request: PostRequest) -> Result<PostResponse, PostError> {
        let body = request.body;
        match body.id {
            200 => Ok(PostResponse::Ok(body)),
            201 => Ok(PostResponse::Created { location: "/things/ü".into(), x_count: Some(-1), body }),
            202 => Ok(PostResponse::Created { location: "/things/1".into(), x_count: None, body }),
            409 => Err(PostError::Conflict { retry_after: i64::MAX }),
            422 => Err(PostError::UnprocessableEntity(vec![Error::new("a".into(), "b".into())])),
            429 => Err(PostError::TooManyRequests),
            503 => Err(PostError::Default {
                status: StatusCode::SERVICE_UNAVAILABLE,
                body: Error::new("later".into(), "try".into()),
            }),
            _ => Err("?".parse::<i64>().unwrap_err().into()),
        }
    }

    async fn put(&self, _: HeaderMap, request: PutRequest) -> Result<BTreeMap<String, Thing>, PutError> {
        Ok(request.body.into_iter().map(|it| (it.id.to_string(), it)).collect())
    }

    async fn patch(&self, _: HeaderMap, request: PatchRequest) -> Result<BTreeMap<String, Vec<Shape>>, PatchError> {
        Ok(request.body)
    }

    async fn get_mine(&self, _: HeaderMap, _: GetMineRequest) -> Result<String, GetMineError> {
        Ok("mine".into())
    }

    async fn get_by_id(&self, _: HeaderMap, request: GetByIdRequest) -> Result<Thing, GetByIdError> {
        if request.id == 0 { Err(GetByIdError::NotFound) } else { Ok(Thing::new(request.id)) }
    }

    async fn put_by_thing_id(&self, _: HeaderMap, request: PutByThingIdRequest) -> Result<String, PutByThingIdError> {
        Ok(format!("{} {}", request.thing_id.as_str(), request.body))
    }

    async fn delete_by_id(&self, _: HeaderMap, _: DeleteByIdRequest) -> Result<(), DeleteByIdError> {
        Ok(())
    }

    async fn get_csv_by_id(&self, _: HeaderMap, request: GetCsvByIdRequest) -> Result<String, GetCsvByIdError> {
        Ok(format!("csv {}", request.id))
    }

    async fn get_tar_gz_by_id(&self, _: HeaderMap, request: GetTarGzByIdRequest) -> Result<String, GetTarGzByIdError> {
        Ok(format!("tar {}", request.id))
    }

    async fn get_parts_by_id_and_part(
        &self,
        _: HeaderMap,
        request: GetPartsByIdAndPartRequest,
    ) -> Result<String, GetPartsByIdAndPartError> {
        Ok(format!("{} {}", request.id, request.part))
    }

    async fn get_parts_and_first_by_key(
        &self,
        _: HeaderMap,
        request: GetPartsAndFirstByKeyRequest,
    ) -> Result<String, GetPartsAndFirstByKeyError> {
        Ok(format!("first of {}", request.key))
    }

    async fn post_state_by_id(
        &self,
        _: HeaderMap,
        _: PostStateByIdRequest,
    ) -> Result<PostStateByIdResponse, PostStateByIdError> {
        Ok(PostStateByIdResponse { status: StatusCode::IM_A_TEAPOT, body: "tea".into() })
    }

    async fn get_picture_by_id(
        &self,
        _: HeaderMap,
        request: GetPictureByIdRequest,
    ) -> Result<GetPictureByIdResponse, GetPictureByIdError> {
        let location = || format!("/pictures/{}", request.id);
        let found = request.id > 0;
        Ok(if found {
            GetPictureByIdResponse::Found { location: location() }
        } else {
            GetPictureByIdResponse::Status299
        })
    }

    async fn post_search(&self, _: HeaderMap, request: PostSearchRequest) -> Result<Vec<String>, PostSearchError> {
        let like = request.like.map(|it| it.id.to_string());
        Ok([vec![request.q, request.page.to_string()], request.tag, like.into_iter().collect()].concat())
    }

    async fn post_wrapped(&self, _: HeaderMap, request: PostWrappedRequest) -> Result<Wrapped, PostWrappedError> {
        Ok(request.body)
    }

    async fn get_a_b_and_x_and_u00fc(
        &self,
        _: HeaderMap,
        _: GetABAndXAndU00fcRequest,
    ) -> Result<String, GetABAndXAndU00fcError> {
        Ok("odd".into())
    }

    async fn clone_2(&self, _: HeaderMap, _: Clone2Request) -> Result<(), Clone2Error> {
        Ok(())
    }

    async fn routes_2(&self, _: HeaderMap, _: Routes2Request) -> Result<(), Routes2Error> {
        Ok(())
    }

    async fn r#loop(&self, _: HeaderMap, _: LoopRequest) -> Result<(), LoopError> {
        Ok(())
    }

    async fn option(&self, _: HeaderMap, _: Option2Request) -> Result<Choice, Option2Error> {
        Ok(Choice::new("any".into()))
    }

    async fn get_mine_2(&self, _: HeaderMap, _: GetMine2Request) -> Result<(), GetMine2Error> {
        Ok(())
    }
}
