// Runs before the first paint, so that the chosen colours are there from the beginning.
(() => {
  const words = { auto: "Auto", light: "Light", dark: "Dark" };
  const names = Object.keys(words);
  const read = () => {
    try {
      const stored = localStorage.getItem("plumbline-theme");
      return names.includes(stored) ? stored : "auto";
    } catch {
      return "auto"; // storage is forbidden: the system's colours it is
    }
  };
  const apply = (name) => {
    if (name === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
  };
  let theme = read();
  apply(theme);
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const show = () => {
      button.querySelector(".word").textContent = words[theme];
      button.setAttribute("aria-label", `Colours: ${words[theme].toLowerCase()}`);
    };
    show();
    button.hidden = false;
    button.addEventListener("click", () => {
      theme = names[(names.indexOf(theme) + 1) % names.length];
      try {
        localStorage.setItem("plumbline-theme", theme);
      } catch {
        // storage is forbidden: the choice lasts as long as the page
      }
      apply(theme);
      show();
    });
  });
})();
