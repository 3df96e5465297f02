//! Submissions of registration flows.

use serde_json::Value;

use super::shape::{model, tagged};

tagged! {
    update_registration_flow_body:
    /// Submission of a registration flow, by method.
    pub enum UpdateRegistrationFlowBody by "method" {
        Password(UpdateRegistrationFlowWithPasswordMethod) = "password",
        Oidc(UpdateRegistrationFlowWithOidcMethod) = "oidc",
        Saml(UpdateRegistrationFlowWithSamlMethod) = "saml",
        Webauthn(UpdateRegistrationFlowWithWebAuthnMethod) = "webauthn",
        Code(UpdateRegistrationFlowWithCodeMethod) = "code",
        Passkey(UpdateRegistrationFlowWithPasskeyMethod) = "passkey",
        Profile(UpdateRegistrationFlowWithProfileMethod) = "profile",
    }
    also update_registration_flow_with_profile_method::ScreenEnum;
}

model! {
    update_registration_flow_with_code_method:
    /// Register with a code.
    pub struct UpdateRegistrationFlowWithCodeMethod {
        required {
            method: String => "Name of the method.",
            traits: Value => "Data about the person, shaped by the schema.",
        }
        optional {
            code: String => "Code that the person received.",
            csrf_token: String => "Anti-CSRF token; browsers only.",
            resend: String => "Set it to get another code.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

model! {
    update_registration_flow_with_oidc_method:
    /// Register with an account at another provider.
    pub struct UpdateRegistrationFlowWithOidcMethod {
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
    update_registration_flow_with_passkey_method:
    /// Register with a passkey.
    pub struct UpdateRegistrationFlowWithPasskeyMethod {
        required {
            method: String => "Name of the method.",
            traits: Value => "Data about the person, shaped by the schema.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            passkey_register: String => "New credential of the authenticator, as JSON.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

model! {
    update_registration_flow_with_password_method:
    /// Register with a password.
    pub struct UpdateRegistrationFlowWithPasswordMethod {
        required {
            method: String => "Name of the method.",
            password: String => "The password in clear.",
            traits: Value => "Data about the person, shaped by the schema.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

model! {
    update_registration_flow_with_profile_method:
    /// Register with the profile.
    pub struct UpdateRegistrationFlowWithProfileMethod {
        required {
            method: String => "Name of the method.",
            traits: Value => "Data about the person, shaped by the schema.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            screen: update_registration_flow_with_profile_method::ScreenEnum => "Which screen of the flow to show.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
    /// Screens of the flow.
    pub enum ScreenEnum { CredentialSelection = "credential-selection", Previous = "previous" }
}

model! {
    update_registration_flow_with_saml_method:
    /// Register with a SAML account.
    pub struct UpdateRegistrationFlowWithSamlMethod {
        required {
            method: String => "Name of the method.",
            provider: String => "Id of the provider in the configuration.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            traits: Value => "Data about the person, shaped by the schema.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

model! {
    update_registration_flow_with_web_authn_method:
    /// Register with a security key.
    pub struct UpdateRegistrationFlowWithWebAuthnMethod {
        required {
            method: String => "Name of the method.",
            traits: Value => "Data about the person, shaped by the schema.",
        }
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
            webauthn_register: String => "New credential of the security key, as JSON.",
            webauthn_register_displayname: String => "Name of the new key.",
        }
    }
}
