// Which purposes the member's role may name.
import { useSession } from '../../app/session.ts';

/** What is looked at without choosing is looked at as the service desk would. */
export const useOrdinaryPurpose = (): string => useNameable('service');

/** This purpose where the member's role may name it, else the first that it may. */
export function useNameable(wanted: string): string {
  const { purposes } = useSession();
  return purposes === null || purposes.includes(wanted) ? wanted : (purposes[0] ?? wanted);
}
