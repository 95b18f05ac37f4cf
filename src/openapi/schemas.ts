import { z } from "zod";

export type JsonSchema = Record<string, unknown> & {
  properties?: Record<string, JsonSchema>;
  required?: string[];
};

/**
 * Converts zod to JSON Schema 2020-12, the dialect of OpenAPI 3.1. A schema with an id becomes a component and is
 * referenced. The input face describes requests, the output face responses.
 */
export function createSchemaWriter() {
  const components: Record<string, JsonSchema> = {};

  const convert = (schema: z.ZodType, io: "input" | "output"): JsonSchema => {
    const json = z.toJSONSchema(schema, { io, reused: "inline", unrepresentable: "any" }) as JsonSchema & {
      $defs?: Record<string, JsonSchema>;
    };
    const { $defs = {}, $schema: _, ...rest } = json;
    for (const [id, definition] of Object.entries($defs)) add(id, definition);
    return relink(rest) as JsonSchema;
  };

  const add = (id: string, definition: JsonSchema) => {
    const linked = relink(definition) as JsonSchema;
    const known = components[id];
    if (known && JSON.stringify(known) !== JSON.stringify(linked)) {
      throw new Error(`Schema ${id} has two forms; give the input and the output different ids.`);
    }
    components[id] = linked;
  };

  return { components, convert };
}

/** Points zod's local definitions at the document's components. */
function relink(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(relink);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) =>
      key === "$ref" && typeof value === "string"
        ? [key, value.replace("#/$defs/", "#/components/schemas/")]
        : [key, relink(value)],
    ),
  );
}
