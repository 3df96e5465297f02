//! What the next page says of what was done just now: a word of a closed set in a cookie that lives for a minute.

use super::visitor::PageRequest;
use crate::http::public::answer::set_cookie;
use crate::http::public::visit::cookies;
use axum::response::Response;

const COOKIE: &str = "selfsame_notice";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A form was too old, or another browser's.
    Expired,
    Revoked,
    OthersRevoked,
}

impl Notice {
    const ALL: [Self; 3] = [Self::Expired, Self::Revoked, Self::OthersRevoked];

    const fn word(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::OthersRevoked => "others-revoked",
        }
    }

    /// The key of what it says.
    pub fn key(self) -> String {
        format!("page-notice-{}", self.word())
    }

    /// What the browser brings.
    pub fn of(request: &PageRequest) -> Option<Self> {
        let (_, word) = cookies(&request.visit.parts.headers).find(|(name, _)| *name == COOKIE)?;
        Self::ALL.into_iter().find(|notice| notice.word() == word)
    }

    /// The `Set-Cookie` value.
    pub fn cookie(self, is_secure: bool) -> String {
        format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60{}", self.word(), if is_secure { "; Secure" } else { "" })
    }

    /// The answer on which it was shown: said once is enough.
    pub fn taken(request: &PageRequest, mut response: Response) -> Response {
        if Self::of(request).is_some() {
            set_cookie(&mut response, &format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
        }
        response
    }
}
