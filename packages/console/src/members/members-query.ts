// The people who operate Rapport, and what their roles let them do.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../api/client.ts';
import type { Page } from '../api/list.ts';

export type Member = {
  id: string;
  email: string;
  name: string;
  /** The slug of a role. */
  role: string;
  role_given_by: string | null;
  created_at: string;
};

export type RoleInput = {
  name: string;
  /** `noun:read`, `noun:write`, or `*`. */
  scopes: string[];
  /** Slugs or groups (`marketing.*`); null: all. */
  purposes: string[] | null;
  unmasked: { sensitivity: number; categories: string[] };
};
/** `version` 0: as shipped. */
export type Role = RoleInput & { slug: string; version: number };
export type RoleVersion = Role & { changed_at: string; changed_by: string; reason: string };

export type NewMember = { email: string; name: string; role: string };

export function useMembers() {
  return useQuery({
    queryKey: ['members', 'list'],
    queryFn: ({ signal }) => api.get<Page<Member>>('/api/members', undefined, signal),
  });
}

export function useRoles() {
  return useQuery({
    queryKey: ['members', 'roles'],
    queryFn: ({ signal }) => api.get<Page<Role>>('/api/roles', undefined, signal),
  });
}

/** What the workspace made of the role, the newest first; a role as it is shipped has none. */
export function useRoleVersions({ slug, version }: Role) {
  return useQuery({
    queryKey: ['members', 'versions', slug, version],
    queryFn: ({ signal }) =>
      api.get<Page<RoleVersion>>(`/api/roles${toPath(slug, 'versions')}`, undefined, signal),
    enabled: version > 0,
  });
}

/** The answer holds the password, once. */
export function useAddMember() {
  return useChange((told: NewMember) => api.post<Member & { password: string }>('/api/members', told));
}

export function useSetMemberRole() {
  return useChange(({ id, role }: { id: string; role: string }) =>
    api.put<Member>(`/api/members${toPath(id, 'role')}`, { role }),
  );
}

export function useRemoveMember() {
  return useChange((id: string) => api.delete(`/api/members${toPath(id)}`));
}

export function useSetRole() {
  return useChange(({ slug, ...told }: RoleInput & { slug: string; reason: string }) =>
    api.put<Role>(`/api/roles${toPath(slug)}`, told),
  );
}

/** What a member may do themselves may have changed too. */
function useChange<Told, Answer>(change: (told: Told) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all([['members'], ['session']].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}
