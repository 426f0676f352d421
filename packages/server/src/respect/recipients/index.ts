// Who may get data and where they are, and where the data of whom has to stay.
export {
  type Destination,
  findBrokenRule,
  type Mechanism,
  mechanisms,
  type ResidencyRule,
  toDestination,
} from './model.ts';
export { recipientBody, registerRecipientRoutes, residencyBody, residencyPreviewBody } from './routes.ts';
export {
  getResidency,
  getTransfersOf,
  listRecipients,
  type RecipientRecord,
  transfersEdition,
} from './store.ts';
