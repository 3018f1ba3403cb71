//! A finished site takes the place of the one before, and of nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;
use zola_handbook::zola::{MARKER, Outcome, Output, Turn, ZolaError};

use crate::support::zola::{Site, all};

/// A handbook's folder with the working folder in it.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".handbook")).unwrap();
        Self { folder }
    }

    fn public(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    fn turn(&self) -> Turn {
        Turn::wait(&self.folder.path().join(".handbook"), &mut |_| ()).unwrap()
    }

    /// Publishes a site of one file.
    fn publish(&self, text: &str) -> Result<bool, ZolaError> {
        let turn = self.turn();
        let output = Output::prepare(&self.public(), &turn)?;
        write_site(&output.fresh(), text);
        let published = output.publish()?;
        assert!(published.left_behind.is_none());
        assert_eq!(published.path, self.public());
        Ok(published.replaced)
    }

    /// What is published; nothing where there is no site.
    fn published(&self) -> Option<String> {
        fs::read_to_string(self.public().join("index.html")).ok()
    }

    /// Everything in the handbook's folder but the working folder.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.filter(|name| name != ".handbook").collect();
        names.sort();
        names
    }

    /// What a killed build left beside the target.
    fn bench(&self) -> PathBuf {
        let bench = self.folder.path().join(".public.handbook-killed");
        fs::create_dir(&bench).unwrap();
        fs::write(bench.join("lock"), "").unwrap();
        bench
    }
}

fn write_site(folder: &Path, text: &str) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("index.html"), text).unwrap();
}

#[test]
fn a_first_site_is_put_in_place_and_marked() {
    let place = Place::new();
    assert!(!place.publish("one").unwrap());
    assert_eq!(place.published().unwrap(), "one");
    assert!(place.public().join(MARKER).is_file());
    assert_eq!(place.names(), ["public"]);
}

#[test]
fn a_second_site_takes_the_place_of_the_whole_first() {
    let place = Place::new();
    place.publish("one").unwrap();
    fs::write(place.public().join("gone.html"), "").unwrap();
    assert!(place.publish("two").unwrap());
    assert_eq!(place.published().unwrap(), "two");
    assert!(!place.public().join("gone.html").exists());
    assert_eq!(place.names(), ["public"]);
}

#[test]
fn an_empty_folder_is_taken() {
    let place = Place::new();
    fs::create_dir(place.public()).unwrap();
    place.publish("one").unwrap();
    assert_eq!(place.published().unwrap(), "one");
}

#[test]
fn folders_above_the_target_are_made() {
    let place = Place::new();
    let turn = place.turn();
    let target = place.folder.path().join("out/of/the/way");
    let output = Output::prepare(&target, &turn).unwrap();
    write_site(&output.fresh(), "one");
    output.publish().unwrap();
    assert!(target.join("index.html").is_file());
}

#[test]
fn a_folder_of_somebody_elses_is_refused_by_name_and_kept() {
    let place = Place::new();
    write_site(&place.public(), "precious");
    let error = place.publish("one").unwrap_err();
    assert!(matches!(&error, ZolaError::Foreign { path, .. } if *path == place.public()));
    let error = error.to_string();
    assert!(error.contains("it holds files, and no `.handbook-output`"), "{error}");
    assert!(error.contains("choose another output folder"), "{error}");
    assert_eq!(place.published().unwrap(), "precious");
    assert_eq!(place.names(), ["public"]);
}

#[test]
fn a_folder_whose_marker_is_not_a_file_is_somebody_elses() {
    let place = Place::new();
    fs::create_dir_all(place.public().join(MARKER)).unwrap();
    assert!(matches!(place.publish("one"), Err(ZolaError::Foreign { .. })));
}

#[test]
fn a_file_in_the_targets_place_is_refused() {
    let place = Place::new();
    fs::write(place.public(), "precious").unwrap();
    assert!(place.publish("one").unwrap_err().to_string().contains("it is a file"));
    assert_eq!(fs::read_to_string(place.public()).unwrap(), "precious");
}

#[test]
fn a_path_without_a_name_is_refused() {
    let place = Place::new();
    let turn = place.turn();
    for path in ["/", "/tmp/.."] {
        let error = Output::prepare(Path::new(path), &turn).unwrap_err();
        assert!(matches!(error, ZolaError::Foreign { .. }), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_refused_wherever_it_leads() {
    for marked in [true, false] {
        let (place, elsewhere) = (Place::new(), tempfile::tempdir().unwrap());
        let kept = elsewhere.path().join("site");
        write_site(&kept, "precious");
        if marked {
            fs::write(kept.join(MARKER), "").unwrap();
        }
        std::os::unix::fs::symlink(&kept, place.public()).unwrap();
        let error = place.publish("one").unwrap_err().to_string();
        assert!(error.contains("it is a symbolic link"), "{error}");
        assert_eq!(fs::read_to_string(kept.join("index.html")).unwrap(), "precious");
    }
    let place = Place::new();
    std::os::unix::fs::symlink("/nowhere/at/all", place.public()).unwrap();
    assert!(place.publish("one").unwrap_err().to_string().contains("it is a symbolic link"));
}

#[cfg(unix)]
#[test]
fn a_link_inside_an_old_site_is_removed_and_not_followed() {
    let (place, elsewhere) = (Place::new(), tempfile::tempdir().unwrap());
    write_site(elsewhere.path(), "precious");
    place.publish("one").unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), place.public().join("link")).unwrap();
    place.publish("two").unwrap();
    assert!(elsewhere.path().join("index.html").is_file());
    assert!(!place.public().join("link").exists());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_an_error_that_names_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    place.publish("one").unwrap();
    let folder = place.folder.path();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    let refused = fs::write(folder.join("probe"), "").is_err();
    let result = place.publish("two");
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    if !refused {
        eprintln!("SKIPPED: this user may write where nobody may");
        return;
    }
    let error = result.unwrap_err().to_string();
    assert!(error.contains(&folder.display().to_string()), "{error}");
    assert_eq!(place.published().unwrap(), "one");
}

#[test]
fn a_build_that_is_given_up_leaves_the_old_site_and_nothing_else() {
    let place = Place::new();
    place.publish("one").unwrap();
    let turn = place.turn();
    let output = Output::prepare(&place.public(), &turn).unwrap();
    write_site(&output.fresh(), "half");
    drop(output);
    assert_eq!(place.published().unwrap(), "one");
    assert_eq!(place.names(), ["public"]);
}

#[test]
fn a_build_that_made_nothing_is_not_published() {
    let place = Place::new();
    place.publish("one").unwrap();
    let turn = place.turn();
    let output = Output::prepare(&place.public(), &turn).unwrap();
    assert!(matches!(output.publish(), Err(ZolaError::Io { .. })));
    assert_eq!(place.published().unwrap(), "one");
}

#[test]
fn a_target_that_became_somebody_elses_during_the_build_is_kept() {
    let place = Place::new();
    let turn = place.turn();
    let output = Output::prepare(&place.public(), &turn).unwrap();
    write_site(&output.fresh(), "one");
    write_site(&place.public(), "precious");
    assert!(matches!(output.publish(), Err(ZolaError::Foreign { .. })));
    assert_eq!(place.published().unwrap(), "precious");
    assert_eq!(place.names(), ["public"]);
}

#[test]
fn a_build_that_was_killed_while_zola_wrote_leaves_nothing_to_the_next() {
    let place = Place::new();
    place.publish("one").unwrap();
    write_site(&place.bench().join("site"), "half");
    assert_eq!(place.published().unwrap(), "one", "before the next run, too");
    place.publish("two").unwrap();
    assert_eq!(place.published().unwrap(), "two");
    assert_eq!(place.names(), ["public"]);
}

#[test]
fn a_build_that_was_killed_between_two_renames_is_restored_even_if_the_next_one_fails() {
    let place = Place::new();
    place.publish("one").unwrap();
    let bench = place.bench();
    fs::rename(place.public(), bench.join("old")).unwrap();
    write_site(&bench.join("site"), "new");
    assert_eq!(place.published(), None);
    let turn = place.turn();
    let output = Output::prepare(&place.public(), &turn).unwrap();
    assert_eq!(place.published().unwrap(), "one");
    drop(output);
    assert_eq!(place.published().unwrap(), "one");
    assert_eq!(place.names(), ["public"]);
}

#[test]
fn a_build_that_was_killed_before_the_old_site_was_removed_stays_published() {
    let place = Place::new();
    place.publish("new").unwrap();
    write_site(&place.bench().join("old"), "old");
    let turn = place.turn();
    drop(Output::prepare(&place.public(), &turn).unwrap());
    assert_eq!(place.published().unwrap(), "new");
    assert_eq!(place.names(), ["public"]);
}

#[test]
fn a_build_that_was_killed_at_birth_is_cleared_and_a_folder_of_that_name_with_files_is_not() {
    let place = Place::new();
    fs::create_dir(place.folder.path().join(".public.handbook-born")).unwrap();
    write_site(&place.folder.path().join(".public.handbook-mine"), "precious");
    place.publish("one").unwrap();
    assert_eq!(place.names(), [".public.handbook-mine", "public"]);
}

#[test]
fn what_a_living_build_is_making_is_left_alone() {
    let place = Place::new();
    let other = tempfile::tempdir().unwrap();
    let turn = Turn::wait(other.path(), &mut |_| ()).unwrap();
    let living = Output::prepare(&place.public(), &turn).unwrap();
    write_site(&living.fresh(), "theirs");
    place.publish("ours").unwrap();
    assert!(living.fresh().join("index.html").is_file());
    living.publish().unwrap();
    assert_eq!(place.published().unwrap(), "theirs");
    assert_eq!(place.names(), ["public"]);
}

#[test]
fn a_second_build_says_that_it_waits_and_then_waits() {
    let place = Place::new();
    let work = place.folder.path().join(".handbook");
    let turn = place.turn();
    let (told, heard) = mpsc::channel();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| {
            let _turn = Turn::wait(&work, &mut |said| told.send(said.to_owned()).unwrap());
            place.published()
        });
        let said = heard.recv_timeout(Duration::from_secs(60)).expect("the second build waits");
        assert_eq!(said, "another build of this handbook is running; waiting for it");
        let output = Output::prepare(&place.public(), &turn).unwrap();
        write_site(&output.fresh(), "first");
        output.publish().unwrap();
        drop(turn);
        assert_eq!(second.join().unwrap().unwrap(), "first");
    });
}

#[test]
fn there_is_always_a_site_to_be_seen_while_builds_follow_each_other() {
    let place = Place::new();
    place.publish("0").unwrap();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let (mut seen, mut missed) = (0u32, 0u32);
            while !stop.load(Ordering::Relaxed) {
                seen += 1;
                missed += u32::from(!place.public().is_dir());
            }
            (seen, missed)
        });
        let builders: Vec<_> = (1..4)
            .map(|builder| {
                let place = &place;
                scope.spawn(move || {
                    for round in 0..10 {
                        place.publish(&format!("{builder}.{round}")).unwrap();
                    }
                })
            })
            .collect();
        for builder in builders {
            builder.join().unwrap();
        }
        stop.store(true, Ordering::Relaxed);
        let (seen, missed) = reader.join().unwrap();
        assert!(seen > 0);
        if cfg!(any(target_os = "linux", target_vendor = "apple")) {
            assert_eq!(missed, 0, "of {seen} looks");
        }
    });
    assert!(place.published().is_some());
    assert_eq!(place.names(), ["public"]);
}

#[test]
fn zolas_own_failure_keeps_the_old_site() {
    let place = Place::new();
    place.publish("one").unwrap();
    let site = Site::new().with("templates/page.html", "{{ page.nope }}");
    for zola in all() {
        let turn = place.turn();
        let output = Output::prepare(&place.public(), &turn).unwrap();
        let fresh = output.fresh();
        let request = zola_handbook::zola::BuildRequest {
            staged: site.root(),
            output: &fresh,
            drafts: false,
            turn: None,
        };
        assert!(matches!(zola.build(&request).unwrap(), Outcome::Refused(_)));
        drop(output);
        assert_eq!(place.published().unwrap(), "one");
        assert_eq!(place.names(), ["public"]);
    }
}
