// Asks for an address that shows the page of a person as they see it.
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Identifier } from '../../understand/people/people-query.ts';

export const useOpenAs = () =>
  useMutation({
    mutationFn: (asked: { contact: Identifier; purpose: string }) =>
      api.post<{ url: string; expires_at: string }>('/api/preference-centre/open-as', asked),
  });
