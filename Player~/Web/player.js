// Carries out what the rendered attributes order, and tells the game what the user does. The game's state is never kept here.
// Runs before there is a stage: what a user does on the first picture, before the game listens, is told once it does.
(() => {
  let game = null, stage = null, pictures = [];
  const untold = [];
  window.ojousamaPlayer = {
    start(listener, urls) {
      // A face that has to be fetched first would flicker when it changes.
      pictures = urls.map(url => Object.assign(new Image(), { src: url }));
      pictures.forEach(picture => picture.decode().catch(() => { }));
      game = listener;
      untold.splice(0).forEach(([method, args]) => tell(method, ...args));
    },
  };

  function tell(method, ...args) {
    if (game)
      game.invokeMethodAsync(method, ...args).catch(() => { });
    else
      untold.push([method, args]);
  }

  const idOf = node => Number(node?.closest?.(".ve")?.id.slice(1) ?? 0);
  const modifiers = e => (e.shiftKey ? 1 : 0) | (e.ctrlKey ? 2 : 0) | (e.altKey ? 4 : 0) | (e.metaKey ? 8 : 0);
  const isInput = node => node?.classList?.contains("player-input") ?? false;

  // The whole panel, as large as the window allows.
  let scale = 1;
  function fit() {
    scale = Math.min(innerWidth / stage.offsetWidth, innerHeight / stage.offsetHeight);
    stage.style.transform = `scale(${scale}) translate(-50%, -50%)`;
  }
  const stageSize = new ResizeObserver(fit);
  addEventListener("resize", () => stage && fit());
  function enter(main) {
    stage = main;
    stageSize.observe(stage);
    fit();
    begin(stage);
    focus();
  }

  // Orders: an attribute that changes its number wants something done once.
  let focusOrder = "";
  function focus() {
    if (stage.dataset.focus === focusOrder)
      return;
    focusOrder = stage.dataset.focus;
    const element = document.getElementById("e" + focusOrder.split("|")[1]);
    if (!element)
      document.activeElement?.blur();
    else if (!element.contains(document.activeElement) || document.activeElement === document.body)
      (element.querySelector(":scope > .ve > .player-input") ?? element).focus({ preventScroll: true });
    else if (!isInput(document.activeElement))
      element.focus({ preventScroll: true });
  }

  function edit(input) {
    if (input.type === "checkbox")
      input.checked = input.dataset.value === "true";
    else if (input.value !== input.dataset.value)
      input.value = input.dataset.value;
  }

  function scroll(view) {
    const [number, x, y, target] = view.dataset.scroll.split("|");
    if (number === "0")
      return;
    const element = target && document.getElementById("e" + target);
    if (element)
      element.scrollIntoView({ block: "nearest", inline: "nearest" });
    else
      view.scrollTo(Number(x), Number(y));
  }

  const measured = new Map();
  const sizes = new ResizeObserver(entries => entries.forEach(entry => measure(entry.target)));
  function measure(element) {
    const css = getComputedStyle(element);
    const inset = side => parseFloat(css["padding" + side]) + parseFloat(css["border" + side + "Width"]);
    const box = [element.offsetLeft, element.offsetTop, element.offsetWidth, element.offsetHeight,
      inset("Left"), inset("Top"), inset("Right"), inset("Bottom"), parseFloat(css.fontSize)];
    if (measured.get(element) === box.join())
      return;
    measured.set(element, box.join());
    tell("OnMeasured", idOf(element), box);
  }

  function begin(node) {
    if (!(node instanceof Element))
      return;
    for (const element of [node, ...node.querySelectorAll("[data-edits], [data-scroll], [data-measure]")]) {
      if (element.dataset.edits)
        edit(element);
      if (element.dataset.scroll)
        scroll(element);
      if (element.hasAttribute("data-measure"))
        sizes.observe(element);
    }
  }

  new MutationObserver(changes => {
    const main = stage ?? document.getElementById("player-stage");
    if (!main)
      return;
    if (!stage)
      enter(main);
    for (const change of changes) {
      change.addedNodes.forEach(begin);
      change.removedNodes.forEach(node => measured.delete(node));
      switch (change.attributeName) {
        case "data-edits": edit(change.target); break;
        case "data-selections": change.target.select?.(); break;
        case "data-scroll": scroll(change.target); break;
        case "data-measure": sizes.observe(change.target); break;
      }
    }
    focus();
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-edits", "data-selections", "data-scroll", "data-measure", "data-focus"] });
  // Pointer. A move counts only while a button is down: everything else is the style sheet's :hover.
  function pointer(e) {
    if (e.type === "pointermove" && e.buttons === 0)
      return;
    const target = stage?.contains(e.target) ? e.target.closest(".ve") : null;
    if (!target || (isInput(e.target) && e.type === "click"))
      return;
    const area = stage.getBoundingClientRect(), own = target.getBoundingClientRect();
    tell("OnPointer", e.type, idOf(target), (e.clientX - area.left) / scale, (e.clientY - area.top) / scale,
      (e.clientX - own.left) / scale, (e.clientY - own.top) / scale, Math.max(e.button, 0), e.buttons, e.detail, modifiers(e));
  }
  for (const type of ["pointerdown", "pointerup", "pointermove", "click"])
    document.addEventListener(type, pointer);
  document.addEventListener("wheel", e => tell("OnWheel", idOf(e.target), e.deltaX / 40, e.deltaY / 40), { passive: true });

  // Keyboard. What an input method takes for itself is no key of the game; neither is what the browser needs.
  const keptByBrowser = new Set(["Tab", "F11", "F12"]);
  function key(e) {
    if (e.isComposing || e.keyCode === 229 || keptByBrowser.has(e.code))
      return;
    const isFunction = /^F\d+$/.test(e.code) && modifiers(e) === 0;
    if (e.type === "keydown" && (isFunction || (modifiers(e) === 0 && !isInput(e.target) && /^(Enter|NumpadEnter|Space|Arrow|Page|Home|End)/.test(e.code))))
      e.preventDefault();
    tell("OnKey", e.type === "keydown", e.code, e.key, modifiers(e));
  }
  document.addEventListener("keydown", key);
  document.addEventListener("keyup", key);

  // Text. While an input method composes, the text is not in the field yet.
  document.addEventListener("compositionstart", e => tell("OnCompose", e.data || " "));
  document.addEventListener("compositionupdate", e => tell("OnCompose", e.data || " "));
  document.addEventListener("compositionend", e => {
    tell("OnEdit", idOf(e.target), e.target.value);
    tell("OnCompose", "");
  });
  document.addEventListener("input", e => {
    if (isInput(e.target) && !e.isComposing)
      tell("OnEdit", idOf(e.target), e.target.type === "checkbox" ? String(e.target.checked) : e.target.value);
  });
  document.addEventListener("focusin", e => tell("OnFocus", idOf(e.target)));
  document.addEventListener("scroll", e => {
    if (e.target.dataset?.scroll)
      tell("OnScrolled", idOf(e.target), e.target.scrollLeft, e.target.scrollTop);
  }, true);

  document.addEventListener("visibilitychange", () => tell("OnVisible", document.visibilityState === "visible"));

  // Gamepads have no events: they are looked at while one is there. A direction that is held repeats.
  const buttons = { 0: "submit", 1: "cancel", 12: "up", 13: "down", 14: "left", 15: "right" };
  const due = {};
  function poll() {
    const pads = navigator.getGamepads().filter(pad => pad);
    for (const [button, action] of Object.entries(buttons)) {
      const axis = { up: [1, -1], down: [1, 1], left: [0, -1], right: [0, 1] }[action];
      const isDown = pads.some(pad => pad.buttons[button]?.pressed || (axis && (pad.axes[axis[0]] ?? 0) * axis[1] > 0.5));
      const now = performance.now();
      if (!isDown)
        delete due[action];
      else if (due[action] === undefined || (axis && now >= due[action])) {
        due[action] = now + (due[action] === undefined ? 500 : 120);
        tell("OnNavigate", action);
      }
    }
    if (pads.length > 0)
      requestAnimationFrame(poll);
  }
  addEventListener("gamepadconnected", () => requestAnimationFrame(poll));
})();
