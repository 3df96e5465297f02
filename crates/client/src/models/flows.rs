//! Self-service flows as the server describes them.

use std::collections::HashMap;

use serde_json::Value;

use super::shape::{model, words};
use super::{AuthenticatorAssuranceLevel, ContinueWith, Identity, OAuth2LoginRequest, UiContainer};

model! {
    login_flow:
    /// A sign-in under way.
    pub struct LoginFlow {
        required {
            expires_at: String => "When it ends, RFC 3339.",
            id: String => "Its id.",
            issued_at: String => "When it was issued, RFC 3339.",
            request_url: String => "Address the flow was started with.",
            state: Option<Value> => "Where the flow stands.",
            r#type: String => "`api` or `browser`.",
            ui: UiContainer as Box => "The form to show.",
        }
        optional {
            active: login_flow::ActiveEnum => "Method that the person chose last, if any.",
            created_at: String => "When it was created, RFC 3339.",
            identity_schema: String => "Schema that the flow uses.",
            oauth2_login_challenge: String => "Challenge of an OAuth 2 sign-in that started the flow.",
            oauth2_login_request: Box<OAuth2LoginRequest> => "The OAuth 2 sign-in that started the flow.",
            refresh: bool => "Whether a signed-in person must prove it again.",
            requested_aal: AuthenticatorAssuranceLevel => "Strength the sign-in must reach.",
            return_to: String => "Where to go when the flow is done.",
            session_token_exchange_code: String => "First half of the pair that `exchange_session_token` takes.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
            updated_at: String => "When it changed last, RFC 3339.",
        }
        nullable {
            organization_id: String => "Organization it belongs to.",
        }
    }
    /// Methods of a flow.
    pub enum ActiveEnum {
        Password = "password", Oidc = "oidc", Totp = "totp", LookupSecret = "lookup_secret", Webauthn = "webauthn",
        Code = "code", Passkey = "passkey", Profile = "profile", Saml = "saml", LinkRecovery = "link_recovery",
        CodeRecovery = "code_recovery", Deviceauthn = "deviceauthn", IdentifierFirst = "identifier_first",
    }
}

words! {
    login_flow_state:
    /// Where a sign-in stands.
    pub enum LoginFlowState { ChooseMethod = "choose_method", SentEmail = "sent_email", PassedChallenge = "passed_challenge" }
}

model! {
    registration_flow:
    /// A registration under way.
    pub struct RegistrationFlow {
        required {
            expires_at: String => "When it ends, RFC 3339.",
            id: String => "Its id.",
            issued_at: String => "When it was issued, RFC 3339.",
            request_url: String => "Address the flow was started with.",
            state: Option<Value> => "Where the flow stands.",
            r#type: String => "`api` or `browser`.",
            ui: UiContainer as Box => "The form to show.",
        }
        optional {
            active: registration_flow::ActiveEnum => "Method that the person chose last, if any.",
            identity_schema: String => "Schema that the flow uses.",
            oauth2_login_challenge: String => "Challenge of an OAuth 2 sign-in that started the flow.",
            oauth2_login_request: Box<OAuth2LoginRequest> => "The OAuth 2 sign-in that started the flow.",
            return_to: String => "Where to go when the flow is done.",
            session_token_exchange_code: String => "First half of the pair that `exchange_session_token` takes.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
        nullable {
            organization_id: String => "Organization it belongs to.",
        }
    }
    /// Methods of a flow.
    pub enum ActiveEnum {
        Password = "password", Oidc = "oidc", Totp = "totp", LookupSecret = "lookup_secret", Webauthn = "webauthn",
        Code = "code", Passkey = "passkey", Profile = "profile", Saml = "saml", LinkRecovery = "link_recovery",
        CodeRecovery = "code_recovery", Deviceauthn = "deviceauthn", IdentifierFirst = "identifier_first",
    }
}

words! {
    registration_flow_state:
    /// Where a registration stands.
    pub enum RegistrationFlowState { ChooseMethod = "choose_method", SentEmail = "sent_email", PassedChallenge = "passed_challenge" }
}

model! {
    settings_flow:
    /// A change of settings under way.
    pub struct SettingsFlow {
        required {
            expires_at: String => "When it ends, RFC 3339.",
            id: String => "Its id.",
            identity: Identity as Box => "The person or machine.",
            issued_at: String => "When it was issued, RFC 3339.",
            request_url: String => "Address the flow was started with.",
            state: Option<Value> => "Where the flow stands.",
            r#type: String => "`api` or `browser`.",
            ui: UiContainer as Box => "The form to show.",
        }
        optional {
            active: String => "Method that the person chose last, if any.",
            continue_with: Vec<ContinueWith> => "What to do next, in order.",
            return_to: String => "Where to go when the flow is done.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

words! {
    settings_flow_state:
    /// Where a change of settings stands.
    pub enum SettingsFlowState { ShowForm = "show_form", Success = "success" }
}

model! {
    recovery_flow:
    /// A recovery under way.
    pub struct RecoveryFlow {
        required {
            expires_at: String => "When it ends, RFC 3339.",
            id: String => "Its id.",
            issued_at: String => "When it was issued, RFC 3339.",
            request_url: String => "Address the flow was started with.",
            state: Option<Value> => "Where the flow stands.",
            r#type: String => "`api` or `browser`.",
            ui: UiContainer as Box => "The form to show.",
        }
        optional {
            active: String => "Method that the person chose last, if any.",
            continue_with: Vec<ContinueWith> => "What to do next, in order.",
            return_to: String => "Where to go when the flow is done.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

words! {
    recovery_flow_state:
    /// Where a recovery stands.
    pub enum RecoveryFlowState { ChooseMethod = "choose_method", SentEmail = "sent_email", PassedChallenge = "passed_challenge" }
}

model! {
    verification_flow:
    /// A verification under way.
    pub struct VerificationFlow {
        required {
            id: String => "Its id.",
            state: Option<Value> => "Where the flow stands.",
            r#type: String => "`api` or `browser`.",
            ui: UiContainer as Box => "The form to show.",
        }
        optional {
            active: String => "Method that the person chose last, if any.",
            expires_at: String => "When it ends, RFC 3339.",
            issued_at: String => "When it was issued, RFC 3339.",
            request_url: String => "Address the flow was started with.",
            return_to: String => "Where to go when the flow is done.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}

words! {
    verification_flow_state:
    /// Where a verification stands.
    pub enum VerificationFlowState { ChooseMethod = "choose_method", SentEmail = "sent_email", PassedChallenge = "passed_challenge" }
}

model! {
    create_fedcm_flow_response:
    /// What a FedCM sign-in needs.
    pub struct CreateFedcmFlowResponse {
        optional {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            providers: Vec<Provider> => "The linked accounts.",
        }
    }
}

model! {
    provider:
    /// A FedCM provider.
    pub struct Provider {
        optional {
            client_id: String => "Id of the client at the provider.",
            config_url: String => "FedCM configuration of the provider.",
            domain_hint: String => "Domain the account should belong to.",
            fields: Vec<String> => "Account fields to share.",
            login_hint: String => "Account the sign-in is meant for.",
            nonce: String => "Random value to use once.",
            parameters: HashMap<String, String> => "Parameters passed to the provider.",
        }
    }
}

model! {
    update_fedcm_flow_body:
    /// Token of a FedCM sign-in.
    pub struct UpdateFedcmFlowBody {
        required {
            csrf_token: String => "Anti-CSRF token; browsers only.",
            token: String => "Token from the provider.",
        }
        optional {
            nonce: String => "Random value to use once.",
            transient_payload: Value => "Free data passed on to web hooks, not stored.",
        }
    }
}
