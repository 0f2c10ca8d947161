//! Generated documents, compared with what lies in `tests/golden/asyncapi`; `UPDATE_GOLDEN=1` writes them.

use apigen_generator_asyncapi::{Options, generate};

use crate::support::{all, root};

#[test]
fn documents_are_as_recorded() {
    let output = generate(&all(), &Options::default());
    let folder = root().join("tests/golden/asyncapi");
    for (path, file) in output.files.iter() {
        let path = folder.join(path);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &file.text).unwrap();
        }
        let recorded = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(recorded == file.text, "{} is not current: UPDATE_GOLDEN=1 writes it\n{}", path.display(), file.text);
    }
    assert_eq!(output.skips, []);
}

#[test]
fn one_namespace_can_be_asked_for() {
    let options = Options { namespaces: vec!["io.acme.user.v0".to_owned()] };
    let output = generate(&all(), &options);
    let files: Vec<_> = output.files.iter().map(|(path, _)| path.to_string()).collect();
    assert_eq!(files, ["io-acme-user-v0.json"]);
}
