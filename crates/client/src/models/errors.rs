//! Error bodies.

use serde_json::Value;

use super::shape::model;

model! {
    error_generic:
    /// The envelope of every error.
    pub struct ErrorGeneric {
        required {
            error: GenericError as Box => "What went wrong.",
        }
    }
}

model! {
    generic_error:
    /// One error: a status, a text for people, perhaps an id for programs.
    pub struct GenericError {
        required {
            message: String => "What happened, for people.",
        }
        optional {
            code: i64 => "HTTP status as a number.",
            debug: String => "Details for developers; never set in production.",
            details: Value => "More facts, as an object.",
            id: String => "Stable id of the error, if it has one.",
            reason: String => "Why it happened, for people.",
            request: String => "Request id, as sent in `X-Request-ID`.",
            status: String => "HTTP status as words.",
        }
    }
}

model! {
    error_authenticator_assurance_level_not_satisfied:
    /// The session is too weak: a second factor is asked for.
    pub struct ErrorAuthenticatorAssuranceLevelNotSatisfied {
        optional {
            error: Box<GenericError> => "What went wrong.",
            redirect_browser_to: String => "Where the browser should go.",
        }
    }
}

model! {
    error_browser_location_change_required:
    /// The browser must go elsewhere to go on.
    pub struct ErrorBrowserLocationChangeRequired {
        optional {
            error: Box<ErrorGeneric> => "What went wrong.",
            redirect_browser_to: String => "Where the browser should go.",
        }
    }
}

model! {
    error_flow_replaced:
    /// Another flow took over.
    pub struct ErrorFlowReplaced {
        optional {
            error: Box<GenericError> => "What went wrong.",
            use_flow_id: String => "Flow to use instead.",
        }
    }
}

model! {
    self_service_flow_expired_error:
    /// The flow is too old.
    pub struct SelfServiceFlowExpiredError {
        optional {
            error: Box<GenericError> => "What went wrong.",
            expired_at: String => "When the flow ended.",
            since: i64 => "Nanoseconds since the flow ended.",
            use_flow_id: String => "Flow to use instead.",
        }
    }
}

model! {
    needs_privileged_session_error:
    /// The change needs a fresh sign-in.
    pub struct NeedsPrivilegedSessionError {
        required {
            redirect_browser_to: String => "Where the browser should go.",
        }
        optional {
            error: Box<GenericError> => "What went wrong.",
        }
    }
}

model! {
    flow_error:
    /// An error kept for the error page.
    pub struct FlowError {
        required {
            id: String => "Its id.",
        }
        optional {
            created_at: String => "When it was created, RFC 3339.",
            error: Value => "What went wrong, as the server recorded it.",
            updated_at: String => "When it changed last, RFC 3339.",
        }
    }
}
