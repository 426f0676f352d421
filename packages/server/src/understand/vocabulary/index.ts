// What definitions can be made of: the names of events, properties and attributes.
export {
  attributeNamesQuery,
  eventNamesQuery,
  propertyNamesQuery,
  registerVocabularyRoutes,
} from './routes.ts';
