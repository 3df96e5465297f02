//! The absolute URL of the request that began a flow, as the caller saw it.

/// The parts of a request that tell its URL.
#[derive(Clone, Copy, Debug, Default)]
pub struct RequestUrl<'a> {
    /// `http` or `https`, as the socket speaks.
    pub scheme: &'a str,
    pub host: &'a str,
    pub forwarded_proto: Option<&'a str>,
    pub forwarded_host: Option<&'a str>,
    /// Kept verbatim.
    pub path_and_query: &'a str,
}

/// The longest URL that is kept, in bytes.
pub const LONGEST_URL: usize = 4096;
/// The longest host name with a port, in bytes.
const LONGEST_HOST: usize = 255;

/// Why there is no URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRequestUrl {
    #[error("X-Forwarded-Proto must be one scheme and X-Forwarded-Host one host")]
    Forwarded,
    #[error("the host of the request is longer than {LONGEST_HOST} bytes")]
    HostTooLong,
    #[error("the URL of the request is longer than {LONGEST_URL} bytes")]
    TooLong,
}

impl RequestUrl<'_> {
    /// The URL. Proxies' `X-Forwarded-Proto` and `X-Forwarded-Host` count, `Forwarded` does not.
    // Kratos: a value that no URL can hold (a list, a blank) is a 500 there and a 400 here; any length is kept there.
    pub fn build(self) -> Result<String, BadRequestUrl> {
        let scheme = self.forwarded_proto.filter(|value| !value.is_empty()).unwrap_or(self.scheme);
        let host = self.forwarded_host.filter(|value| !value.is_empty()).unwrap_or(self.host);
        let scheme_fits = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        let host_fits = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:[]%".contains(&byte) || byte >= 0x80);
        if !scheme_fits || !host_fits {
            return Err(BadRequestUrl::Forwarded);
        }
        if host.len() > LONGEST_HOST {
            return Err(BadRequestUrl::HostTooLong);
        }
        let url = [scheme, "://", host, self.path_and_query].concat();
        if url.len() > LONGEST_URL { Err(BadRequestUrl::TooLong) } else { Ok(url) }
    }
}

#[cfg(test)]
mod tests;
