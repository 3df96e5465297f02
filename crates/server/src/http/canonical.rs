//! Paths with empty, `.` or `..` segments are redirected to the path that they mean.

use super::public::answer::redirect;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::StatusCode;

/// The middleware of both listeners.
pub async fn redirect_unclean(request: Request, next: Next) -> Response {
    let Some(clean) = clean_path(request.uri().path()) else { return next.run(request).await };
    let location = request.uri().query().map_or(clean.clone(), |query| format!("{clean}?{query}"));
    redirect(StatusCode::TEMPORARY_REDIRECT, request.method(), &location)
}

/// A path of the admin listener, put under `/admin` and cleaned.
pub fn under_admin(path: &str) -> String {
    let path = ["/admin", path].concat();
    // Only here a slash at the end is forgiven, as the contract has it.
    clean_path(&path).unwrap_or(path).trim_end_matches('/').to_owned()
}

/// The path without empty, `.` and `..` segments, if that differs.
fn clean_path(path: &str) -> Option<String> {
    if !path.contains("//") && !path.contains("/.") {
        return None;
    }
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                kept.pop();
            }
            other => kept.push(other),
        }
    }
    let slash = if path.ends_with('/') && !kept.is_empty() { "/" } else { "" };
    let clean = format!("/{}{slash}", kept.join("/"));
    (clean != path).then_some(clean)
}

#[cfg(test)]
mod tests {
    use super::{clean_path, under_admin};

    #[test]
    fn only_unclean_paths_are_redirected() {
        assert_eq!(clean_path("/admin/identities"), None);
        assert_eq!(clean_path("/admin/identities/"), None);
        assert_eq!(clean_path("/admin//identities").as_deref(), Some("/admin/identities"));
        assert_eq!(clean_path("/admin/../identities").as_deref(), Some("/identities"));
        assert_eq!(clean_path("/self-service/login/api//").as_deref(), Some("/self-service/login/api/"));
        assert_eq!(clean_path("/.well-known/x"), None);
    }

    #[test]
    fn a_path_under_admin_is_clean() {
        assert_eq!(under_admin("/identities"), "/admin/identities");
        assert_eq!(under_admin("/health/alive/"), "/admin/health/alive");
        assert_eq!(under_admin("//admin//identities"), "/admin/admin/identities");
        assert_eq!(under_admin("/"), "/admin");
    }
}
