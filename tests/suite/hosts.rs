//! Files that hosts ask for: GitHub Pages, Netlify, Cloudflare Pages.

use crate::site::{How, Outcome, build, build_as, check};

fn with(settings: &str) -> Outcome {
    build(&format!("-- site.yaml --\ntitle: T\nbase_url: https://x.org/\n{settings}"))
}

fn host_files(outcome: &Outcome) -> Vec<&str> {
    let names = [".nojekyll", "CNAME", "_headers", "_redirects"];
    names.into_iter().filter(|name| outcome.files.contains_key(*name)).collect()
}

#[test]
fn each_host_gets_its_files_and_github_is_the_default() {
    assert_eq!(host_files(&with("")), [".nojekyll"]);
    assert_eq!(host_files(&with("hosts: [netlify]\ncname: x.org\n")), ["_headers", "_redirects"]);
    let both = with("hosts: [github, cloudflare]\ncname: X.org\n");
    assert_eq!(host_files(&both), [".nojekyll", "CNAME", "_headers", "_redirects"]);
    assert_eq!((both.page(".nojekyll"), both.page("CNAME")), ("", "X.org\n"));
    assert_eq!(both.codes(), [""; 0]);
}

#[test]
fn files_for_hosts_are_no_addresses() {
    let outcome = with("hosts: [github, netlify]\ncname: x.org\n");
    let urls: Vec<&str> = outcome.page("data/urls.txt").lines().collect();
    assert!(urls.contains(&"/") && urls.contains(&"/robots.txt"));
    for name in host_files(&outcome) {
        assert!(!urls.contains(&format!("/{name}").as_str()), "{name}");
    }
}

#[test]
fn a_domain_is_a_bare_name_and_the_base_url_is_its_root() {
    check(
        "
-- site.yaml --
title: T
base_url: https://x.github.io/digest/
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[cname-mismatch]: `base_url` is not the root of the domain `x.org`
cname: x.org
",
    );
    check(
        "
-- site.yaml --
title: T
base_url: https://x.org/digest/
          ^^^^^^^^^^^^^^^^^^^^^ warning[cname-mismatch]: `base_url` is not the root of the domain `x.org`
cname: x.org
",
    );
    for name in ["https://x.org", "x.org/digest", "x", "x..org", "x.org:80", "a b.org"] {
        let carets = "^".repeat(name.len());
        check(&format!(
            "-- site.yaml --\ntitle: T\nbase_url: /\ncname: {name}\n       {carets} error[wrong-type]: `{name}` is not a domain\n"
        ));
    }
}

#[test]
fn a_site_may_ask_for_versions_of_this_program() {
    let this = env!("CARGO_PKG_VERSION");
    for asked in ["\">=0.1\"".to_owned(), this.to_owned(), format!("\"={this}\"")] {
        check(&format!("-- site.yaml --\ntitle: T\nbase_url: /\ndateline: {asked}\n"));
    }
    let message = format!("this site is for versions of Dateline other than this one, {this}");
    for asked in ["\">=1000\"", "\"<0.0.1\"", "1000"] {
        let carets = "^".repeat(asked.len());
        check(&format!(
            "-- site.yaml --\ntitle: T\nbase_url: /\ndateline: {asked}\n          {carets} error[other-version]: {message}\n"
        ));
    }
    for asked in ["new", "0.2 or 0.3", "v0.2"] {
        let carets = "^".repeat(asked.len());
        check(&format!(
            "-- site.yaml --\ntitle: T\nbase_url: /\ndateline: {asked}\n          {carets} error[wrong-type]: `{asked}` does not say which versions\n"
        ));
    }
}

#[test]
fn the_page_for_what_is_not_there_works_at_any_depth_of_a_project_site() {
    let site = "-- site.yaml --\ntitle: T\n-- content/pages/about.md --\n---\ntitle: About\n---\n";
    let outcome = build_as(site, How { base: Some("https://x.github.io/digest"), ..How::default() });
    let page = outcome.page("404.html");
    let links = page.split("href=\"").chain(page.split("src=\"")).filter(|part| !part.starts_with('<'));
    let links: Vec<&str> = links.map(|part| part.split('"').next().unwrap()).collect();
    assert!(links.contains(&"/digest/") && links.contains(&"/digest/static/style.css"), "{links:?}");
    for link in links {
        let in_site = link.starts_with("/digest/") || link.starts_with("https://x.github.io/digest/");
        assert!(in_site || link.starts_with('#'), "{link}");
    }
}
