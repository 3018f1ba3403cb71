use crate::support::attack::repository;
use crate::support::program::at;
use crate::support::zola::all;

#[test]
fn an_attack_in_every_string_runs_nowhere_on_the_site() {
    let repo = repository();
    for zola in all() {
        let ran = at(repo.path(), zola, &["build"]).run();
        eprintln!("{ran}");
        let kept = tempfile::tempdir().unwrap().keep();
        std::process::Command::new("cp").arg("-r").arg(repo.path()).arg(&kept).status().unwrap();
        eprintln!("{}", kept.display());
    }
}
