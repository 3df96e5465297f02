//! Health and version.

use std::collections::HashMap;

use super::shape::model;

model! {
    health_status:
    /// The server is well.
    pub struct HealthStatus {
        optional {
            status: String => "`ok`.",
        }
    }
}

model! {
    health_not_ready_status:
    /// Why the server is not ready.
    pub struct HealthNotReadyStatus {
        optional {
            errors: HashMap<String, String> => "Failing checks by name.",
        }
    }
}

model! {
    is_alive_200_response:
    /// The server is well.
    pub struct IsAlive200Response {
        required {
            status: String => "`ok`.",
        }
    }
}

model! {
    is_ready_503_response:
    /// Why the server is not ready.
    pub struct IsReady503Response {
        required {
            errors: HashMap<String, String> => "Failing checks by name.",
        }
    }
}

model! {
    version:
    /// Version of the running server.
    pub struct Version {
        optional {
            version: String => "Version of the server.",
        }
    }
}

model! {
    get_version_200_response:
    /// Version of the running server.
    pub struct GetVersion200Response {
        required {
            version: String => "Version of the server.",
        }
    }
}
