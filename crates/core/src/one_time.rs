//! One-time codes and link tokens as people meet them: drawn here, stored only as [`crate::keyed`] makes them.

use crate::Ctx;
use crate::secret::Secret;

/// Digits of a code, leading zeros included.
pub const CODE_LENGTH: usize = 6;
/// Characters of a link's token: 190 bits.
pub const TOKEN_LENGTH: usize = 32;

/// A fresh code.
pub fn draw_code(ctx: &mut Ctx<'_>) -> Secret {
    Secret::new(ctx.digits(CODE_LENGTH))
}

/// A fresh token for a link.
pub fn draw_token(ctx: &mut Ctx<'_>) -> Secret {
    Secret::new(ctx.alphanumeric(TOKEN_LENGTH))
}
