//! Generated schemas, compared with what lies in `tests/golden/sql`; `UPDATE_GOLDEN=1` writes them.

use apigen_generator_sql::{Options, generate};

use crate::support::{definitions, repository, root};

#[test]
fn schemas_are_as_recorded() {
    let output = generate(&repository(&definitions(&["kinds.json", "names.json"])), &Options::default());
    let folder = root().join("tests/golden/sql");
    for (path, file) in output.files.iter() {
        let path = folder.join(path);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &file.text).unwrap();
        }
        let recorded = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(recorded == file.text, "{} is not current: UPDATE_GOLDEN=1 writes it\n{}", path.display(), file.text);
    }
    let skips: Vec<_> = output.skips.iter().map(|it| format!("{}: {}", it.construct, it.reason)).collect();
    assert_eq!(skips, SKIPS);
}

const SKIPS: [&str; 0] = [];
