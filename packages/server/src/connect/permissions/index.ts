// What each person permits: derived from what was expressed on the identifiers they hold.

export { categoryOfIdentifier, labelOfIdentifier } from '../identity/index.ts';
export { type FactAttributes, toFactAttributes, toFacts } from './facts.ts';
export { type CategoryGate, findFields, openCategoryGate, whyNotAsked } from './fields.ts';
export { listWorkspacesRefusingLinks, takeLinkRefusals } from './link-refusals.ts';
export { withPermittedLinks } from './linking.ts';
export { listMirroredPermissions, type MirroredPermissions } from './mirrored.ts';
export { type BatchPermissions, type PermissionItem, recordPermissions } from './record.ts';
export { openStatementMemory, type StatementMemory } from './remembered.ts';
export { findSearchable, hidesAddresses, type Searchable } from './searching.ts';
export { deletePermissions, listHolders, rebuildPermissions } from './store.ts';
export { decideAbout, getSubject, listSubjects } from './subjects.ts';
export { type SuppressionList, withSuppressed, withSuppressedAt } from './suppressed.ts';
