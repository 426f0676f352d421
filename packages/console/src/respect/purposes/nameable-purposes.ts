// Which purposes the member's role may name.
import { useSession } from '../../app/session.ts';

/** What is looked at without choosing is looked at as the service desk would. */
export const useOrdinaryPurpose = (): string => useNameable('service');

/** Purposes that nobody is asked about: lists of who is who, and quarantine, are read for one of them. */
const UPKEEP = ['service', 'compliance', 'message.transactional'] as const;

/** The first of these that the member's role may name. */
export function useUpkeepPurpose(): string {
  const { purposes } = useSession();
  return UPKEEP.find((slug) => purposes === null || purposes.includes(slug)) ?? UPKEEP[0];
}

/** This purpose where the member's role may name it, else the first that it may. */
export function useNameable(wanted: string): string {
  const { purposes } = useSession();
  return purposes === null || purposes.includes(wanted) ? wanted : (purposes[0] ?? wanted);
}
