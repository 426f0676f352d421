// People and values in answers about segments and traits: as the purpose and whoever asks may see them.
export { type Field, type Fields, listFields } from './fields.ts';
export { openLeavingOut } from './left-out.ts';
export { openShowing, type ShowPeople } from './people.ts';
export { refuseUnseen } from './refuse.ts';
export { openValueGates, type ValueGate } from './values.ts';
export { openVersionGates } from './versions.ts';
