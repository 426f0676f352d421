// What kind of data something is: the categories, and which attribute or property holds which.
export { guessCategory } from './guess.ts';
export { type Labeller, type NameLabels, openLabeller } from './labeller.ts';
export { labelReasons } from './look-into.ts';
export { isNeverDisclosed, type Mask, type MaskReason, maskValue, openMask } from './masking.ts';
export {
  covers,
  findCategory,
  includesSpecial,
  isKnown,
  isSpecial,
  type Label,
  type LabelState,
  type LabelSubject,
  labelStates,
  labelSubjects,
  mayActivate,
} from './model.ts';
export { openPropertyLabels, type PropertyLabels } from './property-labels.ts';
export { labelBody, labelListQuery, registerCategoryRoutes } from './routes.ts';
export { findLabels, type KeptLabels, keptLabels, listAttributeLabels, toAttributeLabels } from './store.ts';
export { type Category, type CcpaLetter, ccpaLetters, taxonomy } from './taxonomy.ts';
