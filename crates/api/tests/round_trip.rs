//! Whatever a wire type holds survives its encoding.

use proptest::prelude::*;
use selfsame_api::flow::{ContinueWith, ContinueWithFlow, FlowState, FlowType, LoginFlow};
use selfsame_api::session::{Aal, AuthenticationMethod, Device, SessionMethod};
use selfsame_api::ui::{Group, InputKind, Node, UiContainer, UiText, UiTextKind};
use selfsame_api::{AddressId, DeviceId, FlowId, IdentityId, MessageId, SessionId, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use uuid::Uuid;

fn survives<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap_or_else(|error| panic!("{value:?}: {error}"));
    let read: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(&read, value, "{text}");
}

/// The years 1 to 9999, which RFC 3339 can write.
fn time() -> impl Strategy<Value = Timestamp> {
    (Timestamp::ZERO.micros()..=253_402_300_799_999_999).prop_map(Timestamp::from_micros)
}

fn message() -> impl Strategy<Value = UiText> {
    let kind = proptest::sample::select(&[UiTextKind::Info, UiTextKind::Error, UiTextKind::Success][..]);
    (any::<u32>(), kind, ".{0,20}", proptest::option::of("[a-z]{1,8}")).prop_map(|(id, kind, text, key)| UiText {
        id,
        text: text.into(),
        kind,
        context: key.map(|key| serde_json::Map::from_iter([(key, Value::from(1))])),
    })
}

fn node() -> impl Strategy<Value = Node> {
    let group =
        proptest::sample::select(&[Group::Default, Group::Password, Group::LookupSecret, Group::IdentifierFirst, Group::Webauthn][..]);
    let kind = proptest::sample::select(&[InputKind::Text, InputKind::DatetimeLocal, InputKind::Submit, InputKind::Hidden][..]);
    let flags = (any::<bool>(), any::<bool>());
    (
        group,
        kind,
        ".{0,12}",
        flags,
        proptest::option::of(".{0,12}"),
        proptest::collection::vec(message(), 0..3),
        proptest::option::of(message()),
    )
        .prop_map(|(group, kind, name, (required, disabled), value, messages, label)| {
            let mut node = Node::input(group, name, kind).with(|input| {
                input.required = required;
                input.disabled = disabled;
                input.value = value.map(Value::from);
                input.label.clone_from(&label);
            });
            node.messages = messages;
            node.meta.label = label;
            node
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn times(time in time()) {
        survives(&time);
        prop_assert_eq!(time.to_string().parse(), Ok(time));
    }

    #[test]
    fn ids(bytes in any::<[u8; 16]>()) {
        survives(&IdentityId::from_random(bytes));
        survives(&SessionId::from_random(bytes));
        survives(&FlowId::from_random(bytes));
        survives(&AddressId::from_random(bytes));
        survives(&DeviceId::from_random(bytes));
        let id = MessageId::from_random(bytes);
        survives(&id);
        prop_assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn parts_of_sessions(time in time(), bytes in any::<[u8; 16]>(), provider in proptest::option::of(".{0,12}"), agent in proptest::option::of(".{0,30}")) {
        for method in [SessionMethod::Password, SessionMethod::LookupSecret, SessionMethod::CodeRecovery, SessionMethod::Oidc] {
            let organization = provider.is_some().then(|| Uuid::from_bytes(bytes));
            survives(&AuthenticationMethod { method, aal: Aal::Aal2, completed_at: time, provider: provider.clone(), organization });
        }
        survives(&Device { id: DeviceId::from_random(bytes), ip_address: agent.clone(), user_agent: agent, location: provider });
    }

    #[test]
    fn nodes_and_messages(node in node(), message in message()) {
        survives(&node);
        survives(&message);
    }

    #[test]
    fn flows(id in any::<[u8; 16]>(), at in time(), nodes in proptest::collection::vec(node(), 0..4), messages in proptest::collection::vec(message(), 0..3), url in ".{0,20}") {
        let flow = LoginFlow {
            id: FlowId::from_random(id),
            organization_id: None,
            kind: FlowType::Browser,
            expires_at: at,
            issued_at: at,
            request_url: url.clone(),
            return_to: Some(url.clone()),
            active: None,
            ui: UiContainer { action: url.clone(), method: "POST".into(), nodes, messages },
            created_at: at,
            updated_at: at,
            refresh: true,
            requested_aal: Aal::Aal1,
            session_token_exchange_code: None,
            state: FlowState::ChooseMethod,
            transient_payload: None,
            identity_schema: Some(url.clone()),
        };
        survives(&flow);
        survives(&ContinueWith::SetOrySessionToken { ory_session_token: url.clone() });
        survives(&ContinueWith::ShowSettingsUi { flow: ContinueWithFlow { id: flow.id, verifiable_address: None, url: Some(url) } });
    }
}
