// Keeping lists: making them, putting people on them, and reading who is there.
export {
  changeListBody,
  createListBody,
  identifiersMax,
  listPeopleQuery,
  peopleBody,
  registerListRoutes,
} from './routes.ts';
