use serde_json::{Value, json};

use super::*;

fn round_trip<T: serde::Serialize + serde::de::DeserializeOwned>(value: &Value) -> Value {
    serde_json::to_value(serde_json::from_value::<T>(value.clone()).unwrap()).unwrap()
}

#[test]
fn a_login_flow_with_every_kind_of_node_decodes_and_keeps_its_members() {
    let text = json!({"id": 1070004, "text": "Id", "type": "info"});
    let node = |attributes: Value, kind: &str| json!({"type": kind, "group": "default", "messages": [], "meta": {"label": text}, "attributes": attributes});
    let flow = json!({
        "id": "f", "type": "api", "expires_at": "2026-01-01T00:00:00Z", "issued_at": "2026-01-01T00:00:00Z", "request_url": "u",
        "state": "choose_method", "requested_aal": "aal1", "organization_id": null,
        "ui": {"action": "a", "method": "POST", "nodes": [
            node(json!({"node_type": "input", "name": "identifier", "type": "text", "value": null, "required": true, "disabled": false,
                "autocomplete": "username webauthn", "onloadTrigger": "oryPasskeyLoginAutocompleteInit"}), "input"),
            node(json!({"node_type": "text", "id": "t", "text": text}), "text"),
            node(json!({"node_type": "img", "id": "i", "src": "s", "width": 1, "height": 2}), "img"),
            node(json!({"node_type": "a", "id": "i", "href": "h", "title": text}), "a"),
            node(json!({"node_type": "script", "id": "i", "src": "s", "async": true, "crossorigin": "anonymous",
                "integrity": "x", "nonce": "n", "referrerpolicy": "no-referrer", "type": "text/javascript"}), "script"),
            node(json!({"node_type": "div", "id": "i", "class": "c", "data": {"k": "v"}}), "div"),
        ]},
    });
    let decoded: LoginFlow = serde_json::from_value(flow.clone()).unwrap();
    let UiNodeAttributes::Input(input) = decoded.ui.nodes[0].attributes.as_ref() else { panic!("an input") };
    assert_eq!(input.value, Some(None));
    assert_eq!(input.onload_trigger, Some(ui_node_input_attributes::OnloadTriggerEnum::OryPasskeyLoginAutocompleteInit));
    assert_eq!(serde_json::to_value(&decoded).unwrap(), flow);
}

#[test]
fn a_submission_carries_its_method_once_and_reads_back() {
    let body = UpdateLoginFlowBody::Password(Box::new(UpdateLoginFlowWithPasswordMethod::new("me".into(), String::new(), "secret".into())));
    let text = serde_json::to_string(&body).unwrap();
    assert_eq!(text.matches("\"method\"").count(), 1);
    let read: UpdateLoginFlowBody = serde_json::from_str(&text).unwrap();
    assert!(matches!(read, UpdateLoginFlowBody::Password(inner) if inner.method == "password" && inner.identifier == "me"));
}

#[test]
fn an_unknown_tag_is_an_error_that_names_it() {
    let error = serde_json::from_value::<ContinueWith>(json!({"action": "dance"})).unwrap_err();
    assert!(error.to_string().contains("dance"), "{error}");
}

#[test]
fn absent_null_and_set_metadata_stay_apart() {
    for metadata in [json!({}), json!({"metadata_admin": null}), json!({"metadata_admin": {"a": 1}})] {
        let mut body = json!({"schema_id": "person", "traits": {}});
        body.as_object_mut().unwrap().extend(metadata.as_object().unwrap().clone());
        assert_eq!(round_trip::<CreateIdentityBody>(&body), body);
    }
}

#[test]
fn a_batch_answer_with_null_entries_decodes() {
    let answer: BatchPatchIdentitiesResponse =
        serde_json::from_value(json!({"identities": [null, {"action": "create", "identity": "i"}]})).unwrap();
    let entries = answer.identities.unwrap();
    assert_eq!(entries[0], IdentityPatchResponse::new());
    assert_eq!(entries[1].action, Some(identity_patch_response::ActionEnum::Create));
}

#[test]
fn a_text_message_decodes_under_either_name() {
    for kind in ["sms", "phone"] {
        assert_eq!(serde_json::from_value::<CourierMessageType>(json!(kind)).unwrap(), CourierMessageType::Phone);
    }
}

#[test]
fn constructors_and_words_are_those_of_the_published_crate() {
    let flow = VerificationFlow::new("id".into(), None, "api".into(), UiContainer::new("a".into(), "POST".into(), vec![]));
    assert_eq!(flow.ui.method, "POST");
    let identity = Identity { state: Some(identity::StateEnum::Inactive), ..Identity::new("i".into(), "s".into(), "u".into(), None) };
    assert_eq!(identity.state.map(|state| state.to_string()).as_deref(), Some("inactive"));
    assert_eq!(AuthenticatorAssuranceLevel::default(), AuthenticatorAssuranceLevel::Aal0);
    assert_eq!(message::TemplateTypeEnum::default(), message::TemplateTypeEnum::RecoveryInvalid);
}

#[test]
fn a_form_without_nodes_may_say_null() {
    let form: UiContainer = serde_json::from_value(json!({"action": "a", "method": "POST", "nodes": null})).unwrap();
    assert_eq!(form.nodes, []);
}
