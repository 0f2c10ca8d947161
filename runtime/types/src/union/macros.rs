//! What generated unions call to get their JSON form.

/// Gives a generated union with a discriminator its JSON form.
#[macro_export]
macro_rules! tagged_union {
    ($name:ident) => {
        $crate::union_forms!($name, read_tagged);
    };
}

/// Gives a generated union without a discriminator its JSON form.
#[macro_export]
macro_rules! wrapped_union {
    ($name:ident) => {
        $crate::union_forms!($name, read_wrapped);
    };
}

/// The part that both kinds share.
#[doc(hidden)]
#[macro_export]
macro_rules! union_forms {
    ($name:ident, $read:ident) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::union::Union::write(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::union::$read(deserializer)
            }
        }
    };
}
