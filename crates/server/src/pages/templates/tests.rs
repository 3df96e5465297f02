use super::*;
use minijinja::context;
use selfsame_testkit::TempFolder;

fn folder(file: &str, text: &str) -> TempFolder {
    let folder = TempFolder::new("templates");
    std::fs::write(folder.path().join(file), text).expect("the file");
    folder
}

#[test]
fn the_built_in_templates_compile() {
    let failure = compile(&[]).err().map(|error| format!("{error:#}"));
    assert_eq!(failure, None);
}

#[test]
fn a_template_of_the_operator_stands_in_for_the_built_in_one_and_escapes() {
    let folder = folder("logout.html", "Bye, {{ name }}");
    let templates = Templates::load(Some(folder.path())).expect("good templates");
    assert_eq!(templates.render("logout.html", context! { name => "<b>" }).expect("a page"), "Bye, &lt;b&gt;");
}

#[test]
fn a_template_that_does_not_compile_is_refused_with_its_place() {
    let folder = folder("logout.html", "fine\n{% if %}");
    let refused = Templates::load(Some(folder.path())).err().expect("a broken template").to_string();
    assert!(refused.contains("logout.html, line 2"), "{refused}");
}

#[test]
fn a_template_that_stands_in_for_none_is_refused() {
    let folder = folder("lgout.html", "");
    let refused = Templates::load(Some(folder.path())).err().expect("an unknown name").to_string();
    assert!(refused.contains("lgout.html") && refused.contains("logout.html,"), "{refused}");
}
