// Writes the JSON schemas beside this file; README.md says how to run it.
import { createGenerator } from "ts-json-schema-generator";
import { writeFileSync } from "node:fs";

const raw = "node_modules/@grafana/schema/dist/types/raw";
const panel = (folder) => `${raw}/composable/${folder}/panelcfg/x/types.gen.d.ts`;

// The stat panel has no field options of its own.
const wanted = [
  ["dashboard", `${raw}/dashboard/x/types.gen.d.ts`, "Dashboard"],
  ["stat-options", panel("stat"), "Options"],
  ["table-options", panel("table"), "Options"],
  ["table-fields", panel("table"), "FieldConfig"],
  ["barchart-options", panel("barchart"), "Options"],
  ["barchart-fields", panel("barchart"), "FieldConfig"],
  ["state-timeline-options", panel("statetimeline"), "Options"],
  ["state-timeline-fields", panel("statetimeline"), "FieldConfig"],
];

for (const [name, path, type] of wanted) {
  const generator = createGenerator({
    path,
    type,
    skipTypeCheck: true,
    expose: "all",
    additionalProperties: false,
    jsDoc: "none",
  });
  writeFileSync(`${name}.json`, JSON.stringify(generator.createSchema(type)) + "\n");
}
