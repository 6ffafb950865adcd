import { defineCommand, ExitCode } from "../command.ts";
import { diagnosis, type Symptom } from "../diagnosis.ts";
import { engineFlags, engineWish } from "../engine-flags.ts";
import { openChosen } from "../open.ts";
import { projectFlags } from "../project-flags.ts";
import { styleOf } from "../style.ts";

export const doctor = defineCommand({
  name: "doctor",
  summary: "Tell what is installed, what the project is, what is missing and how to get it: the text of a bug report.",
  details: `Opens the database to look only. Of the profile it tells names, never a password, a host or another field. Exits with 1
when something is missing that a run needs.`,
  flags: {
    json: { type: "boolean", default: false, describe: "Print the lines as JSON: `[{what, state, text}]`." },
    ...engineFlags,
    ...projectFlags,
  },
  async run(cli, flags) {
    const engine = engineWish(cli, flags);
    if (!engine.ok) {
      cli.stderr.write(`${engine.error}\n`);
      return ExitCode.usage;
    }
    const symptoms = await diagnosis(cli, await openChosen(cli, flags), engine.value);
    if (flags.json) cli.stdout.write(`${JSON.stringify(symptoms, undefined, 2)}\n`);
    else cli.stdout.write(symptomLines(symptoms, styleOf(cli.stdout)));
    return symptoms.some((it) => it.state === "missing") ? ExitCode.failed : ExitCode.ok;
  },
});

const SIGNS: Readonly<Record<Symptom["state"], string>> = { fine: "ok", missing: "missing", note: "note" };

function symptomLines(symptoms: readonly Symptom[], style: ReturnType<typeof styleOf>): string {
  const paint = { fine: style.good, missing: style.bad, note: style.warn };
  const width = Math.max(...symptoms.map((it) => it.what.length));
  return symptoms
    .map(({ what, state, text }) => `${paint[state](SIGNS[state].padEnd(7))}  ${what.padEnd(width)}  ${text}\n`)
    .join("");
}
