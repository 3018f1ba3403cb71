//! The way of systems that cannot exchange folders, which the system that runs the tests may never
//! take by itself.
#![allow(clippy::unwrap_used)]

use super::swap::Way;
use super::*;

fn put(target: &Path, turn: &Turn, text: &str) -> Result<Published, ZolaError> {
    let output = Output::prepare(target, turn)?;
    fs::create_dir(output.fresh()).unwrap();
    fs::write(output.fresh().join("index.html"), text).unwrap();
    output.publish_by(Way::Aside)
}

#[test]
fn one_after_the_other_ends_as_an_exchange_does() {
    let place = tempfile::tempdir().unwrap();
    let turn = Turn::wait(place.path(), &mut |_| ()).unwrap();
    let target = place.path().join("public");
    assert!(!put(&target, &turn, "one").unwrap().replaced);
    assert!(put(&target, &turn, "two").unwrap().replaced);
    assert_eq!(fs::read_to_string(target.join("index.html")).unwrap(), "two");
    let names: Vec<_> =
        fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "the lock and the site: {names:?}");
}

#[test]
fn a_new_site_that_cannot_be_moved_in_gives_way_to_the_old() {
    let place = tempfile::tempdir().unwrap();
    let turn = Turn::wait(place.path(), &mut |_| ()).unwrap();
    let target = place.path().join("public");
    put(&target, &turn, "one").unwrap();
    let output = Output::prepare(&target, &turn).unwrap();
    // There is no new site, so only the second rename fails.
    let error = swap::put(&output.bench, &output.target, Way::Aside).unwrap_err();
    assert!(error.to_string().contains("could not put the site in place"), "{error}");
    assert_eq!(fs::read_to_string(target.join("index.html")).unwrap(), "one");
}
