//! Identities as the admin API reads and writes them, batches and JSON Patch included.

use std::collections::HashMap;

use serde_json::Value;

use super::shape::model;
use super::{IdentityCredentials, IdentityWithCredentials};

model! {
    identity:
    /// A person or a machine that the server knows.
    pub struct Identity {
        required {
            id: String => "UUID given by the server.",
            schema_id: String => "Schema that the traits follow.",
            schema_url: String => "Where the schema is served.",
            traits: Option<Value> => "Data about the person, shaped by the schema.",
        }
        optional {
            created_at: String => "When it was created, RFC 3339.",
            credentials: HashMap<String, IdentityCredentials> => "Credentials by type.",
            external_id: String => "Id given by you; unique.",
            recovery_addresses: Vec<RecoveryIdentityAddress> => "Addresses that can recover the account.",
            state: identity::StateEnum => "Whether the identity may sign in.",
            state_changed_at: String => "When the state changed last.",
            updated_at: String => "When it changed last, RFC 3339.",
            verifiable_addresses: Vec<VerifiableIdentityAddress> => "Addresses that can be verified.",
        }
        nullable {
            metadata_admin: Value => "Free data that only the admin API shows.",
            metadata_public: Value => "Free data that the person may read.",
            organization_id: String => "Organization it belongs to.",
        }
    }
    /// Whether an identity may sign in.
    pub enum StateEnum { Active = "active", Inactive = "inactive" }
}

model! {
    create_identity_body:
    /// A new identity.
    pub struct CreateIdentityBody {
        required {
            schema_id: String => "Schema that the traits follow.",
            traits: Value => "Data about the person, shaped by the schema.",
        }
        optional {
            credentials: Box<IdentityWithCredentials> => "Credentials to import.",
            external_id: String => "Id given by you; unique.",
            recovery_addresses: Vec<RecoveryIdentityAddress> => "Addresses that can recover the account.",
            state: create_identity_body::StateEnum => "Whether the identity may sign in; active if absent.",
            verifiable_addresses: Vec<VerifiableIdentityAddress> => "Addresses that can be verified.",
        }
        nullable {
            metadata_admin: Value => "Free data that only the admin API shows.",
            metadata_public: Value => "Free data that the person may read.",
            organization_id: String => "Organization it belongs to.",
        }
    }
    /// Whether an identity may sign in.
    pub enum StateEnum { Active = "active", Inactive = "inactive" }
}

model! {
    update_identity_body:
    /// The new shape of an identity. Absent metadata and external id are cleared.
    pub struct UpdateIdentityBody {
        required {
            schema_id: String => "Schema that the traits follow.",
            state: update_identity_body::StateEnum => "Whether the identity may sign in.",
            traits: Value => "Data about the person, shaped by the schema.",
        }
        optional {
            credentials: Box<IdentityWithCredentials> => "Credentials to import; types not named stay.",
            external_id: String => "Id given by you; unique.",
        }
        nullable {
            metadata_admin: Value => "Free data that only the admin API shows.",
            metadata_public: Value => "Free data that the person may read.",
        }
    }
    /// Whether an identity may sign in.
    pub enum StateEnum { Active = "active", Inactive = "inactive" }
}

model! {
    verifiable_identity_address:
    /// An address that can be verified.
    pub struct VerifiableIdentityAddress {
        required {
            status: String => "`pending`, `sent` or `completed`.",
            value: String => "The address.",
            verified: bool => "Whether the person proved to own it.",
            via: verifiable_identity_address::ViaEnum => "`email` or `sms`.",
        }
        optional {
            created_at: String => "When it was created, RFC 3339.",
            id: String => "Its id.",
            updated_at: String => "When it changed last, RFC 3339.",
            verified_at: String => "When it was verified.",
        }
    }
    /// Ways to reach a person.
    pub enum ViaEnum { Email = "email", Sms = "sms" }
}

model! {
    recovery_identity_address:
    /// An address that recovers an account.
    pub struct RecoveryIdentityAddress {
        required {
            value: String => "The address.",
            via: String => "`email` or `sms`.",
        }
        optional {
            created_at: String => "When it was created, RFC 3339.",
            id: String => "Its id.",
            updated_at: String => "When it changed last, RFC 3339.",
        }
    }
}

model! {
    patch_identities_body:
    /// A batch of identities.
    pub struct PatchIdentitiesBody {
        optional {
            identities: Vec<IdentityPatch> => "At most 1000 entries.",
        }
    }
}

model! {
    identity_patch:
    /// One entry of a batch.
    pub struct IdentityPatch {
        optional {
            create: Box<CreateIdentityBody> => "The identity to create.",
            patch_id: String => "Your own id for the entry, a UUID; echoed in the answer.",
        }
    }
}

model! {
    batch_patch_identities_response:
    /// What became of each entry of a batch.
    pub struct BatchPatchIdentitiesResponse {
        optional {
            #[serde(deserialize_with = "super::shape::list_with_nulls")]
            identities: Vec<IdentityPatchResponse> => "One entry per identity, in the order of the request.",
        }
    }
}

model! {
    identity_patch_response:
    /// What became of one entry of a batch.
    pub struct IdentityPatchResponse {
        optional {
            action: identity_patch_response::ActionEnum => "What happened to the entry.",
            identity: String => "Id of the created identity.",
            patch_id: String => "Your own id for the entry, a UUID, echoed.",
        }
        nullable {
            error: Value => "Why the entry was refused.",
        }
    }
    /// The action.
    pub enum ActionEnum { Create = "create", Error = "error" }
}

model! {
    json_patch:
    /// One step of a JSON Patch (RFC 6902).
    pub struct JsonPatch {
        required {
            op: String => "`add`, `remove` or `replace`.",
            path: String => "JSON pointer to the member.",
        }
        optional {
            from: String => "Source path, for `move` and `copy`.",
        }
        nullable {
            value: Value => "Value to set.",
        }
    }
}

model! {
    identity_schema_container:
    /// An identity schema with its name.
    pub struct IdentitySchemaContainer {
        required {
            id: String => "Name of the schema.",
            schema: Value => "The JSON Schema itself.",
        }
    }
}

model! {
    consistency_request_parameters:
    /// How fresh a read must be.
    pub struct ConsistencyRequestParameters {
        optional {
            consistency: consistency_request_parameters::ConsistencyEnum => "How fresh the answer must be.",
        }
    }
    /// Levels of freshness.
    pub enum ConsistencyEnum { Empty = "", Strong = "strong", Eventual = "eventual" }
}

model! {
    create_recovery_code_for_identity_body:
    /// Whose recovery code to make.
    pub struct CreateRecoveryCodeForIdentityBody {
        required {
            identity_id: String => "Id of the identity.",
        }
        optional {
            expires_in: String => "Lifetime as a duration such as `1h` or `15m`.",
            flow_type: String => "`browser` (the default) or `api`.",
        }
    }
}

model! {
    recovery_code_for_identity:
    /// A recovery code to hand over.
    pub struct RecoveryCodeForIdentity {
        required {
            recovery_code: String => "The code to hand over.",
            recovery_link: String => "The link to hand over.",
        }
        optional {
            expires_at: String => "When it ends, RFC 3339.",
        }
    }
}

model! {
    create_recovery_link_for_identity_body:
    /// Whose recovery link to make.
    pub struct CreateRecoveryLinkForIdentityBody {
        required {
            identity_id: String => "Id of the identity.",
        }
        optional {
            expires_in: String => "Lifetime as a duration such as `1h` or `15m`.",
        }
    }
}

model! {
    recovery_link_for_identity:
    /// A recovery link to hand over.
    pub struct RecoveryLinkForIdentity {
        required {
            recovery_link: String => "The link to hand over.",
        }
        optional {
            expires_at: String => "When it ends, RFC 3339.",
        }
    }
}

model! {
    token_pagination:
    /// Which page to read.
    pub struct TokenPagination {
        optional {
            page_size: i64 => "Rows per page.",
            page_token: String => "Where the page starts.",
        }
    }
}

model! {
    token_pagination_headers:
    /// Headers of a page.
    pub struct TokenPaginationHeaders {
        optional {
            link: String => "Links to other pages.",
            #[serde(rename = "x-total-count")]
            x_total_count: String => "Number of rows in all.",
        }
    }
}
