use super::*;
use serde_json::json;

fn fields() -> Map<String, Value> {
    let fields = json!({
        "To": "ann@example.org",
        "Code": "123456",
        "Minutes": 15,
        "Link": "https://id.example.org/x?a=1&b=2",
        "Identity": {"traits": {"name": "Ann <b>", "tags": ["x", "y"]}, "verified": false},
        "TransientPayload": {},
    });
    fields.as_object().cloned().unwrap()
}

fn rendered(source: &str, escape: Escape) -> Result<String, String> {
    let template = Template::parse("t", source, &[]).map_err(|error| error.to_string())?;
    template.render(&fields(), escape).map_err(|error| error.to_string())
}

#[track_caller]
fn gives(source: &str, expected: &str) {
    assert_eq!(rendered(source, Escape::Text).as_deref(), Ok(expected), "{source}");
}

#[track_caller]
fn fails(source: &str, reason: &str) {
    let error = rendered(source, Escape::Text).expect_err(source);
    assert!(error.contains(reason), "{source}: {error}");
}

#[test]
fn fields_are_printed() {
    gives("Hi {{ .To }}, {{.Code}}!", "Hi ann@example.org, 123456!");
    gives("{{ .Identity.traits.name }} {{ $.Minutes }}", "Ann <b> 15");
    gives("{{ .Identity.traits.tags }} {{ .Identity.traits.missing }}", "[x y] <no value>");
    gives("{{ .TransientPayload }}", "map[]");
}

#[test]
fn trimming_and_comments_leave_nothing() {
    gives("a\n  {{- /* note }} */ -}}\n b", "ab");
    gives("a {{- .Code -}} b", "a123456b");
    gives("{{/* one */}}x", "x");
    gives("{{ \"}}\" }}", "}}");
}

#[test]
fn branches_are_taken() {
    gives("{{if .Identity.verified}}yes{{else if gt .Minutes 10}}long{{else}}no{{end}}", "long");
    gives("{{with .Identity.traits}}{{.name}}{{else}}none{{end}}", "Ann <b>");
    gives("{{with .Identity.nothing}}{{.}}{{else}}none{{end}}", "none");
    gives("{{range $i, $tag := .Identity.traits.tags}}{{$i}}={{$tag}} {{end}}", "0=x 1=y ");
    gives("{{range .Identity.traits.tags}}{{if eq . \"y\"}}{{break}}{{end}}{{.}}{{end}}", "x");
    gives("{{range .TransientPayload}}x{{else}}empty{{end}}", "empty");
}

#[test]
fn variables_live_in_their_block() {
    gives("{{$n := 1}}{{if true}}{{$n = 2}}{{$m := 3}}{{$m}}{{end}}{{$n}}", "32");
    fails("{{if true}}{{$m := 3}}{{end}}{{$m}}", "no variable $m");
}

#[test]
fn templates_use_templates() {
    gives("{{define \"greet\"}}Hi {{.}}{{end}}{{template \"greet\" .To}}", "Hi ann@example.org");
    gives("{{block \"b\" .Code}}<{{.}}>{{end}}", "<123456>");
    let other = [("parts", "{{define \"part\"}}from elsewhere{{end}}")];
    let template = Template::parse("t", "{{template \"part\"}}", &other).unwrap();
    assert_eq!(template.render(&fields(), Escape::Text).unwrap(), "from elsewhere");
    fails("{{define \"a\"}}{{template \"a\"}}{{end}}{{template \"a\"}}", "too deeply");
}

#[test]
fn functions_and_pipelines() {
    gives("{{ .Code | printf \"%s-%d\" .To 7 | upper }}", "ANN@EXAMPLE.ORG-7");
    gives("{{ .Identity.traits.missing | default \"friend\" }}", "friend");
    gives("{{ join \", \" .Identity.traits.tags }} {{ len .Code }} {{ index .Identity.traits.tags 1 }}", "x, y 6 y");
    gives("{{ (index .Identity \"traits\").name | trunc 3 }}", "Ann");
    gives("{{ and .Code .Minutes }} {{ or .Identity.verified .Code }} {{ not .Code }}", "15 123456 false");
    gives("{{ if and (eq .Code \"123456\") (ne .Minutes 1) }}ok{{ end }}", "ok");
    gives("{{ toJson .Identity.traits.tags }} {{ title \"two words\" }} {{ add 1 2 3 }}", "[\"x\",\"y\"] Two Words 6");
}

#[test]
fn mistakes_are_named_with_their_line() {
    assert_eq!(rendered("a\n\n{{ .Nothing }}", Escape::Text).unwrap_err(), "t, line 3: this message has no field Nothing");
    fails("{{ env \"HOME\" }}", "no function \"env\"");
    fails("{{ if .Code }}", "has no {{end}}");
    fails("{{ .Code", "no }}");
    fails("{{ end }}", "without a beginning");
    fails("{{ .Code.deep }}", "a text has no deep");
    fails("{{ .Identity.no.deep }}", "is not there");
    fails("{{ index .Identity.traits.tags 9 }}", "no entry 9");
}

#[test]
fn html_is_escaped_where_the_value_stands() {
    let html = |source: &str| rendered(source, Escape::Html);
    assert_eq!(html("<p>{{.Identity.traits.name}}</p>").unwrap(), "<p>Ann &lt;b&gt;</p>");
    assert_eq!(html("<a href=\"{{.Link}}\">x</a>").unwrap(), "<a href=\"https://id.example.org/x?a=1&amp;b=2\">x</a>");
    assert_eq!(html("<a href='{{ \"javascript:alert(1)\" }}'>").unwrap(), "<a href='#unsafe-address'>");
    assert_eq!(
        html("<a title=\"{{ \"javascript:\" }}\" HREF=\"{{ \" JavaScript:x\" }}\">").unwrap(),
        "<a title=\"javascript:\" HREF=\"#unsafe-address\">"
    );
    assert_eq!(html("<!-- {{.Code}} --><i>{{.Code}}</i>").unwrap(), "<!--  --><i>123456</i>");
    for refused in
        ["<script>{{.Code}}</script>", "<style>{{.Code}}</style>", "<b onclick=\"{{.Code}}\">", "<b {{.Code}}>", "<b class={{.Code}}>"]
    {
        assert!(html(refused).is_err(), "{refused}");
    }
    assert_eq!(html("<style>b { x: y }</style>{{.Code}}").unwrap(), "<style>b { x: y }</style>123456");
}

#[test]
fn a_template_cannot_run_away() {
    let many = "{{range .Identity.traits.tags}}".repeat(20) + "x" + &"{{end}}".repeat(20);
    assert!(rendered(&many, Escape::Text).is_err());
    assert!(rendered("{{ repeat 1000000 .To }}", Escape::Text).is_err());
    let deep = "{{if true}}".repeat(500) + &"{{end}}".repeat(500);
    assert!(rendered(&deep, Escape::Text).is_err());
    let parens = format!("{{{{ {}1{} }}}}", "(".repeat(5000), ")".repeat(5000));
    assert!(rendered(&parens, Escape::Text).is_err());
}

proptest::proptest! {
    #[test]
    fn parsing_and_rendering_never_panic(source in "(\\{\\{|\\}\\}|[-\"`.$|(): a-z<>=/*]|if |end|range |else| \\.Code|define \"a\"){0,40}") {
        if let Ok(template) = Template::parse("t", &source, &[]) {
            let _ = template.render(&fields(), Escape::Html);
        }
    }
}
