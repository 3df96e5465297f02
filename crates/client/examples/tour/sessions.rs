//! Sessions, made by signing in as an app does.

use super::{Failure, NOBODY, Tour, ensure, refusal};
use crate::client::apis::identity_api;

pub(super) const PASSWORD: &str = "tour-of-19-operations";

impl Tour {
    pub(super) async fn sessions(&mut self, identity: &str) -> Result<(), Failure> {
        let id = self.sign_in().await?;
        self.sign_in().await?;

        let session = identity_api::get_session(&self.admin, &id, Some(vec!["identity".into(), "devices".into()])).await?;
        ensure(session.identity.as_ref().is_some_and(|found| found.id == identity), "the session is that of the identity")?;
        ensure(session.devices.is_some_and(|devices| devices.len() == 1), "its device is known")?;
        let refused = identity_api::get_session(&self.admin, "no-id", None).await;
        refusal(refused, 400, |error| matches!(error, identity_api::GetSessionError::Status400(_)))?;
        self.done("get_session", &id);

        let sessions = identity_api::list_sessions(&self.admin, Some(500), None, Some(true), Some(vec!["identity".into()])).await?;
        ensure(sessions.iter().any(|session| session.id == id), "it is among the newest")?;
        let refused = identity_api::list_sessions(&self.admin, None, None, None, Some(vec!["shoe-size".into()])).await;
        refusal(refused, 400, |error| matches!(error, identity_api::ListSessionsError::Status400(_)))?;
        self.done("list_sessions", format!("{} active", sessions.len()));

        let list = async |id: &str| identity_api::list_identity_sessions(&self.admin, id, None, None, None, None, Some(true)).await;
        ensure(list(identity).await?.len() == 2, "the identity has both")?;
        refusal(list("no-id").await, 400, |error| matches!(error, identity_api::ListIdentitySessionsError::Status400(_)))?;
        self.done("list_identity_sessions", "2 active");

        let extended = identity_api::extend_session(&self.admin, &id).await?;
        ensure(extended.id == id && extended.expires_at.is_some(), "the answer is the session with its new end")?;
        let refused = identity_api::extend_session(&self.admin, NOBODY).await;
        refusal(refused, 404, |error| matches!(error, identity_api::ExtendSessionError::Status404(_)))?;
        self.done("extend_session", extended.expires_at.unwrap_or_default());

        identity_api::disable_session(&self.admin, &id).await?;
        let ended = identity_api::get_session(&self.admin, &id, None).await?;
        ensure(ended.active == Some(false), "it is kept, but over")?;
        let refused = identity_api::disable_session(&self.admin, "no-id").await;
        refusal(refused, 400, |error| matches!(error, identity_api::DisableSessionError::Status400(_)))?;
        self.done("disable_session", &id);

        identity_api::delete_identity_sessions(&self.admin, identity).await?;
        let refused = identity_api::delete_identity_sessions(&self.admin, identity).await;
        refusal(refused, 404, |error| matches!(error, identity_api::DeleteIdentitySessionsError::Status404(_)))?;
        self.done("delete_identity_sessions", "2 deleted");
        Ok(())
    }

    /// Always by our own crate: the published one cannot read a flow that has fields.
    async fn sign_in(&self) -> Result<String, Failure> {
        use selfsame_client::apis::configuration::Configuration;
        use selfsame_client::apis::frontend_api;
        use selfsame_client::models::{UpdateLoginFlowBody, UpdateLoginFlowWithPasswordMethod};

        let public = Configuration { base_path: self.public.base_path.clone(), ..Configuration::default() };
        let flow = frontend_api::create_native_login_flow(&public, None, None, None, None, None, None, None, None).await?;
        let proof = UpdateLoginFlowWithPasswordMethod::new(self.email("ada.l"), "password".into(), PASSWORD.into());
        let body = UpdateLoginFlowBody::Password(Box::new(proof));
        let login = frontend_api::update_login_flow(&public, &flow.id, body, None, None).await?;
        let whoami = frontend_api::to_session(&public, login.session_token.as_deref(), None, None).await?;
        ensure(whoami.id == login.session.id, "the token proves the session")?;
        Ok(login.session.id.clone())
    }
}
