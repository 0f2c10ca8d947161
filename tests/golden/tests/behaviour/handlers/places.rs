//! Parameters in every place: remembered, nothing else.

use golden_behaviour_v0::server::places::{
    DemandedError, DemandedRequest, FormError, FormRequest, HeadersError, HeadersRequest, MixedError, MixedRequest,
    PathError, PathRequest, Places, QueryError, QueryRequest,
};

use super::Recorder;

macro_rules! remembered {
    ($($function:ident($request:ident, $error:ident))*) => {
        $(async fn $function(&self, (): (), request: $request) -> Result<(), $error> {
            self.saw(&request);
            Ok(())
        })*
    };
}

impl Places for Recorder {
    type Context = ();

    remembered! {
        query(QueryRequest, QueryError)
        demanded(DemandedRequest, DemandedError)
        path(PathRequest, PathError)
        headers(HeadersRequest, HeadersError)
        form(FormRequest, FormError)
        mixed(MixedRequest, MixedError)
    }
}
