//! SQL as constants: one text for both engines, written with `$1` and with SQLite's index hint `+column`.
//!
//! SQLite gets `?1`, since `$1` is a *named* parameter there, numbered by first appearance. PostgreSQL gets the text
//! without the hint, which would keep it from its indexes.

/// One statement.
#[derive(Clone, Copy, Debug)]
pub struct Sql {
    pub name: &'static str,
    /// With `?n`.
    pub(crate) sqlite: &'static str,
    /// With `$n`.
    pub(crate) postgres: &'static str,
}

impl Sql {
    #[doc(hidden)]
    pub const fn new(name: &'static str, sqlite: &'static [u8], postgres: &'static [u8]) -> Self {
        match (std::str::from_utf8(sqlite), std::str::from_utf8(postgres)) {
            (Ok(sqlite), Ok(postgres)) => Self { name, sqlite, postgres },
            _ => panic!("a statement is not UTF-8"),
        }
    }
}

#[doc(hidden)]
pub const fn for_sqlite<const N: usize>(text: &str) -> [u8; N] {
    let bytes = text.as_bytes();
    let mut out = [0; N];
    let mut at = 0;
    while at < N {
        out[at] = if bytes[at] == b'$' { b'?' } else { bytes[at] };
        at += 1;
    }
    out
}

/// A hint is a plus between a space and a letter: `WHERE +i.tenant`, but not `version + 1`.
#[doc(hidden)]
pub const fn for_postgres<const N: usize>(text: &str) -> [u8; N] {
    let bytes = text.as_bytes();
    let mut out = [0; N];
    let mut at = 0;
    while at < N {
        let is_hint = bytes[at] == b'+' && at > 0 && bytes[at - 1] == b' ' && at + 1 < N && bytes[at + 1].is_ascii_alphabetic();
        out[at] = if is_hint { b' ' } else { bytes[at] };
        at += 1;
    }
    out
}

/// Declares statements as constants, and `STATEMENTS` with all of them for the tests. Where the engines differ in more
/// than notation, a statement has a text for each: `NAME, on sqlite "…", on postgres "…";`.
macro_rules! statements {
    ($($name:ident $(= $text:expr)? $(, on sqlite $sqlite:expr, on postgres $postgres:expr)?;)*) => {
        $(const $name: $crate::sql::Sql = {
            const TEXTS: (&str, &str) = $crate::sql::statements!(@texts $($text)? $($sqlite, $postgres)?);
            const SQLITE: [u8; TEXTS.0.len()] = $crate::sql::for_sqlite(TEXTS.0);
            const POSTGRES: [u8; TEXTS.1.len()] = $crate::sql::for_postgres(TEXTS.1);
            $crate::sql::Sql::new(stringify!($name), &SQLITE, &POSTGRES)
        };)*
        #[cfg(test)]
        pub(crate) const STATEMENTS: &[$crate::sql::Sql] = &[$($name),*];
    };
    (@texts $both:expr) => { ($both, $both) };
    (@texts $sqlite:expr, $postgres:expr) => { ($sqlite, $postgres) };
}
pub(crate) use statements;
