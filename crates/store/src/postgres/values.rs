//! Values on the wire: a parameter goes in the type that the statement declares, whole numbers come back as one type.

use crate::tx::Param;
use bytes::{BufMut, BytesMut};
use std::error::Error;
use std::fmt;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

/// A whole number of any width, or a truth value.
pub(crate) struct Int(pub(crate) i64);

impl<'r> FromSql<'r> for Int {
    fn from_sql(kind: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(match *kind {
            Type::BOOL => i64::from(bool::from_sql(kind, raw)?),
            Type::INT2 => i64::from(i16::from_sql(kind, raw)?),
            Type::INT4 => i64::from(i32::from_sql(kind, raw)?),
            _ => i64::from_sql(kind, raw)?,
        }))
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::BOOL | Type::INT2 | Type::INT4 | Type::INT8)
    }
}

/// PostgreSQL's text cannot hold the character NUL. It is replaced by a noncharacter, in what is stored and in what is
/// searched alike, so that such values stay distinct and findable.
const NUL: &str = "\u{10FFFE}";

impl ToSql for Param<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match *self {
            Self::Null => return Ok(IsNull::Yes),
            Self::Int(value) => match *kind {
                Type::BOOL => out.put_u8(u8::from(value != 0)),
                Type::INT2 => out.put_i16(i16::try_from(value)?),
                Type::INT4 => out.put_i32(i32::try_from(value)?),
                Type::INT8 => out.put_i64(value),
                _ => return Err(format!("a whole number is bound to {kind}").into()),
            },
            Self::Text(text) if text.contains('\0') => out.put_slice(text.replace('\0', NUL).as_bytes()),
            Self::Text(text) => out.put_slice(text.as_bytes()),
            Self::Blob(bytes) => out.put_slice(bytes),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A value that waits until its statement is sent, or a column of them, which the statement takes as an array.
pub(crate) enum Bound {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
    Column(Vec<Self>),
}

impl From<&Param<'_>> for Bound {
    fn from(param: &Param<'_>) -> Self {
        match *param {
            Param::Null => Self::Null,
            Param::Int(value) => Self::Int(value),
            Param::Text(text) => Self::Text(text.to_owned()),
            Param::Blob(bytes) => Self::Blob(bytes.to_owned()),
        }
    }
}

impl Bound {
    fn param(&self) -> Param<'_> {
        match self {
            Self::Null | Self::Column(_) => Param::Null,
            Self::Int(value) => Param::Int(*value),
            Self::Text(text) => Param::Text(text),
            Self::Blob(bytes) => Param::Blob(bytes),
        }
    }

    /// As [`Param::kind`]. The statement casts every array, so that one of nothing may be declared as any.
    pub(crate) fn kind(&self) -> Type {
        let Self::Column(values) = self else { return self.param().kind() };
        match values.iter().map(Self::kind).find(|kind| *kind != Type::UNKNOWN) {
            Some(Type::INT8) => Type::INT8_ARRAY,
            Some(Type::BYTEA) => Type::BYTEA_ARRAY,
            _ => Type::TEXT_ARRAY,
        }
    }
}

impl ToSql for Bound {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Column(values) => values.to_sql(kind, out),
            value => value.param().to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// Like [`Param`]'s.
impl fmt::Debug for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind().name())
    }
}

/// The client library asks for it, and would log values: it is told their kind.
impl fmt::Debug for Param<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind().name())
    }
}

impl Param<'_> {
    /// The type to declare where a statement is not prepared; the statement decides what nothing is.
    pub(crate) fn kind(&self) -> Type {
        match self {
            Self::Null => Type::UNKNOWN,
            Self::Int(_) => Type::INT8,
            Self::Text(_) => Type::TEXT,
            Self::Blob(_) => Type::BYTEA,
        }
    }
}
