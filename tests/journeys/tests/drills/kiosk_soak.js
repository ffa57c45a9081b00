// So many visitors one after another, each with chance of their own. `did` counts what was pressed.
async function visit(from, count) {
  // A turn of the page's own work; timers would wait four milliseconds each.
  const turn = new MessageChannel();
  const rest = () => new Promise((done) => ((turn.port1.onmessage = done), turn.port2.postMessage(null)));
  const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
  const did = (visit.did ??= {});
  let seed = 0x5eed ^ (from * 2654435761);
  const below = (end) => {
    seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d);
    seed = Math.imul(seed ^ (seed >>> 12), 0x297a2d39);
    seed ^= seed >>> 15;
    return (seed >>> 0) % end;
  };
  const press = (one) => {
    const kind = one.getAttribute("class").split(" ").find((name) => name !== "mark");
    did[kind] = (did[kind] ?? 0) + 1;
    one.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  };
  for (let visitor = 0; visitor < count; visitor++) {
    seed += visitor;
    press(document.querySelector(".k-touch"));
    await frame();
    for (let presses = 6 + below(10); presses > 0; presses--) {
      // Each kind of thing as often as another, whatever there are more of; what ends the visit comes last.
      const kinds = new Map();
      for (const one of document.querySelectorAll(".kiosk button:enabled:not(.k-set:last-of-type), .plan-mark")) {
        const kind = one.getAttribute("class").split(" ")[0];
        kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
      }
      const some = [...kinds.values()][below(kinds.size)];
      press(some[below(some.length)]);
      await rest();
      const field = document.querySelector(".k-field");
      if (field && below(2)) {
        field.value += "vatten hav energi".split("")[below(16)];
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await rest();
      }
      if (document.querySelector(".kiosk").dataset.screen === "attract") break;
    }
    await frame();
    globalThis.leak?.();
    const over = document.querySelector(".k-sets .k-set:last-of-type");
    if (visitor % 8 && over) press(over);
    else for (let waited = 0; document.querySelector(".kiosk").dataset.screen !== "attract"; waited++) {
      if (waited > 20) throw new Error("it does not forget");
      await drill.pass(86);
    }
    await rest();
  }
}
