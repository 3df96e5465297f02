//! Submissions of login flows.

use serde_json::Value;

use super::shape::{model, tagged};

tagged! {
    update_login_flow_body:
    /// Submission of a login flow, by method.
    pub enum UpdateLoginFlowBody by "method" {
        Password(UpdateLoginFlowWithPasswordMethod) = "password",
        Oidc(UpdateLoginFlowWithOidcMethod) = "oidc",
        Saml(UpdateLoginFlowWithSamlMethod) = "saml",
        Totp(UpdateLoginFlowWithTotpMethod) = "totp",
        Webauthn(UpdateLoginFlowWithWebAuthnMethod) = "webauthn",
        LookupSecret(UpdateLoginFlowWithLookupSecretMethod) = "lookup_secret",
        Code(UpdateLoginFlowWithCodeMethod) = "code",
        Passkey(UpdateLoginFlowWithPasskeyMethod) = "passkey",
        IdentifierFirst(UpdateLoginFlowWithIdentifierFirstMethod) = "identifier_first",
    }
}

model! {
    update_login_flow_with_code_method:
    /// Sign in with a code.
    pub struct UpdateLoginFlowWithCodeMethod {
        required {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            method: String => "Name of the method.",
        }
        optional {
            address: String => "Address the code is sent to.",
            code: String => "The code; without it one is sent.",
            identifier: String => "What the person signs in with.",
            resend: String => "Set it to get another code.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

model! {
    update_login_flow_with_identifier_first_method:
    /// Sign in with the identifier alone.
    pub struct UpdateLoginFlowWithIdentifierFirstMethod {
        required {
            identifier: String => "What the person signs in with.",
            method: String => "Name of the method.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

model! {
    update_login_flow_with_lookup_secret_method:
    /// Sign in with a backup code.
    pub struct UpdateLoginFlowWithLookupSecretMethod {
        required {
            lookup_secret: String => "One of the backup codes.",
            method: String => "Name of the method.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
        }
    }
}

model! {
    update_login_flow_with_oidc_method:
    /// Sign in with an account at another provider.
    pub struct UpdateLoginFlowWithOidcMethod {
        required {
            method: String => "Name of the method.",
            provider: String => "Id of the provider in the configuration.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            id_token: String => "Id token of the provider, instead of a redirect.",
            id_token_nonce: String => "Nonce inside the id token.",
            traits: Value => "Data about the person, shaped by the schema.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
            upstream_parameters: Value => "Parameters passed to the provider.",
        }
    }
}

model! {
    update_login_flow_with_passkey_method:
    /// Sign in with a passkey.
    pub struct UpdateLoginFlowWithPasskeyMethod {
        required {
            method: String => "Name of the method.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            passkey_login: String => "Answer of the authenticator, as JSON.",
        }
    }
}

model! {
    update_login_flow_with_password_method:
    /// Sign in with a password.
    pub struct UpdateLoginFlowWithPasswordMethod {
        required {
            identifier: String => "What the person signs in with.",
            method: String => "Name of the method.",
            password: String => "The password in clear.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            password_identifier: String => "Older name of `identifier`.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

model! {
    update_login_flow_with_saml_method:
    /// Sign in with a SAML account.
    pub struct UpdateLoginFlowWithSamlMethod {
        required {
            method: String => "Name of the method.",
            provider: String => "Id of the provider in the configuration.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

model! {
    update_login_flow_with_totp_method:
    /// Sign in with an authenticator app.
    pub struct UpdateLoginFlowWithTotpMethod {
        required {
            method: String => "Name of the method.",
            totp_code: String => "Code from the authenticator app.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

model! {
    update_login_flow_with_web_authn_method:
    /// Sign in with a security key.
    pub struct UpdateLoginFlowWithWebAuthnMethod {
        required {
            identifier: String => "What the person signs in with.",
            method: String => "Name of the method.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
            webauthn_login: String => "Answer of the security key, as JSON.",
        }
    }
}
