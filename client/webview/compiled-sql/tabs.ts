import { WORLDS, type World } from "../../../server/src/base/world.ts";

const TITLES: Readonly<Record<World, string>> = { incremental: "Incremental", "full-refresh": "Full refresh" };

/** The tabs of the two worlds: arrows move between them, as the ARIA pattern for tabs has it. */
export function worldTabs(
  list: HTMLElement,
  panel: HTMLElement,
  onSelect: (world: World) => void,
): { select(world: World): void } {
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "World");
  panel.setAttribute("role", "tabpanel");
  panel.tabIndex = 0;

  const buttons = WORLDS.map((world) => {
    const button = document.createElement("button");
    button.type = "button";
    button.id = `tab-${world}`;
    button.textContent = TITLES[world];
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", panel.id);
    button.addEventListener("click", () => onSelect(world));
    list.append(button);
    return button;
  });
  list.addEventListener("keydown", (event) => {
    const at = buttons.findIndex((it) => it.matches(":focus"));
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? -1 : step === undefined ? undefined : at + step;
    if (to === undefined) return;
    event.preventDefault();
    const button = buttons.at(to % buttons.length);
    button?.focus();
    button?.click();
  });

  return {
    select(world) {
      for (const [index, button] of buttons.entries()) {
        const selected = WORLDS[index] === world;
        button.setAttribute("aria-selected", String(selected));
        button.tabIndex = selected ? 0 : -1;
      }
      panel.setAttribute("aria-labelledby", `tab-${world}`);
    },
  };
}
