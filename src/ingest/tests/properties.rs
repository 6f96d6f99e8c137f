//! What must hold for every file.

use proptest::prelude::*;

use crate::error::Result;
use crate::ingest::{Import, ImportParams, import};
use crate::table::AttributeValues;
use crate::workspace::Workspace;

/// Everything about a workspace, as text.
fn whole(workspace: &Result<Workspace>) -> String {
    match workspace {
        Ok(workspace) => format!("{:?} {}", workspace.import(), content(workspace)),
        Err(error) => format!("{error:?}"),
    }
}

pub(super) fn content(workspace: &Workspace) -> String {
    // Where a line stands in its file is all that the order of rows may change.
    let mut text = format!("{:?}", workspace.content());
    if let Some((before, rest)) = text.split_once(" places: Some([") {
        let after = rest.split_once("])").map_or("", |(_, after)| after);
        text = format!("{before}{after}");
    }
    text
}

pub(super) fn sliced(bytes: &[u8], slices: &[usize]) -> Result<Workspace> {
    let mut import = Import::new("f", ImportParams::default());
    let mut rest = bytes;
    for &length in slices.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (slice, later) = rest.split_at(length.min(rest.len()));
        import.push(slice)?;
        rest = later;
    }
    import.finish()
}

/// A file of orders with everything that goes wrong in one.
pub(super) fn orders() -> impl Strategy<Value = Vec<String>> {
    let customer = prop_oneof![6 => "c[1-9]", 1 => Just(String::new()), 1 => "\"c,\n1\"", 1 => "\"c"];
    let date = prop_oneof![4 => "[1-9]/[1-9]/2024", 3 => "(1[3-9]|2[0-8])/[1-9]/2024", 1 => "[1-9]/(1[3-9])/24", 2 => "2024-0[1-9]-1[0-9]", 1 => "x", 1 => Just(String::new())];
    let amount = prop_oneof![6 => "-?[0-9]{1,3}(\\.[0-9]{1,5})?", 1 => "x|\"1,2\"|\"1,234\\.5\"|1\\.250|\"1,250\""];
    proptest::collection::vec((customer, date, amount).prop_map(|(c, d, a)| format!("{c},{d},{a}")), 1..40)
}

pub(super) fn file(rows: &[String]) -> Vec<u8> {
    format!("customer,date,amount\nc0,2024-01-01,1\n{}", rows.join("\n")).into_bytes()
}

proptest! {
    #[test]
    fn slices_do_not_matter(rows in orders(), slices in proptest::collection::vec(1_usize..30, 1..8)) {
        let file = file(&rows);
        prop_assert_eq!(whole(&sliced(&file, &slices)), whole(&import("f", &file, ImportParams::default())));
    }

    #[test]
    fn every_row_is_kept_or_rejected(rows in orders()) {
        let workspace = import("f", &file(&rows), ImportParams::default());
        let report = workspace.as_ref().unwrap().import();
        prop_assert_eq!(report.rows_read, report.rows_kept + report.rows_rejected);
        prop_assert_eq!(report.rows_kept, workspace.as_ref().unwrap().orders().unwrap().len() as u64);
        prop_assert_eq!(report.rows_rejected, report.rejected.len() as u64);
        prop_assert!(report.rejected.is_sorted_by_key(|row| row.line));
    }

    #[test]
    fn the_order_of_rows_does_not_matter(rows in orders(), turn in 0_usize..40) {
        // A quote that is open takes whatever line follows it.
        let mut rows: Vec<String> = rows.into_iter().filter(|row| row.matches('"').count() % 2 == 0).collect();
        // Where no number shows which one is the day, the order of the rows may.
        rows.push("c0,27/12/2024,1".into());
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        let [a, b] = [rows, turned].map(|rows| content(&import("f", &file(&rows), ImportParams::default()).unwrap()));
        prop_assert_eq!(a, b);
    }

    #[test]
    fn the_order_of_customers_does_not_matter(rows in proptest::collection::vec(("[ab]?[0-9]", "[xy]|NA", "[0-9]{1,2}"), 2..30), turn in 0_usize..30) {
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        let [a, b] = [rows, turned].map(|rows| {
            let rows: Vec<String> = rows.iter().map(|(id, level, number)| format!("{id},{level},{number}\n")).collect();
            let file = format!("customer,level,number\n{}", rows.concat());
            let workspace = import("f", file.as_bytes(), ImportParams::default()).unwrap();
            let report = workspace.import();
            assert_eq!(report.rows_read, report.rows_kept);
            content(&workspace)
        });
        prop_assert_eq!(a, b);
    }

    #[test]
    fn any_bytes_are_imported_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[a-c0-9,;\"/\n\r\t .|-]{0,120}", slice in 1_usize..50) {
        for bytes in [&bytes, text.as_bytes()] {
            let imported = import("f", bytes, ImportParams::default());
            if let Ok(workspace) = &imported {
                let report = workspace.import();
                prop_assert_eq!(report.rows_read, report.rows_kept + report.rows_rejected);
            }
            prop_assert_eq!(whole(&sliced(bytes, &[slice])), whole(&imported));
        }
    }
}

/// Larger than the sample, so that the plan is made before the file ends.
#[test]
fn slices_of_a_large_file_do_not_matter() {
    let mut file = b"customer;date;amount\n".to_vec();
    for row in 0..60_000_u32 {
        file.extend(format!("c{};{}/{}/2024;{},{}\n", row % 977, row % 28 + 1, row % 12 + 1, row % 90, row % 7).bytes());
        if row % 9_000 == 5 {
            file.extend(b"\"open;1/1/2024;5\n;1/1/2024;5\nc1;\"1/1/\n2024\";5\n");
        }
    }
    assert!(file.len() > 1 << 20);
    let expected = whole(&import("f", &file, ImportParams::default()));
    for slices in [&[1 << 20][..], &[(1 << 20) + 1], &[4_097, 13], &[300_000]] {
        assert_eq!(whole(&sliced(&file, slices)), expected, "{slices:?}");
    }
}

#[test]
fn a_failed_import_stays_failed() {
    let mut failing = Import::new("f.csv", ImportParams::default());
    let picture = [b"\x89PNG\r\n\x1a\n".to_vec(), vec![0; 1 << 21]].concat();
    let first = failing.push(&picture).unwrap_err();
    assert_eq!(failing.push(b"customer,date,amount\n").unwrap_err(), first);
    assert_eq!(failing.finish().unwrap_err(), first);
}

#[test]
fn rows_without_an_id_stand_in_the_order_of_their_content() {
    let workspace = import("f", b"city,age\nY,1.5\nX,9.5\nY,1.5\nX,2.5\n", ImportParams::default()).unwrap();
    let Some(table) = &workspace.content().customers else {
        unreachable!()
    };
    assert_eq!(**table.ids, ["4", "2", "1", "3"]);
    assert_eq!(
        table.attribute("city").unwrap().values,
        AttributeValues::Category {
            codes: vec![Some(0), Some(0), Some(1), Some(1)],
            levels: vec!["X".into(), "Y".into()],
        }
    );
}
