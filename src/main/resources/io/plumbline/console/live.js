// Says whether the page is live, and lets countdowns and ages run between two messages.
const badge = document.getElementById("live");
const words = { connecting: "connecting", live: "live", reconnecting: "reconnecting", silent: "silent" };
const SILENT_AFTER = 10_000;

let heard = Date.now();
let offset = 0;

const show = (state) => {
  if (badge.dataset.state === state) return;
  badge.dataset.state = state;
  badge.querySelector(".word").textContent = words[state];
};

const now = () => Date.now() + offset;

const learnTime = () => {
  const server = Number((document.getElementById("summary") ?? document.getElementById("main"))?.dataset.now);
  if (server) offset = server - Date.now();
};

const two = (n) => String(n).padStart(2, "0");

const countdown = (seconds) => {
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  const minutes = Math.floor(seconds / 60);
  if (seconds < 172_800) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  return `${Math.floor(seconds / 86_400)} days ${Math.floor((seconds % 86_400) / 3600)} h`;
};

const span = (seconds) => {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
};

const write = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

const tick = () => {
  for (const element of document.querySelectorAll("[data-due]")) {
    const left = (Number(element.dataset.due) - now()) / 1000;
    write(element, left < 0 ? `over by ${countdown(Math.floor(-left))}` : countdown(Math.floor(left)));
  }
  for (const element of document.querySelectorAll("[data-since]")) {
    write(element, span(Math.max(0, Math.floor((now() - Number(element.dataset.since)) / 1000))));
  }
  if (badge.dataset.state === "live" && Date.now() - heard > SILENT_AFTER) show("silent");
};

const source = document.querySelector("turbo-stream-source")?.streamSource;
show("connecting");
source?.addEventListener("message", () => {
  heard = Date.now();
  show("live");
  requestAnimationFrame(learnTime);
});
source?.addEventListener("error", () => show("reconnecting"));
learnTime();
setInterval(tick, 1000);
