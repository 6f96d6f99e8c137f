//! What the bytes are: text, and in which encoding, or something else.

use crate::error::{Error, ErrorKind, Result};

/// The mark some programs put before UTF-8 text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

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

/// Finds out that a file is UTF-8 text; says how many bytes to pass over
/// before it.
///
/// # Errors
/// [`ErrorKind::NotText`] and [`ErrorKind::Unsupported`] name what the file is
/// and how to make a table of it.
pub(super) fn text_start(sample: &[u8]) -> Result<usize> {
    for (magic, name) in PICTURES {
        if sample.starts_with(magic) {
            return Err(not_text(&format!("a {name} picture"), &format!("一张 {name} 图片")));
        }
    }
    known_format(sample)?;
    let start = if sample.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len()
    } else {
        0
    };
    let text = &sample[start..];
    if let Some(place) = text.iter().position(|&byte| byte == 0) {
        return Err(not_text("a program's own format", "某种程序的专用格式").at_byte((start + place) as u64));
    }
    let control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a | 0x1b);
    if text.iter().filter(|&&byte| control(byte)).count() * 50 > text.len() {
        return Err(not_text("a program's own format", "某种程序的专用格式"));
    }
    Ok(start)
}

/// Formats that hold tables or documents, and how to get a table out of them.
fn known_format(sample: &[u8]) -> Result<()> {
    let begins = |magic: &[u8]| sample.starts_with(magic);
    if begins(b"PK\x03\x04") {
        return Err(spreadsheet(
            "an Excel workbook (.xlsx) or another ZIP archive",
            "一个 Excel 工作簿（.xlsx）或其他 ZIP 压缩包",
        ));
    }
    if begins(b"\xd0\xcf\x11\xe0") {
        return Err(spreadsheet("an old Excel workbook (.xls)", "一个旧版 Excel 工作簿（.xls）"));
    }
    if begins(b"\x1f\x8b") {
        return Err(unsupported(
            "a gzip archive",
            "Unpack it and open the file inside.",
            "一个 gzip 压缩包",
            "请先解压，再打开其中的文件。",
        ));
    }
    if begins(b"%PDF") {
        return Err(not_text("a PDF document", "一份 PDF 文档"));
    }
    let utf16 = begins(b"\xff\xfe") || begins(b"\xfe\xff") || looks_like_utf16(sample);
    if utf16 {
        return Err(unsupported(
            "text in the encoding UTF-16",
            "In Excel save it as “CSV UTF-8 (comma delimited)”, in a text editor save it with the encoding UTF-8.",
            "以 UTF-16 编码的文本",
            "请在 Excel 中另存为“CSV UTF-8（逗号分隔）”，或在文本编辑器中以 UTF-8 编码另存。",
        ));
    }
    let head = sample.strip_prefix(BYTE_ORDER_MARK).unwrap_or(sample).trim_ascii_start();
    let head = head[..head.len().min(14)].to_ascii_lowercase();
    if [&b"<html"[..], b"<!doctype", b"<table", b"<?xml"]
        .iter()
        .any(|start| head.starts_with(start))
    {
        return Err(spreadsheet(
            "a web page or XML (some shops name it .xls)",
            "网页或 XML（有些店铺后台会命名为 .xls）",
        ));
    }
    if head.starts_with(b"{\"") || (head.starts_with(b"[") && head[1..].trim_ascii_start().starts_with(b"{")) {
        return Err(unsupported(
            "JSON",
            "Export the orders as CSV.",
            "一份 JSON",
            "请将订单导出为 CSV。",
        ));
    }
    Ok(())
}

/// UTF-16 of mostly Latin text has a zero in every other byte.
fn looks_like_utf16(sample: &[u8]) -> bool {
    let head = &sample[..sample.len().min(200)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    head.len() >= 8 && even.max(odd) * 5 > head.len() * 2 && even.min(odd) == 0
}

fn not_text(en: &str, zh: &str) -> Error {
    Error::new(
        ErrorKind::NotText,
        format!("This is not a table but {en}. Open a CSV file of orders or customers."),
        format!("这不是表格，而是{zh}。请打开订单或客户的 CSV 文件。"),
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
            (b"PK\x03\x04\x14\0", ErrorKind::Unsupported, "xlsx"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1", ErrorKind::Unsupported, ".xls"),
            (b"\x1f\x8b\x08\0", ErrorKind::Unsupported, "gzip"),
            (b"\xff\xfea\0,\0b\0", ErrorKind::Unsupported, "UTF-16"),
            (b"a\0,\0b\0\n\0", ErrorKind::Unsupported, "UTF-16"),
            (b"<!DOCTYPE html><table>", ErrorKind::Unsupported, "web page"),
            (b"[ {\"customer\": 1}]", ErrorKind::Unsupported, "JSON"),
            (b"a,b\n1,\0\n", ErrorKind::NotText, "format"),
            (b"\x01\x02\x03\x04abc", ErrorKind::NotText, "format"),
        ] {
            let error = text_start(bytes).unwrap_err();
            assert_eq!(error.kind(), kind, "{name}");
            assert!(error.to_string().contains(name), "{name}: {error}");
        }
    }

    #[test]
    fn text_may_begin_with_a_mark() {
        assert_eq!(text_start(b"\xef\xbb\xbfa,b").unwrap(), 3);
        assert_eq!(text_start("客户,金额".as_bytes()).unwrap(), 0);
        assert_eq!(text_start(b"").unwrap(), 0);
    }
}
