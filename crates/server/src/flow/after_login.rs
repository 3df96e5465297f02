//! What the configured hooks ask of a proven sign-in before it counts: a verified address, or a message to one that is not.

use super::verification::{AddressChange, Cause, Caused, note_sent, to_verify};
use crate::http::error::{ApiError, ApiResult};
use crate::http::public::visit::Visit;
use selfsame_api::flow::{ContinueWith, FlowType};
use selfsame_api::identity::VerifiableAddress;
use selfsame_api::session::Aal;
use selfsame_api::text;
use selfsame_api::ui::UiText;
use selfsame_config::model::Hook;
use selfsame_core::Ctx;
use selfsame_core::csrf::CsrfToken;
use selfsame_core::flow::Flow;
use selfsame_core::flow::login::Login;
use selfsame_store::ops::identities::IdentityRow;
use selfsame_store::{StoreError, Tx};
use serde_json::{Map, Value};

/// A sign-in about to count.
pub struct Proven<'a> {
    pub flow: &'a Flow<Login>,
    pub method: &'static str,
    /// As the sign-in leaves it: the address that a code proved is verified.
    pub identity: &'a IdentityRow,
    /// The token of the browser that goes on.
    pub owner: Option<CsrfToken>,
    pub payload: Option<&'a Map<String, Value>>,
}

/// What the hooks say.
pub enum Verdict {
    Counts(Verifications),
    /// A message in the flow.
    Refused(UiText),
    /// No address is verified: this verification comes first.
    Unverified(Verifications),
}

/// The verifications that a sign-in causes, and whether the client is told.
#[derive(Clone, Default)]
pub struct Verifications {
    caused: Vec<Caused>,
    noted: Option<AddressChange>,
    is_shown: bool,
}

/// Asks the hooks in their order.
pub fn ask(visit: &Visit, ctx: &mut Ctx<'_>, proven: &Proven<'_>) -> ApiResult<Verdict> {
    let features = visit.selfservice().settings.features;
    let mut verifications = Verifications::default();
    for hook in visit.selfservice().settings.login.hooks.after(proven.method) {
        match hook {
            Hook::RequireVerifiedAddress => {
                if let Some(verdict) = require_verified(visit, ctx, proven)? {
                    return Ok(verdict);
                }
            }
            Hook::Verification if proven.flow.details.requested_aal == Aal::Aal1 => {
                let asked = to_verify(visit, &addresses(proven.identity)?);
                verifications = Verifications::of(visit, ctx, proven, &asked)?;
                verifications.is_shown = features.show_every_verification;
            }
            Hook::ShowVerificationUi => verifications.is_shown = true,
            // These have nothing to do here, or are asked elsewhere.
            Hook::Verification
            | Hook::Session
            | Hook::WebHook(_)
            | Hook::RevokeActiveSessions
            | Hook::VerifyNewAddress
            | Hook::NotifyPreviousAddresses(_)
            | Hook::B2bSso
            | Hook::Organization => {}
        }
    }
    Ok(Verdict::Counts(verifications))
}

/// None if any address is verified.
fn require_verified(visit: &Visit, ctx: &mut Ctx<'_>, proven: &Proven<'_>) -> ApiResult<Option<Verdict>> {
    let is_told_in_flow = visit.selfservice().settings.features.refuse_unverified_in_flow;
    let addresses = addresses(proven.identity)?;
    if addresses.iter().any(|address| address.verified) || (is_told_in_flow && proven.method != "password") {
        return Ok(None);
    }
    if is_told_in_flow {
        return Ok(Some(Verdict::Refused(text::ADDRESS_NOT_VERIFIED)));
    }
    let Some(address) = to_verify(visit, &addresses).into_iter().next() else {
        // Kratos: 500, `invalid_configuration`.
        tracing::warn!(
            identity.id = %proven.identity.id,
            "a sign-in needs a verified address (hook require_verified_address), but the account has none that can be verified"
        );
        return Ok(Some(Verdict::Refused(text::ADDRESS_NOT_VERIFIED)));
    };
    // The browser keeps its token, as nobody signs in: the verification belongs to it under that one.
    let proven = Proven { owner: visit.csrf(), ..*proven };
    match Verifications::of(visit, ctx, &proven, &[address]) {
        Ok(verifications) => Ok(Some(Verdict::Unverified(verifications))),
        // The method that verifies addresses is off.
        Err(error) if error.status.is_client_error() => {
            let reason = error.body.reason.unwrap_or(error.body.message);
            Ok(Some(Verdict::Refused(text::generic_error(&reason))))
        }
        Err(error) => Err(error),
    }
}

fn addresses(identity: &IdentityRow) -> ApiResult<Vec<VerifiableAddress>> {
    let broken = |error| StoreError::Corrupt(format!("the addresses of {} do not parse: {error}", identity.id));
    Ok(serde_json::from_str(&identity.verifiable_addresses).map_err(broken)?)
}

impl Verifications {
    fn of(visit: &Visit, ctx: &mut Ctx<'_>, proven: &Proven<'_>, asked: &[VerifiableAddress]) -> ApiResult<Self> {
        let Proven { flow, identity, owner, payload, .. } = proven;
        let cause = Cause {
            kind: flow.kind,
            request_url: &flow.request_url,
            return_to: flow.return_to.as_deref(),
            owner: *owner,
            payload: *payload,
        };
        let caused: ApiResult<Vec<Caused>> = asked.iter().map(|address| Caused::new(visit, ctx, &cause, identity, address)).collect();
        let noted = AddressChange::of_all(identity, |address| {
            if asked.iter().any(|asked| asked.id == address.id) {
                note_sent(address, visit.now);
            }
        });
        Ok(Self { caused: caused?, noted: noted?, is_shown: false })
    }

    pub fn is_empty(&self) -> bool {
        self.caused.is_empty()
    }

    /// Stores them, in the unit of work of the sign-in, which has read the identity as it is.
    pub async fn write(&self, tx: &mut Tx<'_>) -> selfsame_store::Result<()> {
        if let Some(noted) = &self.noted {
            noted.write(tx).await?;
        }
        for caused in &self.caused {
            caused.write(tx).await?;
        }
        Ok(())
    }

    /// What a client is told.
    pub fn continue_with(&self, visit: &Visit, kind: FlowType) -> Vec<ContinueWith> {
        let shown = if self.is_shown { &self.caused[..] } else { &[] };
        shown.iter().map(|caused| caused.continue_with(visit, kind == FlowType::Browser)).collect()
    }

    /// Where a browser goes instead of where the sign-in leads.
    pub fn page(&self, visit: &Visit) -> Option<String> {
        self.caused.first().filter(|_| self.is_shown).map(|caused| caused.page(visit))
    }

    /// What who has no verified address is told: even native clients get the page.
    pub fn demand(&self, visit: &Visit) -> ApiResult<(ContinueWith, String)> {
        let first = self.caused.first().ok_or_else(|| ApiError::internal("a verification is demanded that nothing began"))?;
        Ok((first.continue_with(visit, true), first.page(visit)))
    }
}
