//! From two repositories to a report.

use apigen_model::{Repository, fingerprint};

use crate::changes::{Changes, Draft};
use crate::matching::Matching;
use crate::uses::{TypeWeights, UsesOf, of_pair};
use crate::{Category, Change, Options, Profile, Report, Uses, advice, group};

/// Compares what was with what is to be. Only files with [`apigen_model::Role::Checked`] are judged; the others are
/// there for them to refer to.
pub fn compare(old: &Repository, new: &Repository, options: &Options) -> Report {
    let matching = Matching::new(old, new);
    let mut changes = Changes::default();
    match options.profile {
        Profile::Recommended => crate::walk::walk(&matching, &TypeWeights::new(old, new), &mut changes),
        Profile::Apibuilder => crate::apibuilder::walk(&matching, &mut changes),
    }
    let advice = advice::advise(&matching, &changes);
    let mut drafts = changes.drafts;
    select(&mut drafts, options.category);
    let (mut old_uses, mut new_uses) = (UsesOf::new(old), UsesOf::new(new));
    let finished = drafts.into_iter().map(|it| {
        let uses = it.ty.map(|ty| of_pair(&mut old_uses, &mut new_uses, ty)).unwrap_or_default();
        (it.rule, change(it, uses))
    });
    Report { groups: group::groups(finished.collect()), advice }
}

/// Leaves the impacts that somebody asked for, and the changes that have one.
fn select(drafts: &mut Vec<Draft>, selected: Category) {
    for draft in drafts.iter_mut() {
        draft.impacts.retain(|it| it.category.is_within(selected));
    }
    drafts.retain(|it| !it.impacts.is_empty());
}

fn change(draft: Draft, uses: Uses) -> Change {
    let arguments: Vec<&str> = draft.arguments.iter().map(String::as_str).collect();
    let fingerprint = fingerprint(draft.rule.id, &draft.path, &arguments);
    Change {
        subject: draft.subject,
        namespace: draft.namespace,
        resource: draft.resource,
        path: draft.path,
        what: draft.what,
        arguments: draft.arguments,
        impacts: draft.impacts,
        uses,
        old: draft.old,
        new: draft.new,
        fingerprint,
    }
}

#[cfg(test)]
mod tests {
    use apigen_model::{NoImports, Role, Settings, SourceFile};

    use super::*;

    fn repository(operations: [&str; 2]) -> Repository {
        let resource = |it: &&str| format!(r#"{{ "type": "a", "plural": "as", "operations": [{it}] }}"#);
        let resources = operations.iter().map(resource).collect::<Vec<_>>().join(", ");
        let text = format!(
            r#"{{ "name": "a", "apidoc": {{ "version": "1" }}, "models": [{{ "name": "a", "plural": "as", "fields": [] }}],
                "resources": [{resources}] }}"#
        );
        let file = SourceFile { path: "a.json".to_owned(), bytes: text.into_bytes(), role: Role::Checked };
        Repository::build(vec![file], &Settings::default(), &NoImports)
    }

    #[test]
    fn what_a_second_resource_of_a_type_loses_is_told() {
        let (get, delete) = (r#"{ "method": "GET", "path": "/as" }"#, r#"{ "method": "DELETE", "path": "/as" }"#);
        let report = compare(&repository([get, delete]), &repository([get, ""]), &Options::default());
        let told: Vec<_> = report.groups.iter().map(|it| it.rule.id).collect();
        assert_eq!(told, ["operation-removed"]);
    }
}
