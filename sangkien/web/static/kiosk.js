/* A shared machine that nobody touches for a minute keeps what was typed and makes room for the next person; a little
 * before, it says so. Without scripts the page does so by itself, later (templates/gatherings/kiosk_head.html). */
"use strict";
(() => {
  const { seconds, to } = document.currentScript.dataset;
  let timers = [];
  let before = null;
  const notice = () => document.getElementById("leaving-soon");
  const warn = () => {
    if (!notice()) return;
    before = document.activeElement;
    notice().hidden = false;
    notice().focus();
  };
  const leave = () => {
    const keep = document.querySelector("form[method=post] button[name=go][value=exit]");
    if (keep) keep.click();
    else location.assign(to);
  };
  const wait = () => {
    timers.forEach(clearTimeout);
    timers = [setTimeout(warn, seconds * 750), setTimeout(leave, seconds * 1000)];
  };
  const touched = (event) => {
    const warned = notice() && !notice().hidden;
    if (warned && event.type === "scroll") return; // it is the notice that came into view
    wait();
    if (!warned) return;
    notice().hidden = true;
    before.focus();
  };
  for (const touch of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(touch, touched, { passive: true, capture: true });
  wait();
})();
