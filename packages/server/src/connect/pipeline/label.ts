// Finds out what the attributes and properties of a batch are, by their names, and by a look at their values.
import type { Message } from '@rapport/protocol';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Labeller, NameLabels } from '../../respect/categories/index.ts';

/** What is found out is kept beside the batch: it is true even where the batch has to be tried again. */
export async function labelBatch(
  labeller: Labeller,
  scope: Scope<Database>,
  items: readonly { message: Message }[],
): Promise<void> {
  await labeller.refresh(scope);
  const attributes = labeller.labelsOf(scope.workspaceId, 'attribute', '');
  for (const { message } of items) {
    const { type, event, traits, properties, context } = message;
    const told = context.traits;
    if (typeof told === 'object' && told !== null) labelAll(attributes, told as Record<string, unknown>);
    if (type === 'identify') labelAll(attributes, traits);
    else {
      const names = labeller.labelsOf(scope.workspaceId, 'property', event ?? type);
      labelAll(names, type === 'group' ? traits : properties);
    }
  }
  await labeller.record(scope);
}

function labelAll(names: NameLabels, fields: Record<string, unknown>): void {
  for (const name in fields) names.label(name, fields[name]);
}
