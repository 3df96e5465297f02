use super::*;
use selfsame_config::model::AfterMethod;

fn hooks(of_method: Vec<Hook>) -> Hooks {
    let rules = AfterMethod { hooks: of_method, ..AfterMethod::default() };
    let after =
        After { hooks: vec![Hook::RevokeActiveSessions], methods: BTreeMap::from([("profile".to_owned(), rules)]), ..After::default() };
    Hooks::new(&Before::default(), &after)
}

#[test]
fn a_methods_list_replaces_the_flows_list() {
    let hooks = hooks(vec![Hook::ShowVerificationUi]);
    assert!(matches!(hooks.after("profile"), [Hook::ShowVerificationUi]));
    assert!(matches!(hooks.after("password"), [Hook::RevokeActiveSessions]));
    assert!(hooks.before_storing("password").is_empty(), "the flow's list is not asked before anything is stored");
}

#[test]
fn a_list_with_nothing_to_run_afterwards_replaces_nothing() {
    for of_method in [vec![], vec![Hook::VerifyNewAddress]] {
        assert!(matches!(hooks(of_method).after("profile"), [Hook::RevokeActiveSessions]));
    }
}
