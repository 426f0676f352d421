// Who is signed in, to which workspace, and how to come in and go out.
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';

export type Session = {
  member: { id: string; email: string; name: string } | null;
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

/** Signs in by e-mail and password; the server answers with a cookie. */
export function signIn(credentials: { email: string; password: string }): Promise<unknown> {
  return api.post('/api/auth/sign-in/email', credentials);
}

export function signOut(): Promise<unknown> {
  return api.post('/api/auth/sign-out', {});
}
