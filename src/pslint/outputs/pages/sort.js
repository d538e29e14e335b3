"use strict";
for (const head of document.querySelectorAll("#drafts th[data-sort]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = document.querySelector("#drafts tbody");
    const key = (row) => row.children[head.cellIndex].dataset.key;
    const order = (a, b) => key(a).localeCompare(key(b), undefined, { numeric: true }) * (down ? -1 : 1);
    body.append(...[...body.rows].sort(order));
  });
}
