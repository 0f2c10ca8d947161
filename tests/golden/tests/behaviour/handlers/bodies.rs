//! Bodies of every shape: sent back as they came.

use std::collections::BTreeMap;

use apigen_types::{DateTime, Decimal, Json, JsonObject};
use golden_behaviour_v0 as types;
use golden_behaviour_v0::server::bodies::{
    Bodies, BooleanError, BooleanRequest, ColorError, ColorRequest, DecimalError, DecimalRequest, FigureError,
    FigureRequest, JsonError, JsonRequest, ListError, ListRequest, LongError, LongRequest, MapError, MapOfListsError,
    MapOfListsRequest, MapRequest, ModelError, ModelRequest, MoodError, MoodRequest, ObjectError, ObjectRequest,
    OpenUnionError, OpenUnionRequest, OpenWrappedError, OpenWrappedRequest, ScalarError, ScalarRequest, String2Error,
    String2Request, TimeError, TimeRequest, UnionError, UnionRequest, UnitError, UnitRequest, WrappedError,
    WrappedRequest,
};

use super::Recorder;

macro_rules! echoed {
    ($($function:ident($request:ident, $error:ident) -> $body:ty;)*) => {
        $(async fn $function(&self, (): (), request: $request) -> Result<$body, $error> {
            self.saw(&request);
            Ok(request.body)
        })*
    };
}

impl Bodies for Recorder {
    type Context = ();

    echoed! {
        model(ModelRequest, ModelError) -> types::Thing;
        list(ListRequest, ListError) -> Vec<types::Thing>;
        map(MapRequest, MapError) -> BTreeMap<String, types::Thing>;
        map_of_lists(MapOfListsRequest, MapOfListsError) -> BTreeMap<String, Vec<types::Shape>>;
        string(String2Request, String2Error) -> String;
        long(LongRequest, LongError) -> i64;
        boolean(BooleanRequest, BooleanError) -> bool;
        decimal(DecimalRequest, DecimalError) -> Decimal;
        time(TimeRequest, TimeError) -> DateTime;
        color(ColorRequest, ColorError) -> types::Color;
        mood(MoodRequest, MoodError) -> types::Mood;
        json(JsonRequest, JsonError) -> Json;
        object(ObjectRequest, ObjectError) -> JsonObject;
        union(UnionRequest, UnionError) -> types::Shape;
        open_union(OpenUnionRequest, OpenUnionError) -> types::OpenShape;
        figure(FigureRequest, FigureError) -> types::Figure;
        scalar(ScalarRequest, ScalarError) -> types::Scalar;
        wrapped(WrappedRequest, WrappedError) -> types::Wrapped;
        open_wrapped(OpenWrappedRequest, OpenWrappedError) -> types::OpenWrapped;
    }

    async fn unit(&self, (): (), request: UnitRequest) -> Result<(), UnitError> {
        self.saw(&request);
        Ok(())
    }
}
