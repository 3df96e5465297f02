//! The OAuth 2 sign-in that a flow may belong to.

use std::collections::HashMap;

use serde_json::Value;

use super::shape::model;

model! {
    o_auth2_login_request:
    /// An OAuth 2 sign-in that waits for a login flow.
    pub struct OAuth2LoginRequest {
        optional {
            challenge: String => "Login challenge this request answers to.",
            client: Box<OAuth2Client> => "Client that asks for the sign-in.",
            oidc_context: Box<OAuth2ConsentRequestOpenIdConnectContext> => "What the client told about the wished sign-in.",
            request_url: String => "Address the flow was started with.",
            requested_access_token_audience: Vec<String> => "Audiences asked for.",
            requested_scope: Vec<String> => "Scopes asked for.",
            session_id: String => "Id of the session.",
            skip: bool => "Whether the person is known already, so that no form is needed.",
            subject: String => "Who is known already.",
        }
    }
}

model! {
    o_auth2_consent_request_open_id_connect_context:
    /// OpenID Connect wishes of an OAuth 2 sign-in.
    pub struct OAuth2ConsentRequestOpenIdConnectContext {
        optional {
            acr_values: Vec<String> => "Authentication contexts the client asks for, in order of preference.",
            display: String => "How the client wants the page shown.",
            id_token_hint_claims: HashMap<String, Value> => "Claims of the id token hint.",
            login_hint: String => "Account the sign-in is meant for.",
            ui_locales: Vec<String> => "Wished languages.",
        }
    }
}

model! {
    o_auth2_client:
    /// An OAuth 2 client, as its provider describes it.
    pub struct OAuth2Client {
        optional {
            access_token_strategy: String => "Kind of access token: `opaque` or `jwt`.",
            allowed_cors_origins: Vec<String> => "Origins that browsers may call from.",
            audience: Vec<String> => "Audiences the client may ask for.",
            authorization_code_grant_access_token_lifespan: String => "Lifespan of access tokens from an authorization code.",
            authorization_code_grant_id_token_lifespan: String => "Lifespan of id tokens from an authorization code.",
            authorization_code_grant_refresh_token_lifespan: String => "Lifespan of refresh tokens from an authorization code.",
            backchannel_logout_session_required: bool => "Whether back-channel logout needs the session id.",
            backchannel_logout_uri: String => "Where back-channel logouts are posted.",
            client_credentials_grant_access_token_lifespan: String => "Lifespan of access tokens for the client itself.",
            client_id: String => "Id of the client.",
            client_name: String => "Name shown to people.",
            client_secret: String => "Secret of the client.",
            client_secret_expires_at: i64 => "When the secret ends, in Unix seconds; 0 is never.",
            client_uri: String => "Home page of the client.",
            contacts: Vec<String> => "People responsible for the client.",
            created_at: String => "When it was created, RFC 3339.",
            frontchannel_logout_session_required: bool => "Whether front-channel logout needs the session id.",
            frontchannel_logout_uri: String => "Page that front-channel logouts load.",
            grant_types: Vec<String> => "Grants the client may use.",
            implicit_grant_access_token_lifespan: String => "Lifespan of access tokens of the implicit grant.",
            implicit_grant_id_token_lifespan: String => "Lifespan of id tokens of the implicit grant.",
            jwks_uri: String => "Where the key set is found.",
            jwt_bearer_grant_access_token_lifespan: String => "Lifespan of access tokens of the JWT bearer grant.",
            logo_uri: String => "Logo of the client.",
            owner: String => "Owner of the client.",
            policy_uri: String => "Privacy policy of the client.",
            post_logout_redirect_uris: Vec<String> => "Where a logout may lead.",
            redirect_uris: Vec<String> => "Where the client may be called back.",
            refresh_token_grant_access_token_lifespan: String => "Lifespan of access tokens from a refresh.",
            refresh_token_grant_id_token_lifespan: String => "Lifespan of id tokens from a refresh.",
            refresh_token_grant_refresh_token_lifespan: String => "Lifespan of refresh tokens from a refresh.",
            registration_access_token: String => "Token that manages the client.",
            registration_client_uri: String => "Where the client is managed.",
            request_object_signing_alg: String => "Algorithm of request objects.",
            request_uris: Vec<String> => "Where request objects are found.",
            response_types: Vec<String> => "Response types the client may use.",
            scope: String => "Scopes the client may ask for, separated by spaces.",
            sector_identifier_uri: String => "Source of pairwise subjects.",
            skip_consent: bool => "Whether consent is skipped.",
            skip_logout_consent: bool => "Whether logout needs no consent.",
            subject_type: String => "`public` or `pairwise`.",
            token_endpoint_auth_method: String => "How the client proves itself.",
            token_endpoint_auth_signing_alg: String => "Algorithm of client assertions.",
            tos_uri: String => "Terms of the client.",
            updated_at: String => "When it changed last, RFC 3339.",
            userinfo_signed_response_alg: String => "Algorithm of signed user info.",
        }
        nullable {
            jwks: Value => "Key set of the client.",
            metadata: Value => "Free data of the client.",
        }
    }
}
