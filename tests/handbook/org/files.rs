//! Files that are misnamed, misplaced, or hold no text.

use snapbox::{assert_data_eq, str};
use zola_handbook::metadata::Strictness;
use zola_handbook::org::{LARGEST, parse};
use zola_handbook::root::RepoPath;

use crate::support::org::{SOUND, file, human, parsed, told_besides};

#[test]
fn a_file_whose_name_cannot_be_an_id_is_told_with_one_that_can() {
    assert_data_eq!(
        told_besides(&[
            ("people/Cleo Zed.toml", "name = \"C\"\n"),
            ("teams/日本.toml", "name = \"N\"\n"),
            ("features/x.TOML", "name = \"X\"\n"),
            ("approvals/007.toml", "x = 1\n"),
            ("approvals/seven.toml", "x = 1\n"),
        ]),
        str![[r#"
error[org/bad-id]: `007` is not the number of a pull request
--> org/approvals/007.toml
 = help: a file of org/approvals/ is called by that number: 7.toml

error[org/bad-id]: `seven` is not the number of a pull request
--> org/approvals/seven.toml
 = help: a file of org/approvals/ is called by that number: 7.toml

error[org/bad-name]: `x.TOML` is not read, since its ending is not `.toml` in small letters
--> org/features/x.TOML
 = help: rename it to x.toml

error[org/bad-id]: `Cleo Zed`, the name of this file, cannot be an id
--> org/people/Cleo Zed.toml
 = help: ids are of a to z, 0 to 9 and -: rename the file to cleo-zed.toml

error[org/bad-id]: `日本`, the name of this file, cannot be an id
--> org/teams/日本.toml
 = help: ids are of a to z, 0 to 9 and -

5 errors

"#]]
    );
}

#[test]
fn ids_that_differ_only_in_capitals_are_told_as_one_person_twice() {
    assert_data_eq!(
        told_besides(&[("people/Ada.toml", "name = \"Ada\"\n")]),
        str![[r#"
error[org/bad-id]: `Ada.toml` and `ada.toml` differ only in capitals, so they would be one
--> org/people/Ada.toml
 |
note: the other one is here
--> org/people/ada.toml
help: keep one of the two files

1 error

"#]]
    );
}

#[test]
fn a_stray_file_is_warned_of_and_not_read() {
    assert_data_eq!(
        told_besides(&[
            ("notes.txt", "x"),
            ("person/x.toml", "x"),
            ("people/photo.png", "x"),
            ("people/old/x.toml", "x"),
            ("ownreship.toml", "x"),
            (".gitkeep", ""),
            ("people/.gitkeep", ""),
        ]),
        str![[r#"
warning[org/stray-file]: `notes.txt` is not a file of org/, so it is not read
--> org/notes.txt
 = help: the files of org/ itself are company.toml and ownership.toml

warning[org/stray-file]: `ownreship.toml` is not a file of org/, so it is not read
--> org/ownreship.toml
 = help: did you mean `ownership.toml`?

warning[org/stray-file]: org/people/ has no folders in it, so this is not read
--> org/people/old/x.toml
 = help: put it into org/people/ itself

warning[org/stray-file]: `photo.png` is not a TOML file, so it is not read
--> org/people/photo.png
 = help: rename it so that it ends with .toml, or move it out of org/

warning[org/stray-file]: `person/` is not a folder of org/, so this is not read
--> org/person/x.toml
 = help: the folders of org/ are people/, teams/, features/, reviews/, approvals/

5 warnings

"#]]
    );
}

#[test]
fn a_file_where_a_folder_is_wanted_is_told() {
    assert_data_eq!(
        told_besides(&[("features", "x")]),
        str![[r#"
error[org/file-for-folder]: `features` is a file, and a folder is wanted there
--> org/features
 = help: make it a folder that holds one file for each of the features

1 error

"#]]
    );
}

#[test]
fn files_that_hold_no_text_are_told_and_their_ids_stay_known() {
    let mut files: Vec<_> = SOUND.iter().map(|(path, text)| file(path, text.as_bytes())).collect();
    files.push(file("people/empty.toml", b" \n\t"));
    files.push(file("people/latin.toml", b"# a\nname = \"Ren\xe9\"\n"));
    files.push(file("teams/large.toml", &vec![b'#'; usize::try_from(LARGEST).unwrap() + 1]));
    files.push(file(
        "features/login.toml",
        b"name = \"Login\"\ncaptain = \"latin\"\nteam = \"large\"\nproduct_manager = \"empty\"\n",
    ));
    let (org, problems) = parse(&RepoPath::new("org").unwrap(), files, Strictness::Today);
    assert_eq!(org.people.len(), 2);
    assert_data_eq!(
        human(&problems),
        str![[r#"
error[org/empty-file]: this file is empty
--> org/people/empty.toml
 = help: write what it is about, or remove it

error[org/not-utf8]: line 2 is not UTF-8 text: it holds the byte 0xe9
--> org/people/latin.toml
 = help: save the file as UTF-8

error[org/too-large]: this is larger than 1024 KiB, so it is not read
--> org/teams/large.toml
 = help: see whether it is the file that you meant

3 errors

"#]]
    );
}

#[test]
fn a_long_line_is_cut_around_what_is_wrong() {
    let many = "\"ada\", ".repeat(40);
    let more = many.repeat(20);
    let text = format!("name = \"Growth\"\ngoals = [{many} 7, {many}]\nmetrics = [{more} 8]\n");
    let (_, problems) = parsed(&[("teams/growth.toml", &text)], Strictness::Today);
    let wrong = problems.into_iter().filter(|one| one.code == "metadata/wrong-type").collect();
    assert_data_eq!(
        human(&wrong),
        str![[r#"
error[metadata/wrong-type]: `goals` wants a text or a list of texts, and this one is a whole number
 --> org/teams/growth.toml:2:291
  |
2 | ...", "ada", "ada", "ada", "ada", "ada",  7, "ada", "ada", "ada", "ada", "ada", "ad...
  |                                           ^
  |
  = help: for example: goals = ["Half the load time"]

error[metadata/wrong-type]: `metrics` wants a text or a list of texts, and this one is a whole number
  |
3 | ...", "ada", "ada", "ada", "ada", "ada",  8]
  |                                           ^
  |
  = note: org/teams/growth.toml:3:5613 is a long line
  = help: for example: metrics = ["Load time at the 95th percentile"]

2 errors

"#]]
    );
}
