// Accounts: companies and other groups, and who belongs to them.
export { findAccountsOfProfile, type GroupCall, recordGroupCalls } from './store.ts';
