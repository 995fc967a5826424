"use strict";
// Every value of a work reaches the page as text of a node or as an encoded part of a path: never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const fields = ["receipt", "project", "unitIndex", "unit", "name", "contact", "title", "received", "state", "late", "missing", "folder", "files"];
const works = data.works.map((row) => Object.fromEntries(row.map((value, i) => [fields[i], value])));
const linkFields = ["receipt", "provider", "name", "expiry", "state", "size", "expires", "hasCode"];
const links = data.links.map((row) => Object.fromEntries(row.map((value, i) => [linkFields[i], value])));
const states = { complete: "齐全", open: "待补充", withdrawn: "已撤回", rejected: "未采用" };
const linkStates = { pending: "待下载", fetched: "已下载", dropped: "不需要" };
const labels = { unit: "单位", name: "姓名", contact: "联系方式", title: "作品名称", "sub-project": "作品类别", files: "作品文件" };
const pictures = new Set(["jpg", "jpeg", "png", "gif", "webp", "bmp"]);
const active = new Set(["htm", "html", "xhtml", "mht", "mhtml", "svg", "xml", "xsl", "js", "hta", "url", "lnk", "swf"]);
const printMost = 5000;
const byId = (id) => document.getElementById(id);
const rows = byId("rows");

const isLive = (work) => work.state === "complete" || work.state === "open";
const live = works.filter(isLive);
const linksOf = new Map();
for (const link of links) linksOf.set(link.receipt, [...(linksOf.get(link.receipt) ?? []), link]);

for (const work of works) {
  work.links = linksOf.get(work.receipt) ?? [];
  work.waits = work.links.filter((link) => link.state === "pending").length;
  work.words = [work.receipt, work.unit, work.name, work.title, data.projects[work.project], ...work.files.map((file) => file[0]), ...work.links.map((link) => link.name)].join("\n").toLowerCase();
}

// --- small helpers ---

function element(name, options = {}, ...children) {
  const node = document.createElement(name);
  const { className, ...rest } = options;
  if (className) node.className = className;
  for (const [key, value] of Object.entries(rest)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const extension = (name) => name.slice(name.lastIndexOf(".") + 1).toLowerCase();
const stateName = (work) => states[work.state] ?? work.state;
const missingNames = (work) => work.missing.split(",").filter(Boolean).map((label) => labels[label] ?? label).join("、");

function pathOf(work, file) {
  return "./" + [...work.folder.split("/"), file[0]].map(encodeURIComponent).join("/");
}

function sizeText(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  let unit = 0;
  for (; bytes >= 1023.5 && unit < units.length - 1; unit++) bytes /= 1024;
  return (unit ? bytes.toFixed(1) : bytes) + " " + units[unit];
}

function timeText(minutes) {
  const pad = (n) => String(n).padStart(2, "0");
  const t = new Date((minutes + data.offset) * 60000);
  return t.getUTCFullYear() + "-" + pad(t.getUTCMonth() + 1) + "-" + pad(t.getUTCDate()) + " " + pad(t.getUTCHours()) + ":" + pad(t.getUTCMinutes());
}

// What a browser would run rather than show is only offered for saving.
function linkTo(work, file, ...children) {
  const link = element("a", { href: pathOf(work, file), target: "_blank", rel: "noopener noreferrer" }, ...children);
  if (active.has(extension(file[0]))) link.setAttribute("download", "");
  return link;
}

function thumbnail(work, file) {
  if (!file) return element("span", { className: "thumb" }, "无文件");
  const kind = extension(file[0]).slice(0, 5).toUpperCase();
  const link = linkTo(work, file, kind);
  link.className = "thumb";
  if (pictures.has(extension(file[0]))) {
    const image = element("img", { loading: "lazy", decoding: "async", alt: "", width: "48", height: "48" });
    image.addEventListener("error", () => link.replaceChildren(kind));
    image.src = pathOf(work, file);
    link.replaceChildren(image);
  }
  return link;
}

// --- one work ---

function stateTags(work) {
  const tags = [element("span", { className: "tag " + (isLive(work) ? work.state : "other") }, stateName(work))];
  if (work.waits) tags.push(" ", element("span", { className: "tag open" }, "链接待下载"));
  if (work.late) tags.push(" ", element("span", { className: "tag late" }, "逾期"));
  return tags;
}

function linkText(link) {
  const expiry = link.expiry === "date" ? timeText(link.expires) + " 到期" : link.expiry === "never" ? "长期有效" : "未写到期时间";
  return [link.provider || "链接", link.size ? sizeText(link.size) : "", expiry, link.hasCode ? "有提取码" : ""].filter(Boolean).join("，");
}

function fileCell(work) {
  const cell = element("span", { className: "clip" });
  work.files.slice(0, 2).forEach((file, i) => cell.append(...(i ? [element("br")] : []), linkTo(work, file, file[0])));
  if (work.files.length > 2) cell.append(" 等" + work.files.length + "个");
  if (!work.files.length && work.links.length) cell.append(work.links[0].name || "（只有链接）");
  return cell;
}

function rowOf(work, index) {
  const title = element("button", { className: "title", type: "button" }, work.title || "（未命名）");
  title.addEventListener("click", () => showDetail(work));
  const picture = work.files.find((file) => pictures.has(extension(file[0])));
  const cells = [
    [thumbnail(work, picture ?? work.files[0])],
    [work.receipt],
    [element("span", { className: "clip" }, data.projects[work.project])],
    [element("span", { className: "clip" }, title)],
    [element("span", { className: "clip" }, work.unit)],
    [element("span", { className: "clip" }, work.name + " ", element("span", { className: "quiet" }, work.contact))],
    [fileCell(work)],
    [element("span", { className: "quiet" }, timeText(work.received))],
    stateTags(work),
  ];
  const row = element("div", { className: "row", role: "row" }, ...cells.map((cell) => element("span", { role: "cell" }, ...cell)));
  row.style.top = index * rowHeight + "px";
  return row;
}

function showDetail(work) {
  const terms = [["编号", work.receipt], ["类别", data.projects[work.project]], ["单位", work.unit], ["姓名", work.name], ["联系方式", work.contact],
    ["收到时间", timeText(work.received)], ["状态", stateName(work) + (work.late ? "，逾期" : "")], ["还缺", missingNames(work)], ["文件夹", work.folder]];
  const list = element("dl");
  for (const [term, text] of terms) if (text) list.append(element("dt", {}, term), element("dd", {}, text));
  const files = element("ul");
  for (const file of work.files)
    files.append(element("li", {}, thumbnail(work, file), element("span", {}, linkTo(work, file, file[0]), " ", element("span", { className: "quiet" }, sizeText(file[1])))));
  for (const link of work.links)
    files.append(element("li", {}, element("span", { className: "thumb" }, linkStates[link.state] ?? link.state),
      element("span", {}, link.name || "（未写文件名）", " ", element("span", { className: "quiet" }, linkText(link)))));
  byId("detail-body").replaceChildren(element("h2", {}, work.title || "（未命名）"), list, files);
  byId("detail").showModal();
}

// --- which works, in which order ---

let chosen = live;
let order = { key: "receipt", descending: false };
let rowHeight = 64;
let drawn = { first: -1, last: -1 };

const collator = new Intl.Collator("zh-CN", { numeric: true });
const sortKeys = {
  project: (work) => work.project,
  received: (work) => work.received,
  state: (work) => stateName(work) + work.late,
};

function compareWorks(a, b) {
  const key = sortKeys[order.key] ?? ((work) => work[order.key]);
  const x = key(a), y = key(b);
  const difference = typeof x === "number" ? x - y : collator.compare(x, y);
  return (order.descending ? -difference : difference) || (a.receipt < b.receipt ? -1 : 1);
}

// Works that came to an end are shown where they are asked for.
const stateTests = { "": isLive, all: () => true, late: (work) => isLive(work) && work.late, links: (work) => isLive(work) && work.waits > 0 };

function fits(work, terms, project, unit, state) {
  const test = stateTests[state] ?? ((one) => one.state === state);
  return (project === "" || work.project === +project) && (unit === "" || work.unitIndex === +unit) && test(work) && terms.every((term) => work.words.includes(term));
}

function choose() {
  const terms = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const [project, unit, state] = ["project", "unit", "state"].map((id) => byId(id).value);
  chosen = works.filter((work) => fits(work, terms, project, unit, state));
  // The database's order is that of receipt numbers.
  if (order.key !== "receipt") chosen.sort(compareWorks);
  else if (order.descending) chosen.reverse();
  byId("count").textContent = state === "" && chosen.length === live.length ? "共" + live.length + "件" :
    chosen.length + (chosen.every(isLive) ? " / " + live.length : "") + "件";
  byId("empty").hidden = chosen.length > 0;
  layOut();
}

// --- drawing: only the rows in sight exist ---

function draw(first, last) {
  if (first === drawn.first && last === drawn.last) return;
  drawn = { first, last };
  rows.replaceChildren(...chosen.slice(first, last).map((work, i) => rowOf(work, first + i)));
}

function drawInSight() {
  const above = Math.max(0, -rows.getBoundingClientRect().top);
  const margin = 6;
  draw(Math.max(0, Math.floor(above / rowHeight) - margin), Math.min(chosen.length, Math.ceil((above + innerHeight) / rowHeight) + margin));
}

function layOut() {
  rowHeight = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--row"));
  rows.style.height = chosen.length * rowHeight + "px";
  drawn = { first: -1, last: -1 };
  drawInSight();
}

function sortBy(button) {
  const key = button.dataset.sort;
  order = { key, descending: order.key === key && !order.descending };
  for (const other of document.querySelectorAll("[data-sort]")) other.removeAttribute("aria-sort");
  button.setAttribute("aria-sort", order.descending ? "descending" : "ascending");
  choose();
}

// --- the page ---

function fillSelect(id, options) {
  byId(id).append(...options.map(([value, text]) => element("option", { value }, text)));
}

function countBy(key, among) {
  const counts = new Map();
  for (const work of among) counts.set(work[key], (counts.get(work[key]) ?? 0) + 1);
  return counts;
}

function start() {
  document.title = data.campaign + " 作品登记册";
  document.querySelector("h1").textContent = data.name;
  const loose = (linksOf.get("") ?? []).filter((link) => link.state === "pending").length;
  byId("about").textContent = "作品登记册　共" + live.length + "件　更新于" + data.made + (loose ? "　另有" + loose + "个链接文件不知属于哪件作品，见工作簿" : "");
  const projects = countBy("project", live), units = countBy("unitIndex", live), found = countBy("state", works);
  const waits = live.filter((work) => work.waits).length, late = live.filter((work) => work.late).length;
  fillSelect("project", data.projects.map((name, i) => [i, name + "（" + (projects.get(i) ?? 0) + "）"]).filter(([i]) => projects.has(i)));
  fillSelect("unit", data.units.map((name, i) => [i, name + "（" + (units.get(i) ?? 0) + "）"]).filter(([i]) => units.has(i)));
  fillSelect("state", [...[...found].map(([state, n]) => [state, (states[state] ?? state) + "（" + n + "）"]), ["late", "逾期（" + late + "）"],
    ...(waits ? [["links", "链接待下载（" + waits + "）"]] : []), ...(live.length < works.length ? [["all", "全部，含撤回和未采用"]] : [])]);
  byId("filters").addEventListener("input", choose);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(choose));
  byId("print").addEventListener("click", () => print());
  byId("close").addEventListener("click", () => byId("detail").close());
  byId("detail").addEventListener("click", (event) => { if (event.target === event.currentTarget) event.currentTarget.close(); });
  for (const button of document.querySelectorAll("[data-sort]")) button.addEventListener("click", () => sortBy(button));
  addEventListener("scroll", drawInSight, { passive: true });
  addEventListener("resize", layOut);
  // On paper there is no scrolling: all rows, up to what a printer may be asked for.
  addEventListener("beforeprint", () => draw(0, Math.min(chosen.length, printMost)));
  addEventListener("afterprint", layOut);
  choose();
}

start();
