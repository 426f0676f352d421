// Lists of people that are kept by hand: what there are, and who is on them.
export {
  addEntries,
  type Identified,
  identify,
  listEntriesOf,
  listExisting,
  removeEntries,
} from './entries.ts';
export { listListsOf, listPeopleOn } from './people.ts';
export {
  createList,
  deleteList,
  getList,
  type List,
  listIds,
  listLists,
  listsMax,
  lockList,
  renameList,
} from './store.ts';
