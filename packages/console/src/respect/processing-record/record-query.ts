// The record of processing activities, and what the members tell of the controller for it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Mechanism } from '../recipients/recipients-query.ts';

/** Where a recipient is, and what makes it lawful to send data there: as it is recorded. */
export type Transfer = {
  recipient: string;
  country: string;
  mechanism: Mechanism;
  safeguard: string | null;
};

/** What the company tells in words; null where it does not. */
export type ControllerWords = {
  name: string | null;
  address: string | null;
  email: string | null;
  phone: string | null;
  joint_controllers: string | null;
  representative: string | null;
  dpo_name: string | null;
  dpo_email: string | null;
};
export type ControllerInput = ControllerWords & { measures: string[] };
export type Controller = ControllerInput & { changed_at: string | null; changed_by: string | null };

export type Activity = {
  activity: string;
  version: number;
  name: string;
  description: string;
  legal_basis: string;
  consent_model: string;
  jurisdictions: Record<string, { legal_basis: string; consent_model: string }>;
  data_subjects: string;
  data_categories: { key: string; name: string }[];
  special_categories: boolean;
  processing_kinds: string[];
  recipients: string[];
  transfers: Transfer[];
  /** ISO 8601 duration. */
  retention: string | null;
  lia_ref: string | null;
  dpia_ref: string | null;
};

export type ProcessingRecord = {
  controller: string;
  controller_details: ControllerWords & { changed_at: string | null; changed_by: string | null };
  as_of: string;
  activities: Activity[];
  sources: { name: string; kind: string; enabled: boolean; addresses: string }[];
  security_measures: string[];
};

export const RECORD_ADDRESS = '/api/processing-record';

export function useProcessingRecord() {
  return useQuery({
    queryKey: ['processing-record'],
    queryFn: ({ signal }) => api.get<ProcessingRecord>(RECORD_ADDRESS, undefined, signal),
  });
}

export function useController() {
  return useQuery({
    queryKey: ['controller'],
    queryFn: ({ signal }) => api.get<Controller>('/api/controller', undefined, signal),
  });
}

export function useSetController() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (told: ControllerInput) => api.put<Controller>('/api/controller', told),
    onSuccess: async (told) => {
      queryClient.setQueryData(['controller'], told);
      await queryClient.invalidateQueries({ queryKey: ['processing-record'] });
    },
  });
}
