//! SQL as constants: one text for both engines, written with `$1`; SQLite gets `?1`, since `$1` is a
//! *named* parameter there, numbered by first appearance.

/// One statement.
#[derive(Clone, Copy, Debug)]
pub struct Sql {
    pub name: &'static str,
    /// As written, with `$n`.
    pub text: &'static str,
    /// With `?n`.
    pub(crate) sqlite: &'static str,
}

impl Sql {
    #[doc(hidden)]
    pub const fn new(name: &'static str, text: &'static str, sqlite: &'static [u8]) -> Self {
        match std::str::from_utf8(sqlite) {
            Ok(sqlite) => Self { name, text, sqlite },
            Err(_) => panic!("a statement is not UTF-8"),
        }
    }
}

#[doc(hidden)]
pub const fn question_marks<const N: usize>(text: &str) -> [u8; N] {
    let bytes = text.as_bytes();
    let mut out = [0; N];
    let mut at = 0;
    while at < N {
        out[at] = if bytes[at] == b'$' { b'?' } else { bytes[at] };
        at += 1;
    }
    out
}

/// Declares statements as constants, and `STATEMENTS` with all of them for the tests.
macro_rules! statements {
    ($($name:ident = $text:expr;)*) => {
        $(const $name: $crate::sql::Sql = {
            const TEXT: &str = $text;
            const SQLITE: [u8; TEXT.len()] = $crate::sql::question_marks(TEXT);
            $crate::sql::Sql::new(stringify!($name), TEXT, &SQLITE)
        };)*
        #[cfg(test)]
        pub(crate) const STATEMENTS: &[$crate::sql::Sql] = &[$($name),*];
    };
}
pub(crate) use statements;
