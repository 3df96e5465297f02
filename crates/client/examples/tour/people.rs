//! Identities, their credentials and recovery.

use serde_json::json;

use super::{Failure, NOBODY, Tour, ensure, refusal};
use crate::client::apis::identity_api;
use crate::client::models;

impl Tour {
    /// Creates a person with a password and a linked account, and finds it again in every way.
    pub(super) async fn create_and_find(&mut self) -> Result<String, Failure> {
        let email = self.email("ada");
        let body = models::CreateIdentityBody {
            external_id: Some(format!("ada-{}", self.run)),
            metadata_admin: Some(Some(json!({"plan": "gold"}))),
            credentials: Some(Box::new(password_and_account(&self.run))),
            ..models::CreateIdentityBody::new(self.schema.clone(), json!({"email": email}))
        };
        let created = identity_api::create_identity(&self.admin, Some(body.clone())).await?;
        ensure(created.schema_id == self.schema && created.state == Some(models::identity::StateEnum::Active), "it follows its schema")?;
        let refused = identity_api::create_identity(&self.admin, Some(body)).await;
        refusal(refused, 409, |error| matches!(error, identity_api::CreateIdentityError::Status409(_)))?;
        let id = created.id;
        self.done("create_identity", &id);

        let found = identity_api::get_identity(&self.admin, &id, Some(vec!["oidc".into(), "password".into()])).await?;
        ensure(found.credentials.as_ref().is_some_and(|all| all["oidc"].config.is_some()), "asked secrets are shown")?;
        ensure(found.metadata_admin == Some(Some(json!({"plan": "gold"}))), "admin metadata is kept")?;
        let refused = identity_api::get_identity(&self.admin, NOBODY, None).await;
        refusal(refused, 404, |error| matches!(error, identity_api::GetIdentityError::Status404(_)))?;
        self.done("get_identity", "with credentials");

        let external = format!("ada-{}", self.run);
        let found = identity_api::get_identity_by_external_id(&self.admin, &external, None).await?;
        ensure(found.id == id, "the external id finds the same identity")?;
        let refused = identity_api::get_identity_by_external_id(&self.admin, "no such id", None).await;
        refusal(refused, 404, |error| matches!(error, identity_api::GetIdentityByExternalIdError::Status404(_)))?;
        self.done("get_identity_by_external_id", external);

        let list = async |ids, identifier| {
            identity_api::list_identities(&self.admin, None, None, Some(10), None, None, ids, identifier, None, None, None).await
        };
        let shouted = email.to_uppercase();
        let found = list(None, Some(&shouted)).await?;
        ensure(found.len() == 1 && found[0].id == id, "the identifier finds the same identity")?;
        let refused = list(Some(vec![id.clone()]), Some(&shouted)).await;
        refusal(refused, 400, |error| matches!(error, identity_api::ListIdentitiesError::DefaultResponse(_)))?;
        self.done("list_identities", email);
        Ok(id)
    }

    pub(super) async fn change(&mut self, id: &str) -> Result<(), Failure> {
        let step = |path: &str, value| models::JsonPatch { value, ..models::JsonPatch::new("replace".into(), path.into()) };
        let patched =
            identity_api::patch_identity(&self.admin, id, Some(vec![step("/metadata_public", Some(Some(json!({"a": 1}))))])).await?;
        ensure(patched.metadata_public == Some(Some(json!({"a": 1}))), "the patch shows")?;
        let refused = identity_api::patch_identity(&self.admin, id, Some(vec![step("/id", Some(Some(json!(NOBODY))))])).await;
        refusal(refused, 400, |error| matches!(error, identity_api::PatchIdentityError::Status400(_)))?;
        let refused = identity_api::patch_identity(&self.admin, NOBODY, Some(vec![])).await;
        refusal(refused, 404, |error| matches!(error, identity_api::PatchIdentityError::Status404(_)))?;
        self.done("patch_identity", "metadata_public");

        let active = models::update_identity_body::StateEnum::Active;
        let body = models::UpdateIdentityBody::new(self.schema.clone(), active, json!({"email": self.email("ada.l")}));
        let updated = identity_api::update_identity(&self.admin, id, Some(body.clone())).await?;
        ensure(updated.external_id.is_none(), "what an update leaves out is cleared")?;
        let wrong = models::UpdateIdentityBody { traits: json!({"email": 7}), ..body.clone() };
        let refused = identity_api::update_identity(&self.admin, id, Some(wrong)).await;
        refusal(refused, 400, |error| matches!(error, identity_api::UpdateIdentityError::Status400(_)))?;
        let refused = identity_api::update_identity(&self.admin, NOBODY, Some(body)).await;
        refusal(refused, 404, |error| matches!(error, identity_api::UpdateIdentityError::Status404(_)))?;
        self.done("update_identity", self.email("ada.l"));
        Ok(())
    }

    pub(super) async fn recovery(&mut self, id: &str) -> Result<(), Failure> {
        let whose = |id: &str| Some(models::CreateRecoveryCodeForIdentityBody::new(id.into()));
        let recovery = identity_api::create_recovery_code_for_identity(&self.admin, whose(id)).await?;
        ensure(recovery.recovery_code.len() == 6 && recovery.recovery_link.contains("flow="), "a code and its page")?;
        let refused = identity_api::create_recovery_code_for_identity(&self.admin, whose(NOBODY)).await;
        refusal(refused, 404, |error| matches!(error, identity_api::CreateRecoveryCodeForIdentityError::Status404(_)))?;
        self.done("create_recovery_code_for_identity", recovery.recovery_link);

        let whose = |id: &str| Some(models::CreateRecoveryLinkForIdentityBody::new(id.into()));
        let recovery = identity_api::create_recovery_link_for_identity(&self.admin, None, whose(id)).await?;
        ensure(recovery.recovery_link.contains("token="), "a link with its token")?;
        let refused = identity_api::create_recovery_link_for_identity(&self.admin, None, whose(NOBODY)).await;
        refusal(refused, 400, |error| matches!(error, identity_api::CreateRecoveryLinkForIdentityError::Status400(_)))?;
        self.done("create_recovery_link_for_identity", "with its token");
        Ok(())
    }

    /// Adds an authenticator app by patch, since the models have no import for it, and takes it away.
    pub(super) async fn credentials(&mut self, id: &str) -> Result<(), Failure> {
        let totp = json!({"type": "totp", "identifiers": [id], "config": {"totp_url": "otpauth://totp/tour?secret=JBSWY3DPEHPK3PXP"}});
        let add = models::JsonPatch { value: Some(Some(totp)), ..models::JsonPatch::new("add".into(), "/credentials/totp".into()) };
        let patched = identity_api::patch_identity(&self.admin, id, Some(vec![add])).await?;
        ensure(patched.credentials.is_some_and(|all| all.contains_key("totp")), "the app is there")?;
        identity_api::delete_identity_credentials(&self.admin, id, "totp", None).await?;
        let refused = identity_api::delete_identity_credentials(&self.admin, id, "totp", None).await;
        refusal(refused, 404, |error| matches!(error, identity_api::DeleteIdentityCredentialsError::Status404(_)))?;
        self.done("delete_identity_credentials", "totp");
        Ok(())
    }

    pub(super) async fn batch(&mut self) -> Result<(), Failure> {
        let entry = |name: &str| models::IdentityPatch {
            create: Some(Box::new(models::CreateIdentityBody::new(self.schema.clone(), json!({"email": self.email(name)})))),
            patch_id: Some(uuid::Uuid::new_v4().to_string()),
        };
        let batch = |entries| Some(models::PatchIdentitiesBody { identities: Some(entries) });
        let answer = identity_api::batch_patch_identities(&self.admin, batch(vec![entry("bo"), entry("cy"), entry("bo")])).await?;
        let entries = answer.identities.unwrap_or_default();
        let ids: Vec<_> = entries.iter().filter_map(|entry| entry.identity.clone()).collect();
        ensure(entries.len() == 3 && ids.len() == 2, "two of three entries are created")?;
        ensure(entries[2].action == Some(models::identity_patch_response::ActionEnum::Error), "the third is refused by itself")?;
        let refused = identity_api::batch_patch_identities(&self.admin, batch(vec![models::IdentityPatch::new(); 1001])).await;
        refusal(refused, 400, |error| matches!(error, identity_api::BatchPatchIdentitiesError::Status400(_)))?;
        for id in ids {
            identity_api::delete_identity(&self.admin, &id).await?;
        }
        self.done("batch_patch_identities", "2 created, 1 refused");
        Ok(())
    }

    pub(super) async fn delete(&mut self, id: &str) -> Result<(), Failure> {
        identity_api::delete_identity(&self.admin, id).await?;
        let refused = identity_api::delete_identity(&self.admin, id).await;
        refusal(refused, 404, |error| matches!(error, identity_api::DeleteIdentityError::Status404(_)))?;
        self.done("delete_identity", id);
        Ok(())
    }
}

fn password_and_account(run: &str) -> models::IdentityWithCredentials {
    let password = models::IdentityWithCredentialsPasswordConfig { password: Some(super::sessions::PASSWORD.into()), ..Default::default() };
    let account = models::IdentityWithCredentialsOidcConfigProvider::new("github".into(), run.into());
    models::IdentityWithCredentials {
        password: Some(Box::new(models::IdentityWithCredentialsPassword { config: Some(Box::new(password)) })),
        oidc: Some(Box::new(models::IdentityWithCredentialsOidc {
            config: Some(Box::new(models::IdentityWithCredentialsOidcConfig { providers: Some(vec![account]) })),
        })),
        saml: None,
    }
}
