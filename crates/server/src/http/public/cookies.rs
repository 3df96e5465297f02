//! Writing the cookies of sessions and of CSRF protection.

use super::answer::set_cookie;
use super::visit::Visit;
use crate::selfservice::CONTINUITY_LIFESPAN;
use axum::response::Response;
use selfsame_api::Timestamp;
use selfsame_api::session::Aal;
use selfsame_core::Ctx;
use selfsame_core::attempts::{DEVICE_LIFESPAN, KnownDevice};
use selfsame_core::cookie::{self, SessionCookie};
use selfsame_core::csrf::CsrfToken;
use selfsame_core::session::{Session, SessionToken, is_whole};

/// The cookie of a browser in which somebody signed in before.
pub const DEVICE_COOKIE: &str = "selfsame_device";

/// Gives the browser the session.
pub fn give_session(visit: &Visit, ctx: &mut Ctx<'_>, response: &mut Response, token: SessionToken, expires_at: Timestamp) {
    let own = visit.selfservice();
    let content = SessionCookie { token, expires_at };
    match cookie::seal(ctx, &own.cookie_keys, &own.settings.session.cookie_name, &content) {
        Ok(value) => {
            let seconds = expires_at.since(ctx.now).as_secs();
            set_cookie(response, &own.session_cookie(&value, seconds, &http_date(expires_at)));
        }
        Err(error) => tracing::error!(%error, "no session cookie could be sealed: is secrets.cookie empty?"),
    }
}

/// Lets the account know the browser in which it signed in with all its factors. `available` is what they amount to.
pub fn remember_device(visit: &Visit, ctx: &mut Ctx<'_>, response: &mut Response, session: &Session, available: Aal) {
    if !is_whole(session.aal, available) {
        return;
    }
    let own = visit.selfservice();
    let mut device = visit.known_device().unwrap_or_else(|| KnownDevice::fresh(ctx));
    device.remember(session.identity_id, session.aal, ctx.now);
    match device.seal(ctx, &own.cookie_keys, DEVICE_COOKIE) {
        Ok(value) => set_cookie(response, &own.device_cookie(DEVICE_COOKIE, &value, DEVICE_LIFESPAN)),
        Err(error) => tracing::error!(%error, "no device cookie could be sealed: is secrets.cookie empty?"),
    }
}

/// Takes the session from the browser.
pub fn take_session(visit: &Visit, response: &mut Response) {
    let own = visit.selfservice();
    let name = own.settings.session.cookie_name.as_str();
    let mut values = super::visit::cookies(&visit.parts.headers).filter(|(own, _)| *own == name);
    let value = values.next().map_or("", |(_, value)| value);
    set_cookie(response, &own.no_session_cookie(value));
}

/// Gives the browser a new CSRF token, so that forms of before the sign-in (or out) are dead.
pub fn rotate_csrf(visit: &Visit, ctx: &mut Ctx<'_>, response: &mut Response) {
    set_csrf(visit, response, CsrfToken::generate(ctx));
}

/// Gives the browser this CSRF token.
pub fn set_csrf(visit: &Visit, response: &mut Response, token: CsrfToken) {
    set_cookie(response, &visit.selfservice().csrf_cookie(&token.to_cookie()));
}

/// Gives the browser the name of what it left to be resumed.
pub fn give_continuity(visit: &Visit, response: &mut Response, value: &str) {
    set_cookie(response, &visit.selfservice().continuity_cookie(value, &http_date(visit.now + CONTINUITY_LIFESPAN)));
}

/// A time as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110).
pub fn http_date(time: Timestamp) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, month, day, hour, minute, second) = time.civil();
    let weekday = DAYS[time.seconds().div_euclid(86_400).rem_euclid(7) as usize];
    let month = MONTHS[month as usize - 1];
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(http_date(Timestamp::from_micros(784_111_777_000_000)), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(http_date(Timestamp::from_micros(0)), "Thu, 01 Jan 1970 00:00:00 GMT");
    }
}
