//! What the bytes are: text, or something else, by content and never by name.

use crate::error::{Error, ErrorKind, Result};

/// Files that are no text, by how they begin.
const PICTURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"RIFF", "WebP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
];

/// Archives, by how they begin.
const ARCHIVES: &[(&[u8], &str, &str)] = &[
    (b"\x1f\x8b", "gzip within gzip", "双重 gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip", "7-Zip"),
    (b"Rar!", "RAR", "RAR"),
    (b"\x28\xb5\x2f\xfd", "Zstandard", "Zstandard"),
    (b"BZh", "bzip2", "bzip2"),
    (b"\xfd7zXZ", "xz", "xz"),
];

/// Finds out from the beginning of a file what it is.
///
/// # Errors
/// [`ErrorKind::NotText`] and [`ErrorKind::Unsupported`] name what the file is
/// and how to make a table of it.
pub(super) fn identify(sample: &[u8]) -> Result<()> {
    for (magic, name) in PICTURES {
        if sample.starts_with(magic) {
            return Err(not_text(&format!("a {name} picture"), &format!("一张 {name} 图片")));
        }
    }
    let begins = |magic: &[u8]| sample.starts_with(magic);
    if begins(b"%PDF") {
        return Err(not_text("a PDF document", "一份 PDF 文档"));
    }
    if begins(b"{\\rtf") {
        return Err(not_text("a text document (RTF)", "一份文字文档（RTF）"));
    }
    for (magic, en, zh) in ARCHIVES {
        if begins(magic) {
            return Err(unsupported(
                &format!("a {en} archive"),
                "Unpack it and open the file inside.",
                &format!("一个 {zh} 压缩包"),
                "请先解压，再打开其中的文件。",
            ));
        }
    }
    Ok(())
}

/// Finds out that a text may be a table.
///
/// # Errors
/// As [`identify`].
pub(super) fn check_text(text: &str) -> Result<()> {
    let head = text.trim_ascii_start().as_bytes();
    let begins = |start: &&[u8]| head.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    if [&b"<html"[..], b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head"]
        .iter()
        .any(begins)
    {
        return Err(spreadsheet(
            "a web page or XML (some shops name it .xls)",
            "网页或 XML（有些店铺后台会命名为 .xls）",
        ));
    }
    let list = head.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    if list.is_some_and(|list| list.starts_with(b"[")) {
        return Err(unsupported(
            "JSON whose rows are lists",
            "Export it with objects, where each value stands beside its name, or as CSV.",
            "以列表为行的 JSON",
            "请导出为对象形式（每个值都带名称），或导出为 CSV。",
        ));
    }
    Ok(())
}

fn not_text(en: &str, zh: &str) -> Error {
    Error::new(
        ErrorKind::NotText,
        format!("This is not a table but {en}. Open a CSV file or a workbook of orders or customers."),
        format!("这不是表格，而是{zh}。请打开订单或客户的 CSV 文件或工作簿。"),
    )
}

fn spreadsheet(en: &str, zh: &str) -> Error {
    unsupported(
        en,
        "Open it in Excel or another spreadsheet and save it as “CSV UTF-8 (comma delimited)”.",
        zh,
        "请用 Excel 等表格软件打开，另存为“CSV UTF-8（逗号分隔）”。",
    )
}

fn unsupported(en: &str, way_out_en: &str, zh: &str, way_out_zh: &str) -> Error {
    Error::new(
        ErrorKind::Unsupported,
        format!("This is {en}, which is not read here. {way_out_en}"),
        format!("这是{zh}，此处无法读取。{way_out_zh}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_text_are_named() {
        for (bytes, kind, name) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], ErrorKind::NotText, "PNG"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", ErrorKind::NotText, "JPEG"),
            (b"GIF89a\x01\0", ErrorKind::NotText, "GIF"),
            (b"%PDF-1.7", ErrorKind::NotText, "PDF"),
            (b"{\\rtf1\\ansi", ErrorKind::NotText, "RTF"),
            (b"\x1f\x8b\x08\0", ErrorKind::Unsupported, "gzip"),
            (b"Rar!\x1a\x07", ErrorKind::Unsupported, "RAR"),
        ] {
            let error = identify(bytes).unwrap_err();
            assert_eq!(error.kind(), kind, "{name}");
            assert!(error.to_string().contains(name), "{name}: {error}");
        }
        assert!(identify("客户,金额".as_bytes()).is_ok() && identify(b"").is_ok());
    }

    #[test]
    fn texts_that_are_no_table_are_named() {
        for (text, name) in [
            ("<!DOCTYPE html><table>", "web page"),
            (" <HTML>", "web page"),
            (" [ [\"customer\",\"date\"],[\"a\",5]]", "rows are lists"),
        ] {
            let error = check_text(text).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Unsupported, "{name}");
            assert!(error.to_string().contains(name), "{name}: {error}");
        }
        assert!(check_text("a,b\n").is_ok() && check_text("客").is_ok());
    }
}
