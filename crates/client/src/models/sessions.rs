//! Sessions, how they were reached, and what ends them.

use super::shape::{model, words};
use super::{ContinueWith, Identity};

model! {
    session:
    /// A sign-in that lasts.
    pub struct Session {
        required {
            id: String => "Id of the session, not its token.",
        }
        optional {
            active: bool => "Whether it counts: not revoked, not expired.",
            authenticated_at: String => "Time of the latest sign-in of this session.",
            authentication_methods: Vec<SessionAuthenticationMethod> => "Steps taken to sign in, oldest first.",
            authenticator_assurance_level: AuthenticatorAssuranceLevel => "Strength of the session as a whole.",
            devices: Vec<SessionDevice> => "Devices that used the session.",
            expires_at: String => "When it ends, RFC 3339.",
            identity: Box<Identity> => "Who signed in; absent unless expanded.",
            issued_at: String => "When it was issued, RFC 3339.",
            tokenized: String => "The session as a JWT, if asked for.",
        }
    }
}

model! {
    session_device:
    /// A device that used a session.
    pub struct SessionDevice {
        required {
            id: String => "Its id.",
        }
        optional {
            ip_address: String => "Address of the device, maybe with a port.",
            location: String => "Place the address was seen at.",
            user_agent: String => "What the device called itself.",
        }
    }
}

model! {
    session_authentication_method:
    /// One step of a sign-in.
    pub struct SessionAuthenticationMethod {
        optional {
            aal: AuthenticatorAssuranceLevel => "How strong this step made the session.",
            completed_at: String => "When the step was taken.",
            method: session_authentication_method::MethodEnum => "What was used.",
            organization: String => "Organization the account came through.",
            provider: String => "Id of the provider in the configuration.",
        }
    }
    /// The methods.
    pub enum MethodEnum {
        Password = "password", Oidc = "oidc", Totp = "totp", LookupSecret = "lookup_secret", Webauthn = "webauthn",
        Code = "code", Passkey = "passkey", Profile = "profile", Saml = "saml", LinkRecovery = "link_recovery",
        CodeRecovery = "code_recovery", Deviceauthn = "deviceauthn", IdentifierFirst = "identifier_first",
    }
}

words! {
    authenticator_assurance_level:
    /// Strength of a session: none, one factor, two.
    pub enum AuthenticatorAssuranceLevel { Aal0 = "aal0", Aal1 = "aal1", Aal2 = "aal2", Aal3 = "aal3" }
}

model! {
    successful_native_login:
    /// A finished sign-in.
    pub struct SuccessfulNativeLogin {
        required {
            session: Session as Box => "The session.",
        }
        optional {
            continue_with: Vec<ContinueWith> => "What to do next, in order.",
            session_token: String => "Secret that proves the session; keep it safe.",
        }
    }
}

model! {
    successful_native_registration:
    /// A finished registration.
    pub struct SuccessfulNativeRegistration {
        required {
            identity: Identity as Box => "The person or machine.",
        }
        optional {
            continue_with: Vec<ContinueWith> => "What to do next, in order.",
            session: Box<Session> => "The session, if registration signs in.",
            session_token: String => "Secret that proves the session; keep it safe.",
        }
    }
}

model! {
    successful_code_exchange_response:
    /// Session behind a pair of exchange codes.
    pub struct SuccessfulCodeExchangeResponse {
        required {
            session: Session as Box => "The session.",
        }
        optional {
            session_token: String => "Secret that proves the session; keep it safe.",
        }
    }
}

model! {
    logout_flow:
    /// What a browser needs to sign out.
    pub struct LogoutFlow {
        required {
            logout_token: String => "Token that `update_logout_flow` takes.",
            logout_url: String => "Address a browser follows to sign out.",
        }
    }
}

model! {
    perform_native_logout_body:
    /// Which session to end.
    pub struct PerformNativeLogoutBody {
        required {
            session_token: String => "Secret that proves the session; keep it safe.",
        }
    }
}

model! {
    delete_my_sessions_count:
    /// How many sessions were ended.
    pub struct DeleteMySessionsCount {
        optional {
            count: i64 => "How many sessions ended.",
        }
    }
}
