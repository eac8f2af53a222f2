/* A shared machine that nobody touches for a minute keeps what was typed and makes room for the next person.
 * Without scripts the page does so by itself, later (templates/gatherings/kiosk_head.html). */
"use strict";
(() => {
  const { seconds, to } = document.currentScript.dataset;
  let timer;
  const leave = () => {
    const keep = document.querySelector("form[method=post] button[name=go][value=exit]");
    if (keep) keep.click();
    else location.assign(to);
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(leave, seconds * 1000);
  };
  for (const touch of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(touch, wait, { passive: true, capture: true });
  wait();
})();
