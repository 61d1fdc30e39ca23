//! Every problem at its place. One test or more for each code.

use crate::site::{build, check};

#[test]
fn misspelt_ids_are_reported_where_they_stand() {
    let outcome = check(
        r#"
-- content/storylines/peace-talks.md --
---
title: Talks
---
-- content/people/zelensky.md --
---
name: Zelensky
---
-- content/briefings/2025-12-22-talks.md --
---
title: Talks
date: 2025-12-22
storylines: [peace-tlaks]
             ^^^^^^^^^^^ error[unknown-id]: no storyline is called `peace-tlaks`
about: [zelenski]
        ^^^^^^^^ error[unknown-id]: no dossier is called `zelenski`
sumary: x
^^^^^^ error[misspelt-key]: there is no key `sumary` here
---
Crews [[peace-tlaks]] met again.
      ^^^^^^^^^^^^^^^ error[unknown-id]: nothing is called `peace-tlaks`
"#,
    );
    let help: Vec<_> = outcome.problems.iter().map(|problem| problem.help.as_deref().unwrap()).collect();
    assert_eq!(
        help,
        [
            "did you mean `peace-talks`? (content/storylines/peace-talks.md)",
            "did you mean `zelensky`? (content/people/zelensky.md)",
            "did you mean `summary`?",
            "did you mean `peace-talks`? (content/storylines/peace-talks.md)",
        ]
    );
}

#[test]
fn five_broken_files_give_all_their_problems_in_one_run() {
    let outcome = build(
        "
-- content/briefings/2025-12-22-a.md --
---
title: Talks: day two
date: 2025-12-40
---
-- content/briefings/2025-12-22-b.md --
---
title: B
date: 2025-12-23
---
[gone](gone.md)
-- content/briefings/2025-12-22-c.md --
---
title: C
date: 2025-12-22
titel: D
draft: maybe
---
-- content/briefings/2025-12-22-d.md --
No front matter.
-- content/briefings/2025-12-22-e.md --
---
title: E
date: 2025-12-22
",
    );
    let codes: Vec<_> = outcome.codes().into_iter().filter(|c| !["no-storyline", "missing-summary"].contains(c)).collect();
    assert_eq!(
        codes,
        [
            "bad-yaml", "bad-date", "date-mismatch", "broken-link", "misspelt-key", "wrong-type", "missing-key",
            "missing-key", "unclosed-front-matter",
        ]
    );
}
