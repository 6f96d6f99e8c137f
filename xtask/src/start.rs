//! `cargo xtask start`: the page, built and served on this machine.

use crate::Result;
use crate::process::{program, root, succeeds};
use crate::{dist, serve};

/// Builds everything and serves the page until the program is ended.
pub fn start(options: &[&str]) -> Result {
    let (port, open) = read(options)?;
    dist::client()?;
    dist::page()?;
    let listener = serve::listen(port).map_err(|error| format!("The port cannot be used: {error}. Choose another one with --port."))?;
    let address = format!("http://{}/", listener.local_addr()?);
    println!("\nRegulars is at {address} (Ctrl+C ends it); dist/regulars.html is the same page as a file.");
    if open && !show(&address) {
        println!("No browser could be started from here; please open the address yourself.");
    }
    serve::serve(&listener, &root().join("dist"));
    Ok(())
}

fn read(options: &[&str]) -> Result<(Option<u16>, bool)> {
    let (mut port, mut open) = (None, false);
    let mut options = options.iter();
    while let Some(&option) = options.next() {
        match option {
            "--open" => open = true,
            "--port" => {
                let number = options.next().and_then(|number| number.parse().ok());
                port = Some(number.ok_or("--port takes a number from 0 to 65535")?);
            }
            _ => return Err(format!("start does not know “{option}”; it takes --port N and --open").into()),
        }
    }
    Ok((port, open))
}

fn show(address: &str) -> bool {
    if cfg!(windows) {
        succeeds(program("cmd").args(["/c", "start", address]))
    } else if cfg!(target_os = "macos") {
        succeeds(program("open").arg(address))
    } else {
        succeeds(program("xdg-open").arg(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_may_stand_in_any_order() {
        assert_eq!(read(&[]).unwrap(), (None, false));
        assert_eq!(read(&["--open", "--port", "8000"]).unwrap(), (Some(8000), true));
        for wrong in [&["--port"][..], &["--port", "66000"], &["--fast"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
