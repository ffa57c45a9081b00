//! The page's entry.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn main() {
    console_error_panic_hook::set_once();
    m21::ui::start();
}

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn main() {
    use std::io::Write;
    let _ = writeln!(
        std::io::stderr(),
        "This is the page, which runs in a browser: cargo xtask serve"
    );
}
