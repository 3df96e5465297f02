//! Credentials: as stored (`IdentityCredentials…`) and as imported (`IdentityWithCredentials…`).

use serde_json::Value;

use super::shape::model;

model! {
    identity_credentials:
    /// One way to sign in, of one identity.
    pub struct IdentityCredentials {
        optional {
            config: Value => "Secrets and settings of the credential; redacted unless asked for.",
            created_at: String => "When it was created, RFC 3339.",
            identifiers: Vec<String> => "What the credential is found by.",
            r#type: identity_credentials::TypeEnum => "Credential type.",
            updated_at: String => "When it changed last, RFC 3339.",
            version: i64 => "Format version of `config`.",
        }
    }
    /// The kinds.
    pub enum TypeEnum {
        Password = "password", Oidc = "oidc", Totp = "totp", LookupSecret = "lookup_secret", Webauthn = "webauthn",
        Code = "code", Passkey = "passkey", Profile = "profile", Saml = "saml", LinkRecovery = "link_recovery",
        CodeRecovery = "code_recovery", Deviceauthn = "deviceauthn", IdentifierFirst = "identifier_first",
    }
}

model! {
    identity_credentials_password:
    /// Settings of the password credential.
    pub struct IdentityCredentialsPassword {
        optional {
            hashed_password: String => "The hash, in one of the supported formats.",
            use_password_migration_hook: bool => "Ask the migration web hook at the next sign-in.",
        }
    }
}

model! {
    identity_credentials_oidc:
    /// Settings of the OpenID Connect credential.
    pub struct IdentityCredentialsOidc {
        optional {
            providers: Vec<IdentityCredentialsOidcProvider> => "The linked accounts.",
        }
    }
}

model! {
    identity_credentials_oidc_provider:
    /// One linked account.
    pub struct IdentityCredentialsOidcProvider {
        optional {
            initial_access_token: String => "Access token from the first sign-in.",
            initial_id_token: String => "Id token from the first sign-in.",
            initial_refresh_token: String => "Refresh token from the first sign-in.",
            organization: String => "Organization the account came through.",
            provider: String => "Id of the provider in the configuration.",
            subject: String => "Id of the person at the provider.",
            use_auto_link: bool => "Link the account without asking.",
        }
    }
}

model! {
    identity_credentials_code:
    /// Settings of the code credential.
    pub struct IdentityCredentialsCode {
        optional {
            addresses: Vec<IdentityCredentialsCodeAddress> => "Addresses that codes go to.",
        }
    }
}

model! {
    identity_credentials_code_address:
    /// One address that codes go to.
    pub struct IdentityCredentialsCodeAddress {
        optional {
            address: String => "Address the code is sent to.",
            channel: String => "`email` or `sms`.",
        }
    }
}

model! {
    identity_with_credentials:
    /// Credentials to import with an identity.
    pub struct IdentityWithCredentials {
        optional {
            oidc: Box<IdentityWithCredentialsOidc> => "Accounts at other providers.",
            password: Box<IdentityWithCredentialsPassword> => "A password, plain or hashed.",
            saml: Box<IdentityWithCredentialsSaml> => "Accounts at SAML providers.",
        }
    }
}

model! {
    identity_with_credentials_password:
    /// Password to import.
    pub struct IdentityWithCredentialsPassword {
        optional {
            config: Box<IdentityWithCredentialsPasswordConfig> => "The password.",
        }
    }
}

model! {
    identity_with_credentials_password_config:
    /// The password itself: give the hash or the clear text.
    pub struct IdentityWithCredentialsPasswordConfig {
        optional {
            hashed_password: String => "The hash, in one of the supported formats.",
            password: String => "The password in clear.",
            use_password_migration_hook: bool => "Ask the migration web hook at the next sign-in.",
        }
    }
}

model! {
    identity_with_credentials_oidc:
    /// Linked accounts to import.
    pub struct IdentityWithCredentialsOidc {
        optional {
            config: Box<IdentityWithCredentialsOidcConfig> => "The linked accounts.",
        }
    }
}

model! {
    identity_with_credentials_oidc_config:
    /// The accounts themselves.
    pub struct IdentityWithCredentialsOidcConfig {
        optional {
            providers: Vec<IdentityWithCredentialsOidcConfigProvider> => "The linked accounts.",
        }
    }
}

model! {
    identity_with_credentials_oidc_config_provider:
    /// One account to import.
    pub struct IdentityWithCredentialsOidcConfigProvider {
        required {
            provider: String => "Id of the provider in the configuration.",
            subject: String => "Id of the person at the provider.",
        }
        optional {
            use_auto_link: bool => "Link the account without asking.",
        }
        nullable {
            organization: String => "Organization the account came through.",
        }
    }
}

model! {
    identity_with_credentials_saml:
    /// SAML accounts to import.
    pub struct IdentityWithCredentialsSaml {
        optional {
            config: Box<IdentityWithCredentialsSamlConfig> => "The linked accounts.",
        }
    }
}

model! {
    identity_with_credentials_saml_config:
    /// The accounts themselves.
    pub struct IdentityWithCredentialsSamlConfig {
        optional {
            providers: Vec<IdentityWithCredentialsSamlConfigProvider> => "The linked accounts.",
        }
    }
}

model! {
    identity_with_credentials_saml_config_provider:
    /// One account to import.
    pub struct IdentityWithCredentialsSamlConfigProvider {
        required {
            provider: String => "Id of the provider in the configuration.",
            subject: String => "Id of the person at the provider.",
        }
        nullable {
            organization: String => "Organization the account came through.",
        }
    }
}
