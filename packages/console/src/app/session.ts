// Who is signed in, to which workspace, and how to come in and go out.
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';

export type Session = {
  member: { id: string; email: string; name: string } | null;
  /** What the member may do: `noun:read`, `noun:write`, or `*`. */
  scopes: string[];
  role: { slug: string; name: string };
  /** Slugs of the purposes that the role may look at data for; null: all. */
  purposes: string[] | null;
  /** How delicate data is seen in clear: all of it at 3. */
  unmasked: { sensitivity: number; categories: string[] };
  workspace: { id: string; slug: string; name: string };
  version: string;
};

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => api.get<Session>('/api/session', undefined, signal),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

/** The session; the route above has already loaded it. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** Whether the member may do it, such as `profiles:write`. The server has the last word. */
export function useMay(scope: string): boolean {
  const { scopes } = useSession();
  return scopes.includes('*') || scopes.includes(scope);
}

/** Signs in by e-mail and password; the server answers with a cookie. */
export function signIn(credentials: { email: string; password: string }): Promise<unknown> {
  return api.post('/api/auth/sign-in/email', credentials);
}

export function signOut(): Promise<unknown> {
  return api.post('/api/auth/sign-out', {});
}
