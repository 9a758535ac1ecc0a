// @ts-check
// The timeline: only the visible rows are in the document.

import { byId, make, say } from "./dom.js";
import { browserEvent, content, direction, frame, visible } from "./model.js";

const SPARE = 6;

export class Table {
  /** @type {number} */
  selected = -1;
  scheduled = false;
  /** @type {WeakMap<HTMLElement, import("./model.js").Entry>} */
  shown = new WeakMap();
  scroll = byId("scroll");
  rows = byId("rows");

  /** @param {import("./model.js").Model} model @param {(entry: import("./model.js").Entry) => void} onOpen */
  constructor(model, onOpen) {
    this.model = model;
    this.onOpen = onOpen;
    this.scroll.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => this.draw()).observe(this.scroll);
    byId("delta").addEventListener("click", () => {
      this.fromSelected = !this.fromSelected;
      byId("delta").setAttribute("aria-pressed", String(this.fromSelected));
      this.draw();
    });
    this.rows.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      const row = event.target instanceof Element ? event.target.closest("tr") : null;
      const entry = row && this.shown.get(row);
      if (!entry) return;
      this.select(this.model.view.indexOf(entry), false); // the view may have changed since the row was drawn
      this.onOpen(entry);
    });
    this.scroll.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        this.move(step);
      } else if (event.key === "Enter") {
        this.select(this.selected, true);
      }
    });
  }

  /** Where the rows were last drawn. */
  top = 0;
  isToShow = false;

  /** The heights of a row and of the header. A row has two lines where the timeline is narrow. */
  row = 28;
  head = 28;

  /** Returns the height of the header and all rows. */
  height() {
    return this.head + this.model.view.length * this.row;
  }

  /** Returns where the last row is at the bottom. */
  end() {
    return Math.max(0, this.height() - this.scroll.clientHeight);
  }

  /** Returns where to draw: at the end if it is followed, else where it was, or where the selected row can be seen. */
  position() {
    if (byId("follow").checked && !this.paused) return this.end() + this.row; // as far as it goes
    const top = Math.min(this.scroll.scrollTop, this.end());
    if (!this.isToShow) return top;
    const lowest = this.head + (this.selected + 1) * this.row - this.scroll.clientHeight;
    return Math.max(lowest, Math.min(top, this.selected * this.row), 0);
  }

  /** Scrolling back stops following, and scrolling to the end goes on with it. */
  scrolled() {
    const top = this.scroll.scrollTop;
    const isAtEnd = top >= this.scroll.scrollHeight - this.scroll.clientHeight - 1; // of what is drawn
    if (!this.paused && Math.abs(top - this.top) >= 1 && isAtEnd === top > this.top) byId("follow").checked = isAtEnd;
    this.draw();
  }

  /** Schedules one redraw for all changes until then. */
  draw() {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => {
      this.scheduled = false;
      this.drawNow();
    });
  }

  /** @param {number} step */
  move(step) {
    this.select(Math.min(Math.max(0, this.selected + step), this.model.view.length - 1), false);
  }

  /** @param {number} index @param {boolean} open */
  select(index, open) {
    this.selected = index;
    this.isToShow = true;
    if (index < this.model.view.length - 1) byId("follow").checked = false; // or the selected row would go out of sight
    this.draw();
    const entry = this.model.view[index];
    if (open && entry) this.onOpen(entry);
  }

  drawNow() {
    const view = this.model.view;
    const style = getComputedStyle(byId("table"));
    this.row = parseFloat(style.getPropertyValue("--row")) || this.row;
    this.head = parseFloat(style.getPropertyValue("--head"));
    byId("tall").style.height = `${this.height()}px`;
    const isNew = this.model.conns.size === 0 && !this.model.entries.some(entry => entry.conn);
    byId("start").hidden = !isNew;
    this.scroll.hidden = isNew;
    byId("empty").hidden = isNew || view.length > 0;
    this.top = this.position();
    this.isToShow = false;
    const first = Math.max(0, Math.floor(this.top / this.row) - SPARE);
    const last = Math.min(view.length, first + Math.ceil(this.scroll.clientHeight / this.row) + 2 * SPARE);
    byId("table").style.top = `${first * this.row}px`; // not a transform, which would break the sticky header
    byId("table").setAttribute("aria-rowcount", String(view.length + 1));
    this.rows.replaceChildren(...view.slice(first, last).map((entry, at) => this.line(entry, first + at)));
    this.scroll.scrollTop = this.top; // only now: where a longer view was drawn, there was still room
    this.top = this.scroll.scrollTop;
    const isShown = this.selected >= first && this.selected < last; // for screen readers
    this.scroll.setAttribute("aria-activedescendant", isShown ? `row-${this.selected}` : "");
  }

  paused = false;
  fromSelected = false;

  /** @param {import("./model.js").Entry} entry @param {number} index */
  line(entry, index) {
    const where = direction(entry);
    const isBad = entry.kind === "fault" || entry.kind === "failure" || (entry.kind === "closed" && !entry.clean) || (entry.kind === "answer" && entry.status !== 101);
    const row = make("tr", "", `${where} ${isBad ? "bad" : ""}`);
    this.shown.set(row, entry);
    row.id = `row-${index}`;
    row.setAttribute("role", "row"); // in two lines it is no row of a table any more
    row.setAttribute("aria-rowindex", String(index + 2));
    row.setAttribute("aria-selected", String(index === this.selected));
    const what = visible(entry.kind === "skipped" ? say("skipped", entry.skipped) : content(entry).slice(0, 300));
    const cells = [
      clock(this.model.start + entry.t), delta(entry, this.model.view[this.fromSelected ? this.selected : index - 1]), entry.conn ? `#${entry.conn}` : "",
      where === "in" ? `↑ ${say("from-client")}` : where === "out" ? `↓ ${say("from-server")}` : entry.kind === "closed" ? `■ ${say("beside")}` : "·",
      browserEvent(entry), frame(entry), what,
    ];
    for (const text of cells) {
      const cell = make("td", text);
      cell.setAttribute("role", "gridcell");
      row.append(cell);
    }
    if (row.lastElementChild instanceof HTMLElement) row.lastElementChild.title = what;
    return row;
  }
}

/** @param {number} millis */
export function clock(millis) {
  const date = new Date(millis);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** @param {{t: number}} entry @param {{t: number} | undefined} before */
function delta(entry, before) {
  if (!before) return "—";
  const millis = entry.t - before.t;
  const sign = millis < 0 ? "−" : "+";
  const size = Math.abs(millis);
  return sign + (size < 1000 ? `${size.toFixed(size < 9.995 ? 2 : 0)} ms` : `${(size / 1000).toFixed(size < 100000 ? 2 : 0)} s`);
}
