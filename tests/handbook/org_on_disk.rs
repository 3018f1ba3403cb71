//! Reading `org/` from disk, whatever is there.

use std::fs;
use std::path::Path;

use snapbox::prelude::*;
use snapbox::{assert_data_eq, str};
use zola_handbook::diagnostics::Diagnostics;
use zola_handbook::metadata::Strictness;
use zola_handbook::org::{Org, parse, read};
use zola_handbook::root::RepoPath;

use crate::support::org::human;

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read_and_parse(root: &Path) -> (Org, String) {
    let folder = RepoPath::new("site/org").unwrap();
    let (files, found) = read(&root.join("site/org"), &folder);
    let (org, problems) = parse(&folder, files, Strictness::Today);
    let all: Diagnostics = found.into_iter().chain(problems).collect();
    (org, human(&all))
}

#[test]
fn a_handbook_without_org_has_nobody_and_no_mistake() {
    let root = tempfile::tempdir().unwrap();
    let (org, told) = read_and_parse(root.path());
    assert!(org.people.is_empty());
    assert_eq!(told, "");
}

#[test]
fn files_are_read_with_their_paths_from_the_repository_s_root() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "site/org/people/ada.toml", "name = \"Ada\"\n");
    write(root.path(), "site/org/reviews/a/b.toml", "date = 2026-01-01\nby = \"ada\"\n");
    write(root.path(), "site/org/people/.gitkeep", "");
    let (org, told) = read_and_parse(root.path());
    assert_eq!(told, "");
    let ada = org.people.values().next().unwrap();
    assert_eq!(ada.place.path().as_str(), "site/org/people/ada.toml");
    assert_eq!(org.reviews.keys().next().unwrap().as_str(), "a/b");
}

#[test]
fn an_org_that_is_a_file_is_told() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "site/org", "x");
    assert_data_eq!(
        read_and_parse(root.path()).1,
        str![[r#"
error[org/file-for-folder]: this is a file, and a folder is wanted there
--> site/org
 = help: make it a folder with people/, teams/ and features/ in it, or move it away

1 error

"#]]
    );
}

#[test]
fn a_folder_where_a_file_is_wanted_and_a_file_of_ten_megabytes_are_told() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "site/org/people/ada.toml/x.toml", "name = \"Ada\"\n");
    write(root.path(), "site/org/people/big.toml", &"#".repeat(10 * 1024 * 1024));
    write(root.path(), "site/org/features/x.toml", "name = \"X\"\ncaptain = \"big\"\n");
    write(root.path(), "site/org/features/y.toml", "name = \"Y\"\ncaptain = \"ada\"\n");
    assert_data_eq!(
        read_and_parse(root.path()).1,
        str![[r#"
error[org/folder-for-file]: this is a folder, and a file is wanted there
--> site/org/people/ada.toml
 = help: make it a TOML file, or give the folder a name without .toml

error[org/too-large]: this is larger than 1024 KiB, so it is not read
--> site/org/people/big.toml
 = help: see whether it is the file that you meant

2 errors

"#]]
    );
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_only_to_a_file_inside_the_repository() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "secret.toml", "name = \"Secret\"\n");
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "roster/ada.toml", "name = \"Ada\"\n");
    write(root.path(), "site/org/people/bob.toml", "name = \"Bob\"\n");
    let people = root.path().join("site/org/people");
    symlink("../../../roster/ada.toml", people.join("ada.toml")).unwrap();
    symlink(outside.path().join("secret.toml"), people.join("eve.toml")).unwrap();
    symlink("nowhere.toml", people.join("gone.toml")).unwrap();
    symlink("loop.toml", people.join("loop.toml")).unwrap();
    symlink("../../roster", root.path().join("site/org/teams")).unwrap();
    let (org, told) = read_and_parse(root.path());
    assert_eq!(org.people.keys().map(|id| id.as_str()).collect::<Vec<_>>(), ["ada", "bob"]);
    assert_data_eq!(
        told,
        str![[r#"
error[org/link-outside]: this is a link that leaves the repository, so it is not followed
--> site/org/people/eve.toml
 = help: put the file itself here

error[org/broken-link]: this is a link that leads nowhere
--> site/org/people/gone.toml
 = help: put the file itself here, or remove the link

error[org/broken-link]: this is a link that leads nowhere
--> site/org/people/loop.toml
 = help: put the file itself here, or remove the link

error[org/link-to-folder]: this is a link to a folder, so it is not followed
--> site/org/teams
 = help: put the files here

4 errors

"#]]
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "site/org/people/ada.toml", "name = \"Ada\"\n");
    let path = root.path().join("site/org/people/ada.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let (_, told) = read_and_parse(root.path());
    if fs::read(&path).is_ok() {
        // Whoever runs this may read everything, as root does.
        assert_eq!(told, "");
    } else {
        assert_data_eq!(
            told,
            str![[r#"
error[org/unreadable]: this cannot be read: permission denied
--> site/org/people/ada.toml
 = help: see that it is there and that you may read it

1 error

"#]]
        );
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for_and_a_foreign_name_is_shown_in_bytes() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let root = tempfile::tempdir().unwrap();
    let people = root.path().join("site/org/people");
    fs::create_dir_all(&people).unwrap();
    let pipe = people.join("pipe.toml");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RWXU).unwrap();
    fs::write(people.join(OsStr::from_bytes(b"ren\xe9.toml")), "name = \"R\"\n").unwrap();
    fs::write(people.join("x\u{1b}[2J.toml"), "name = \"R\"\n").unwrap();
    assert_data_eq!(
        read_and_parse(root.path()).1,
        str![[r#"
error[org/not-a-file]: this is neither a file nor a folder, so it is not read
--> site/org/people/pipe.toml
 = help: move it out of org/

error[org/bad-id]: `ren\xe9`, the name of this file, cannot be an id
--> site/org/people/ren\xe9.toml
 = help: ids are of a to z, 0 to 9 and -: rename the file to ren-xe9.toml

error[org/bad-id]: `x␛[2J`, the name of this file, cannot be an id
--> site/org/people/x␛[2J.toml
 = help: ids are of a to z, 0 to 9 and -: rename the file to x-2j.toml

3 errors

"#]]
        .raw()
    );
}
