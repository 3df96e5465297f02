//! Submissions of settings flows.

use serde_json::Value;

use super::shape::{model, tagged};

tagged! {
    update_settings_flow_body:
    /// Submission of a settings flow, by method.
    pub enum UpdateSettingsFlowBody by "method" {
        Password(UpdateSettingsFlowWithPasswordMethod) = "password",
        Profile(UpdateSettingsFlowWithProfileMethod) = "profile",
        Oidc(UpdateSettingsFlowWithOidcMethod) = "oidc",
        Saml(UpdateSettingsFlowWithSamlMethod) = "saml",
        Totp(UpdateSettingsFlowWithTotpMethod) = "totp",
        Webauthn(UpdateSettingsFlowWithWebAuthnMethod) = "webauthn",
        LookupSecret(UpdateSettingsFlowWithLookupMethod) = "lookup_secret",
        Passkey(UpdateSettingsFlowWithPasskeyMethod) = "passkey",
    }
}

model! {
    update_settings_flow_with_lookup_method:
    /// Change backup codes.
    pub struct UpdateSettingsFlowWithLookupMethod {
        required {
            method: String => "Name of the method.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            lookup_secret_confirm: bool => "Keep the codes just shown.",
            lookup_secret_disable: bool => "Drop all backup codes.",
            lookup_secret_regenerate: bool => "Make new backup codes.",
            lookup_secret_reveal: bool => "Show the backup codes.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

model! {
    update_settings_flow_with_oidc_method:
    /// Change an account at another provider.
    pub struct UpdateSettingsFlowWithOidcMethod {
        required {
            method: String => "Name of the method.",
        }
        optional {
            flow: String => "Id of the flow.",
            link: String => "Provider to link.",
            traits: Value => "Data about the person, shaped by the schema.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
            unlink: String => "Provider to unlink.",
            upstream_parameters: Value => "Parameters passed to the provider.",
        }
    }
}

model! {
    update_settings_flow_with_passkey_method:
    /// Change a passkey.
    pub struct UpdateSettingsFlowWithPasskeyMethod {
        required {
            method: String => "Name of the method.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            passkey_remove: String => "Id of the passkey to remove.",
            passkey_settings_register: String => "New credential of the authenticator, as JSON.",
        }
    }
}

model! {
    update_settings_flow_with_password_method:
    /// Change a password.
    pub struct UpdateSettingsFlowWithPasswordMethod {
        required {
            method: String => "Name of the method.",
            password: String => "The password in clear.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

model! {
    update_settings_flow_with_profile_method:
    /// Change the profile.
    pub struct UpdateSettingsFlowWithProfileMethod {
        required {
            method: String => "Name of the method.",
            traits: Value => "Data about the person, shaped by the schema.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

model! {
    update_settings_flow_with_saml_method:
    /// Change a SAML account.
    pub struct UpdateSettingsFlowWithSamlMethod {
        required {
            method: String => "Name of the method.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            flow: String => "Id of the flow.",
            link: String => "Provider to link.",
            traits: Value => "Data about the person, shaped by the schema.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
            unlink: String => "Provider to unlink.",
        }
    }
}

model! {
    update_settings_flow_with_totp_method:
    /// Change an authenticator app.
    pub struct UpdateSettingsFlowWithTotpMethod {
        required {
            method: String => "Name of the method.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            totp_code: String => "Code from the authenticator app.",
            totp_unlink: bool => "Remove the authenticator app.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

model! {
    update_settings_flow_with_web_authn_method:
    /// Change a security key.
    pub struct UpdateSettingsFlowWithWebAuthnMethod {
        required {
            method: String => "Name of the method.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
            webauthn_register: String => "New credential of the security key, as JSON.",
            webauthn_register_displayname: String => "Name of the new key.",
            webauthn_remove: String => "Id of the key to remove.",
        }
    }
}
