//! The page's entry.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    m21::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    use std::io::Write;
    let _ = writeln!(
        std::io::stderr(),
        "This is the page, which runs in a browser: cargo xtask serve"
    );
}
