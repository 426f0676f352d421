// A form out of the JSON Schema of settings: which field each setting gets, what stands in it, and what is sent of it.

export type PropertySchema = {
  type?: string;
  enum?: unknown[];
  default?: unknown;
  description?: string;
  maxLength?: number;
  items?: PropertySchema;
  anyOf?: PropertySchema[];
};
export type SettingsSchema = { properties?: Record<string, PropertySchema>; required?: string[] };

export type FieldKind = 'text' | 'area' | 'number' | 'choice' | 'switch' | 'lines' | 'json';
export type SettingField = {
  name: string;
  kind: FieldKind;
  /** Of a choice. */
  values: string[];
  required: boolean;
  secret: boolean;
  help: string | undefined;
  /** What holds where nothing is said. */
  usual: string;
};
/** By name; a switch is `true` or empty. */
export type SettingsDraft = Record<string, string>;

/** Longer texts are pasted, such as keys in PEM. */
const LINE_MAX = 2000;

/** In the order of the schema. */
export const toFields = ({ properties = {}, required = [] }: SettingsSchema, secrets: readonly string[]) =>
  Object.entries(properties).map(([name, whole]): SettingField => {
    const schema = { ...whole, ...withoutNull(whole) };
    return {
      ...{ name, kind: kindOf(schema), values: schema.enum?.map(String) ?? [] },
      ...{ required: required.includes(name), secret: secrets.includes(name), help: whole.description },
      usual: toText(whole.default),
    };
  });

/** What may be null is optional: the other half says what it is. */
const withoutNull = ({ anyOf = [] }: PropertySchema): PropertySchema =>
  anyOf.find(({ type }) => type !== 'null') ?? {};

function kindOf({ type, enum: values, maxLength = 0, items }: PropertySchema): FieldKind {
  if (values !== undefined) return 'choice';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'switch';
  if (type === 'array' && items?.type === 'string') return 'lines';
  if (type === 'string') return maxLength > LINE_MAX ? 'area' : 'text';
  return 'json';
}

const toText = (value: unknown): string => {
  if (value === undefined || value === null || value === false) return '';
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join('\n');
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
};

/** Secrets are empty: what is kept is not told. */
export const toDraft = (
  fields: readonly SettingField[],
  settings: Readonly<Record<string, unknown>> | undefined,
): SettingsDraft =>
  Object.fromEntries(fields.map(({ name, usual }) => [name, toText(settings?.[name] ?? usual)]));

/** What is sent: without what is empty, so that secrets stay as they are. Undefined where something is no JSON or no number. */
export function toSettings(
  fields: readonly SettingField[],
  draft: SettingsDraft,
): Record<string, unknown> | undefined {
  const settings: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const text = (draft[name] ?? '').trim();
    if (kind === 'switch') settings[name] = text === 'true';
    else if (text === '') continue;
    else if (kind === 'number') settings[name] = Number(text);
    else if (kind === 'lines') settings[name] = text.split('\n').map((line) => line.trim());
    else if (kind === 'json') settings[name] = parse(text);
    else settings[name] = text;
    if (settings[name] === undefined || Number.isNaN(settings[name])) return undefined;
  }
  return settings;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Those that have to be filled in and are not. `kept`: secrets that there are already. */
export const listMissing = (
  fields: readonly SettingField[],
  draft: SettingsDraft,
  kept: readonly string[],
): string[] =>
  fields
    .filter(({ name, required, kind }) => required && kind !== 'switch' && !kept.includes(name))
    .filter(({ name, usual }) => (draft[name] ?? '').trim() === '' && usual === '')
    .map(({ name }) => name);
