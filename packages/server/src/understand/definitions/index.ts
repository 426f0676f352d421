// Segments and traits as they are written down.
export {
  changeDefinition,
  createDefinition,
  definitionsMax,
  findDefinition,
  listUsersOfList,
  readUnsaved,
  removeDefinition,
} from './changes.ts';
export { listPastAttributes } from './past.ts';
export { changeBody, definitionBody, registerDefinitionRoutes } from './routes.ts';
export {
  type ComputedBy,
  type Definition,
  definitionsEdition,
  getTimeZone,
  isScore,
  type Kind,
  type Limits,
  listComputedBy,
  listDefinitions,
  listNewest,
  listRemoved,
  listVersions,
  type Removed,
  type Segment,
  switchVersion,
  type Trait,
} from './store.ts';
