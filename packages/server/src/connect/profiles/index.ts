// The one record of a person: attributes with their lineage, lists and search.
export { type ProfileChanges, recordProfileChanges, toMirrorLines, writeDerived } from './changes.ts';
export { type ChosenAttributes, listChosenAttributes } from './chosen.ts';
export { type ListItem, listPeopleOf } from './list.ts';
export { listNamesOf } from './names.ts';
export { type AnswersNow, countAnswersNow, countProfiles } from './olap.ts';
export {
  type BesidePerson,
  type Denied,
  getPerson,
  type Person,
  type Standing,
  type StandingOf,
} from './person.ts';
export { identifiersShownMax, readProfile } from './read-profile.ts';
export { profileListQuery, profileQuery, registerProfileRoutes } from './routes.ts';
export { listPeoplePage } from './store.ts';
export { timelineQuery } from './timeline-routes.ts';
