//! The identity API of the admin listener: identities, credentials, sessions, recovery; and the identity schemas, which
//! the admin listener redirects to the public one.

mod identities;
mod lists;
mod recovery;
mod schemas;
mod sessions;

pub use identities::*;
pub use lists::*;
pub use recovery::*;
pub use schemas::*;
pub use sessions::*;

use super::typed_error::typed_errors;
use crate::models::ErrorGeneric;

typed_errors! {
    BatchPatchIdentitiesError of batch_patch_identities { Status400 = 400, Status409 = 409 } else ErrorGeneric;
    CreateIdentityError of create_identity { Status400 = 400, Status409 = 409 } else ErrorGeneric;
    CreateRecoveryCodeForIdentityError of create_recovery_code_for_identity { Status400 = 400, Status404 = 404 } else ErrorGeneric;
    CreateRecoveryLinkForIdentityError of create_recovery_link_for_identity { Status400 = 400, Status404 = 404 } else ErrorGeneric;
    DeleteIdentityError of delete_identity { Status404 = 404 } else ErrorGeneric;
    DeleteIdentityCredentialsError of delete_identity_credentials { Status404 = 404 } else ErrorGeneric;
    DeleteIdentitySessionsError of delete_identity_sessions { Status400 = 400, Status401 = 401, Status404 = 404 } else ErrorGeneric;
    DisableSessionError of disable_session { Status400 = 400, Status401 = 401 } else ErrorGeneric;
    ExtendSessionError of extend_session { Status400 = 400, Status404 = 404 } else ErrorGeneric;
    GetIdentityError of get_identity { Status404 = 404 } else ErrorGeneric;
    GetIdentityByExternalIdError of get_identity_by_external_id { Status404 = 404 } else ErrorGeneric;
    GetIdentitySchemaError of get_identity_schema { Status404 = 404 } else ErrorGeneric;
    GetSessionError of get_session { Status400 = 400 } else ErrorGeneric;
    ListIdentitiesError of list_identities {} else ErrorGeneric;
    ListIdentitySchemasError of list_identity_schemas {} else ErrorGeneric;
    ListIdentitySessionsError of list_identity_sessions { Status400 = 400, Status404 = 404 } else ErrorGeneric;
    ListSessionsError of list_sessions { Status400 = 400 } else ErrorGeneric;
    PatchIdentityError of patch_identity { Status400 = 400, Status404 = 404, Status409 = 409 } else ErrorGeneric;
    UpdateIdentityError of update_identity { Status400 = 400, Status404 = 404, Status409 = 409 } else ErrorGeneric;
}
