// Accounts: companies and other groups, and who belongs to them.
export {
  findAccountsOfProfile,
  type GroupCall,
  listMembersOf,
  type MemberOfAccount,
  recordGroupCalls,
} from './store.ts';
