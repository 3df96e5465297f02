//! The flows, one after the other.

use selfsame_api::Timestamp;
use selfsame_client::apis::frontend_api as reading;
use selfsame_core::credential::totp::TotpKey;
use serde_json::json;

use super::{Failure, Person, ensure, sent, shown_secret, unix_time};
use crate::client::apis::frontend_api;
use crate::client::models;

const PASSWORD: &str = "seven-flows-on-one-tour";

impl Person {
    pub(super) async fn sign_up(&mut self) -> Result<(), Failure> {
        let flow = reading::create_native_registration_flow(&self.reader, None, None, None, None).await?;
        let form =
            models::UpdateRegistrationFlowWithPasswordMethod::new("password".into(), PASSWORD.into(), json!({ "email": self.email }));
        let body = models::UpdateRegistrationFlowBody::Password(Box::new(form));
        if let Some(answer) = sent(frontend_api::update_registration_flow(&self.public, &flow.id, body, None).await)? {
            let traits = answer.identity.traits.unwrap_or_default();
            ensure(traits["email"] == self.email.as_str(), "the identity has the traits that were sent")?;
        }
        let email = self.email.clone();
        self.done("registration", email);
        Ok(())
    }

    /// By the code that signing up has sent, in a flow of its own.
    pub(super) async fn verify(&mut self) -> Result<(), Failure> {
        self.mailed_code().await?;
        let flow = reading::create_native_verification_flow(&self.reader, None).await?;
        let code = models::update_verification_flow_with_code_method::MethodEnum::Code;
        let mut form = models::UpdateVerificationFlowWithCodeMethod::new(code);
        form.email = Some(self.email.clone());
        let body = models::UpdateVerificationFlowBody::Code(Box::new(form));
        sent(frontend_api::update_verification_flow(&self.public, &flow.id, body, None, None).await)?;
        let mut form = models::UpdateVerificationFlowWithCodeMethod::new(code);
        form.code = Some(self.mailed_code().await?);
        let body = models::UpdateVerificationFlowBody::Code(Box::new(form));
        sent(frontend_api::update_verification_flow(&self.public, &flow.id, body, None, None).await)?;
        let flow = reading::get_verification_flow(&self.reader, &flow.id, None).await?;
        ensure(flow.state == Some(json!("passed_challenge")), "the code is accepted")?;
        self.done("verification", "by a mailed code");
        Ok(())
    }

    pub(super) async fn sign_in(&mut self) -> Result<(), Failure> {
        let flow = reading::create_native_login_flow(&self.reader, None, None, None, None, None, None, None, None).await?;
        let form = models::UpdateLoginFlowWithPasswordMethod::new(self.email.clone(), "password".into(), PASSWORD.into());
        let body = models::UpdateLoginFlowBody::Password(Box::new(form));
        let login = frontend_api::update_login_flow(&self.public, &flow.id, body, None, None).await?;
        self.token = login.session_token.ok_or("a native login gives a token")?;
        self.done("login", "with the password");
        Ok(())
    }

    pub(super) async fn is_known(&mut self) -> Result<(), Failure> {
        let session = frontend_api::to_session(&self.public, Some(&self.token), None, None).await?;
        let identity = session.identity.ok_or("whoami shows the identity")?;
        let is_verified = identity.verifiable_addresses.into_iter().flatten().any(|address| address.verified);
        ensure(is_verified, "the address counts as verified")
    }

    pub(super) async fn change_name(&mut self) -> Result<(), Failure> {
        let flow = reading::create_native_settings_flow(&self.reader, Some(&self.token)).await?;
        let traits = json!({ "email": self.email, "name": "Ada" });
        let form = models::UpdateSettingsFlowWithProfileMethod::new("profile".into(), traits);
        let body = models::UpdateSettingsFlowBody::Profile(Box::new(form));
        sent(frontend_api::update_settings_flow(&self.public, &flow.id, body, Some(&self.token), None).await)?;
        let session = frontend_api::to_session(&self.public, Some(&self.token), None, None).await?;
        let traits = session.identity.and_then(|identity| identity.traits).unwrap_or_default();
        ensure(traits["name"] == "Ada", "the new name shows")?;
        self.done("settings", "a new name");
        Ok(())
    }

    pub(super) async fn add_totp(&mut self) -> Result<(), Failure> {
        let flow = reading::create_native_settings_flow(&self.reader, Some(&self.token)).await?;
        let secret = shown_secret(&flow.ui, "totp_secret_key").ok_or("the form shows the key for the app")?;
        self.totp_url = format!("otpauth://totp/tour?secret={secret}");
        let mut form = models::UpdateSettingsFlowWithTotpMethod::new("totp".into());
        form.totp_code = Some(self.totp_code(0)?);
        let body = models::UpdateSettingsFlowBody::Totp(Box::new(form));
        sent(frontend_api::update_settings_flow(&self.public, &flow.id, body, Some(&self.token), None).await)?;
        let flow = reading::create_native_settings_flow(&self.reader, Some(&self.token)).await?;
        ensure(shown_secret(&flow.ui, "totp_secret_key").is_none(), "there is an app now")?;
        self.done("settings", "an authenticator app");
        Ok(())
    }

    /// The code of the next step, for the one at which the app was added is used up.
    pub(super) async fn prove_totp(&mut self) -> Result<(), Failure> {
        let token = Some(self.token.as_str());
        let flow = reading::create_native_login_flow(&self.reader, None, Some("aal2"), token, None, None, None, None, None).await?;
        let form = models::UpdateLoginFlowWithTotpMethod::new("totp".into(), self.totp_code(1)?);
        let body = models::UpdateLoginFlowBody::Totp(Box::new(form));
        let login = frontend_api::update_login_flow(&self.public, &flow.id, body, token, None).await?;
        let aal2 = models::AuthenticatorAssuranceLevel::Aal2;
        ensure(login.session.authenticator_assurance_level == Some(aal2), "the session has both factors")?;
        self.done("login", "with a code of the app");
        Ok(())
    }

    pub(super) async fn sign_out(&mut self) -> Result<(), Failure> {
        let body = models::PerformNativeLogoutBody::new(self.token.clone());
        frontend_api::perform_native_logout(&self.public, body).await?;
        let gone = frontend_api::to_session(&self.public, Some(&self.token), None, None).await;
        ensure(gone.is_err(), "the token proves nothing any more")?;
        self.done("logout", "");
        Ok(())
    }

    pub(super) async fn recover(&mut self) -> Result<(), Failure> {
        let flow = reading::create_native_recovery_flow(&self.reader).await?;
        let code = models::update_recovery_flow_with_code_method::MethodEnum::Code;
        let mut form = models::UpdateRecoveryFlowWithCodeMethod::new(code);
        form.email = Some(self.email.clone());
        let body = models::UpdateRecoveryFlowBody::Code(Box::new(form));
        sent(frontend_api::update_recovery_flow(&self.public, &flow.id, body, None, None).await)?;
        let mut form = models::UpdateRecoveryFlowWithCodeMethod::new(code);
        form.code = Some(self.mailed_code().await?);
        let body = models::UpdateRecoveryFlowBody::Code(Box::new(form));
        sent(frontend_api::update_recovery_flow(&self.public, &flow.id, body, None, None).await)?;
        let flow = reading::get_recovery_flow(&self.reader, &flow.id, None).await?;
        ensure(flow.state == Some(json!("passed_challenge")), "the code is accepted")?;
        self.done("recovery", "by a mailed code");
        Ok(())
    }

    /// The app's code, `later` steps from now.
    fn totp_code(&self, later: u64) -> Result<String, Failure> {
        let key = TotpKey::parse(&self.totp_url)?;
        let now = Timestamp::from_micros(i64::try_from(unix_time().as_micros())?);
        Ok(key.code(key.step_at(now) + later).to_string())
    }
}
