//! Three macros that spell out the models: `model!` a JSON object, `words!` a closed list of strings, and `tagged!` a
//! choice by one member. Each also makes a module of the model's name in snake case, as programs written for the
//! published crate expect (`models::identity::StateEnum`).
//!
//! In `model!`, `required` members are the parameters of `new`, in their order (`as Box` stores them boxed),
//! `optional` ones are `Option<T>` left out when `None`, and `nullable` ones are `Option<Option<T>>`: absent, null or set.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

macro_rules! model {
    (
        $module:ident:
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(required { $($(#[$r_meta:meta])* $r:ident: $r_type:ty $(as $r_box:ident)? => $r_doc:literal,)+ })?
            $(optional { $($(#[$o_meta:meta])* $o:ident: $o_type:ty => $o_doc:literal,)+ })?
            $(nullable { $($(#[$n_meta:meta])* $n:ident: $n_type:ty => $n_doc:literal,)+ })?
        }
        $($words:tt)*
    ) => {
        $(#[$meta])*
        #[derive(Clone, Default, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $($(#[doc = $r_doc] $(#[$r_meta])* pub $r: model!(@stored $r_type $(, $r_box)?),)+)?
            $($(
                #[doc = $o_doc]
                #[serde(default, skip_serializing_if = "Option::is_none")]
                $(#[$o_meta])*
                pub $o: Option<$o_type>,
            )+)?
            $($(
                #[doc = $n_doc]
                #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "super::shape::null_or_value")]
                $(#[$n_meta])*
                pub $n: Option<Option<$n_type>>,
            )+)?
        }

        impl $name {
            /// Sets the required members and leaves the others out.
            pub fn new($($($r: $r_type),+)?) -> Self {
                Self {
                    $($($r: model!(@given $r $(, $r_box)?),)+)?
                    $($($o: None,)+)?
                    $($($n: None,)+)?
                }
            }
        }

        #[doc = concat!("Home of [`", stringify!($name), "`] and of the words its members take.")]
        pub mod $module {
            pub use super::$name;
            $crate::models::shape::word_enums! { $($words)* }
        }
    };
    (@stored $type:ty) => { $type };
    (@stored $type:ty, $box:ident) => { $box<$type> };
    (@given $value:ident) => { $value };
    (@given $value:ident, $box:ident) => { $box::new($value) };
}

macro_rules! words {
    ($module:ident: $(#[$meta:meta])* pub enum $name:ident $($rest:tt)*) => {
        #[doc = concat!("Home of [`", stringify!($name), "`].")]
        pub mod $module {
            $crate::models::shape::word_enums! { $(#[$meta])* pub enum $name $($rest)* }
        }
        pub use $module::$name;
    };
}

/// The enums of `model!` and `words!`: the first word is the default; a second spelling after `|` is read, not written.
macro_rules! word_enums {
    ($(
        $(#[$meta:meta])*
        pub enum $name:ident { $first:ident = $first_word:literal $(, $word:ident = $text:literal $(| $also:literal)?)* $(,)? }
    )*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Ord, PartialOrd, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            #[doc = concat!("`", $first_word, "`")]
            #[default]
            #[serde(rename = $first_word)]
            $first,
            $(
                #[doc = concat!("`", $text, "`")]
                #[serde(rename = $text $(, alias = $also)?)]
                $word,
            )*
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self {
                    Self::$first => $first_word,
                    $(Self::$word => $text,)*
                })
            }
        }
    )*};
}

/// The tag is a member of each arm's own struct too (`method`, `action`, `node_type`), so it is read without being
/// taken out, and written once.
macro_rules! tagged {
    (
        $module:ident:
        $(#[$meta:meta])*
        pub enum $name:ident by $tag:literal {
            $first:ident($first_type:ident) = $first_word:literal,
            $($arm:ident($type:ident) = $word:literal,)*
        }
        $(also $from:ident::$also:tt;)?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            #[doc = concat!("`", $first_word, "`")]
            $first(Box<$first_type>),
            $(#[doc = concat!("`", $word, "`")] $arm(Box<$type>),)*
        }

        impl Default for $name {
            fn default() -> Self {
                Self::$first(Box::default())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    Self::$first(inner) => super::shape::write_tagged(serializer, $tag, $first_word, inner),
                    $(Self::$arm(inner) => super::shape::write_tagged(serializer, $tag, $word, inner),)*
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let (tag, value) = super::shape::read_tagged(deserializer, $tag)?;
                match tag.as_str() {
                    $first_word => super::shape::from_value(value).map(Self::$first),
                    $($word => super::shape::from_value(value).map(Self::$arm),)*
                    other => Err(serde::de::Error::unknown_variant(other, &[$first_word, $($word),*])),
                }
            }
        }

        #[doc = concat!("Home of [`", stringify!($name), "`].")]
        pub mod $module {
            pub use super::$name;
            $(pub use super::$from::$also;)?
        }
    };
}

pub(crate) use {model, tagged, word_enums, words};

/// Tells an absent member (`None`, by serde's default) from a null one (`Some(None)`).
pub(super) fn null_or_value<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// A list whose null elements become the default: a batch answers null for an entry that asked for nothing.
pub(super) fn list_with_nulls<'de, D, T>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    let list: Option<Vec<Option<T>>> = Option::deserialize(deserializer)?;
    Ok(list.map(|list| list.into_iter().map(Option::unwrap_or_default).collect()))
}

/// A list that may come as null.
pub(super) fn list_or_null<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

pub(super) fn write_tagged<S: Serializer, T: Serialize>(serializer: S, tag: &str, word: &str, inner: &T) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(inner).map_err(serde::ser::Error::custom)?;
    if let Value::Object(members) = &mut value {
        members.insert(tag.to_owned(), Value::String(word.to_owned()));
    }
    value.serialize(serializer)
}

pub(super) fn read_tagged<'de, D: Deserializer<'de>>(deserializer: D, tag: &'static str) -> Result<(String, Value), D::Error> {
    let value = Value::deserialize(deserializer)?;
    match value.get(tag).and_then(Value::as_str) {
        Some(word) => Ok((word.to_owned(), value)),
        None => Err(D::Error::missing_field(tag)),
    }
}

pub(super) fn from_value<T: DeserializeOwned, E: serde::de::Error>(value: Value) -> Result<T, E> {
    serde_json::from_value(value).map_err(E::custom)
}
