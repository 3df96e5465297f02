//! Typed errors: which variant a refusal becomes depends on its status, then on whether the body has that shape.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// An error that is chosen by status.
pub trait ByStatus: Sized {
    /// `None` if the body is not JSON.
    fn by_status(status: u16, body: &str) -> Option<Self>;
}

impl ByStatus for crate::models::ErrorGeneric {
    fn by_status(_: u16, body: &str) -> Option<Self> {
        shaped(body)
    }
}

/// Reads JSON; a body that is plain text counts as a string.
pub fn shaped<T: DeserializeOwned>(body: &str) -> Option<T> {
    serde_json::from_str(body).ok().or_else(|| serde_json::from_value(Value::String(body.to_owned())).ok())
}

/// `GetIdentityError of get_identity { Status404 = 404 } else ErrorGeneric;`; a body that is no `ErrorGeneric` stands behind
/// its status in parentheses.
macro_rules! typed_errors {
    (@body) => { $crate::models::ErrorGeneric };
    (@body $type:ty) => { $type };
    ($($name:ident of $function:ident { $($variant:ident = $status:literal $(($type:ty))?),* } $(else $default:ty)?;)*) => {$(
        #[doc = concat!("Why [`", stringify!($function), "`] was refused.")]
        #[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
        #[serde(untagged)]
        pub enum $name {
            $(#[doc = concat!("Status ", $status, ".")] $variant(typed_errors!(@body $($type)?)),)*
            $(
                #[doc = "Another status with the documented body."]
                DefaultResponse($default),
            )?
            /// Some other JSON.
            UnknownValue(serde_json::Value),
        }

        impl $crate::apis::typed_error::ByStatus for $name {
            fn by_status(status: u16, body: &str) -> Option<Self> {
                let typed = match status {
                    $($status => $crate::apis::typed_error::shaped(body).map(Self::$variant),)*
                    _ => None,
                };
                typed
                    $(.or_else(|| $crate::apis::typed_error::shaped::<$default>(body).map(Self::DefaultResponse)))?
                    .or_else(|| serde_json::from_str(body).ok().map(Self::UnknownValue))
            }
        }
    )*};
}

pub(crate) use typed_errors;
