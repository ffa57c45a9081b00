//! Drill 22: the program stops.

use crate::expo::Expo;
use crate::ground::{drill, release, visitor};
use journeys::{Device, Page, Result, button, css};

/// Catches hold of the module as it starts, so that a drill can make it trap from within.
pub(crate) const CATCHES: &str = "for (const name of ['instantiate', 'instantiateStreaming']) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
        const made = await real(...given);
        globalThis.caught = (made.instance ?? made).exports;
        return made;
    };
}";

/// A real trap within the program, as a panic ends in: one of its handlers is called with memory that is not there.
pub(crate) fn traps(page: &Page) -> Result<()> {
    page.eval(
        "(() => { const name = Object.keys(caught).find(name => name.startsWith('__wasm_bindgen_func_elem'));
            setTimeout(() => caught[name](0xfffffff0, 0xfffffff0, null)); })()",
    )
}

#[test]
fn drill_22_a_panic_keeps_the_state_and_loads_the_page_once() {
    drill(|stage| {
        let page = visitor(stage, Device::DESKTOP)?;
        page.before_load(CATCHES)?;
        page.goto_url("about:blank")?;
        page.goto("#goal=6&lang=en")?;
        page.interactive()?;
        let shown = page.painted()?;
        let began: f64 = page.eval("performance.timeOrigin")?;
        traps(&page)?;
        page.until("the page to be loaded again", || {
            Ok((page.eval::<f64>("performance.timeOrigin")? > began).then_some(()))
        })?;
        page.interactive()?;
        assert_eq!(page.painted()?, shown);
        assert_eq!(page.fragment()?, "goal=6&lang=en");
        // Again at once: no loop, but the list.
        let began: f64 = page.eval("performance.timeOrigin")?;
        traps(&page)?;
        page.see(button("Try again"))?;
        let list = page.text(css("#plain"))?;
        assert!(list.contains(&Expo::read().sites[0].sv), "{list}");
        assert!(page.eval::<f64>("performance.timeOrigin")? <= began, "loaded again");
        page.forgive("RuntimeError")?;
        // And by hand.
        page.click(button("Try again"))?;
        page.interactive()?;
        assert_eq!(page.painted()?, shown);
        Ok(())
    });
}

#[test]
fn a_program_that_cannot_start_leaves_the_list_and_does_not_loop() {
    drill(|stage| {
        let program = release(1).path_of(".wasm");
        stage.server().answer(&program, 200, "no module at all");
        let page = stage.blank(Device::PHONE)?;
        page.goto("")?;
        page.see(button("Försök igen"))?;
        page.until_true("!!sessionStorage.getItem('m21:again')")?;
        page.see(button("Försök igen"))?;
        assert_eq!(stage.server().asked("/"), 2, "loaded more than once again");
        assert!(page.text(css("#plain"))?.contains("Öppet dagvatten"));
        page.forgive("uncaught")?;
        Ok(())
    });
}

#[test]
fn a_program_that_is_late_is_apologised_for_and_still_starts() {
    drill(|stage| {
        let program = release(1).path_of(".wasm");
        stage.server().hold(&program);
        let page = stage.blank(Device::PHONE)?;
        page.goto("")?;
        page.see(button("Försök igen"))?;
        let told = page.text(css("#shell .sheet"))?;
        assert!(told.contains("Det tar längre tid än vanligt."), "{told}");
        assert!(told.contains("Öppet dagvatten"), "{told}");
        stage.server().restore(&program);
        page.interactive()?;
        Ok(())
    });
}
